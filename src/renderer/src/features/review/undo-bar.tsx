import { useTranslation } from 'react-i18next';
import { say } from '../../../../shared/text/say.ts';
import type { Answer } from '../../client.ts';
import { useLook } from '../../preferences.ts';
import { useAsk } from '../../query.ts';
import { Key } from '../../ui/action.tsx';
import { formatCount } from '../../ui/format.ts';

interface UndoBarProps {
  reconciliationId: string;
  /** What was done last, in words. */
  told: string;
  onUndo(): void;
  onRedo(): void;
}

type Batch = NonNullable<Answer<'decision.stack'>['undo']>;

/** What would be taken back or made again, by name, and what was done last. */
export function UndoBar({ reconciliationId, told, onUndo, onRedo }: UndoBarProps) {
  const { t } = useTranslation();
  const { language } = useLook();
  const { data } = useAsk('decision.stack', { reconciliation_id: reconciliationId });
  const named = ({ action, details }: Batch): string => t('undo.batch', { count: details, n: formatCount(details), action: say(language, `action.${action}`) });
  const undo = data?.undo ?? null;
  const redo = data?.redo ?? null;
  return (
    <div className="undo">
      <p className="undo__told" role="status">
        {told}
      </p>
      {undo === null ? null : (
        <button type="button" className="undo__button" aria-keyshortcuts="Z Control+Z" title={named(undo)} onClick={onUndo}>
          {t('undo.undo')}: {named(undo)} <Key>Z</Key>
        </button>
      )}
      {redo === null ? null : (
        <button type="button" className="undo__button" aria-keyshortcuts="Shift+Z Control+Y" title={named(redo)} onClick={onRedo}>
          {t('undo.redo')}: {named(redo)} <Key>Shift Z</Key>
        </button>
      )}
    </div>
  );
}
