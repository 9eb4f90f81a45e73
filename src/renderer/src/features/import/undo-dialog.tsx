import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { useAsk, useRun } from '../../query.ts';
import { go } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatCount } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { undoneStore } from './pending.ts';

interface UndoDialogProps {
  open: boolean;
  imported: ImportSummary;
  /** Changes made to its rows by hand, which go with it. */
  changes: number;
  onClose(): void;
}

/** Asks before an import is taken away whole, with the numbers; refused with the reason where a reconciliation rests on it. */
export function UndoDialog({ open, imported, changes, onClose }: UndoDialogProps) {
  const { t } = useTranslation();
  const { import_id, file_name, rows } = imported;
  const listed = useAsk('preview.list', open ? {} : null).data?.previews;
  const { running, error, run, clear } = useRun();
  const previews = listed?.filter((each) => each.import_ids.includes(import_id)).length;
  const close = (): void => {
    clear();
    onClose();
  };
  const undo = async (): Promise<void> => {
    const undone = await run('import.undo', { import_id });
    if (undone === null) return;
    undoneStore.set({ name: file_name, rows: undone.rows, previews: undone.previews });
    go('import');
  };
  return (
    <Dialog open={open} title={t('imported.undo_title')} onClose={close}>
      <div className="stack">
        <p>{t('imported.undo_lead', { name: file_name })}</p>
        <dl className="facts">
          <dt>{t('imported.undo_rows')}</dt>
          <dd className="end">
            <strong>{formatCount(rows.data)}</strong>
          </dd>
          <dt>{t('imported.undo_previews')}</dt>
          <dd className="end">
            <strong>{previews === undefined ? '–' : formatCount(previews)}</strong>
          </dd>
          <dt>{t('imported.undo_changes')}</dt>
          <dd className="end">
            <strong>{formatCount(changes)}</strong>
          </dd>
        </dl>
        <ErrorNote error={error} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Action data-autofocus onClick={close}>
            {t('dialog.back')}
          </Action>
          <Action look="danger" disabled={running !== null} onClick={() => void undo()}>
            {t('imported.undo_go')}
          </Action>
        </div>
      </div>
    </Dialog>
  );
}
