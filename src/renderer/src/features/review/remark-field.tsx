import { Textarea } from '@mantine/core';
import { type KeyboardEvent, type RefObject, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../store.ts';
import { Key } from '../../ui/action.tsx';
import { recentRemarks, usualRemarks } from './remarks.ts';

interface RemarkFieldProps {
  value: string;
  onChange(text: string): void;
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  /** Back to the list, the remark kept. */
  onLeave(): void;
}

/** The usual remarks in words, in the order of their digits. */
export function useUsualRemarks(): readonly string[] {
  const { t } = useTranslation();
  return usualRemarks.map((name) => t(`remark.${name}`));
}

function Offered({ id, remarks, onTake }: { id: string; remarks: readonly string[]; onTake(text: string): void }) {
  const { t } = useTranslation();
  return (
    <ol id={id} className="remark__list" aria-label={t('remark.usual')}>
      {remarks.map((text, at) => (
        <li key={text}>
          <button type="button" onClick={() => onTake(text)}>
            <Key>{String(at + 1)}</Key> <span>{text}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** The remark that goes with a decision; while it is empty a digit puts a usual one there. */
export function RemarkField({ value, onChange, fieldRef, onLeave }: RemarkFieldProps) {
  const { t } = useTranslation();
  const remarks = [...useUsualRemarks(), ...useStore(recentRemarks)];
  const [open, setOpen] = useState(false);
  const list = useId();
  const offered = open && value === '';
  const take = (text: string): void => {
    onChange(text);
    setOpen(false);
    onLeave();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const wanted = offered && /^[1-9]$/.test(event.key) ? remarks[Number(event.key) - 1] : undefined;
    if (wanted !== undefined) {
      event.preventDefault();
      take(wanted);
    } else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onLeave();
    } else if (event.key === 'Escape' && offered) {
      // The list alone goes: a remark may begin with a digit.
      event.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <div
      className="remark"
      onFocus={() => setOpen(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <Textarea
        ref={fieldRef}
        aria-label={t('remark.label')}
        aria-describedby={offered ? list : undefined}
        aria-keyshortcuts="A"
        placeholder={t('decide.remarks_short')}
        rightSection={<Key>A</Key>}
        value={value}
        maxLength={2000}
        className="grows"
        rows={1}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {offered ? (
        <Offered id={list} remarks={remarks} onTake={take} />
      ) : null}
    </div>
  );
}
