import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A number to be handed on, with a button that copies it. */
export function Copyable({ text }: { text: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      // Without leave for the clipboard the number is still there to be marked by hand.
      () => setCopied(false),
    );
  };
  return (
    <span className="row">
      <code>{text}</code>
      <button type="button" className="link-button" onClick={copy}>
        {copied ? t('note.copied') : t('note.copy_id')}
      </button>
    </span>
  );
}
