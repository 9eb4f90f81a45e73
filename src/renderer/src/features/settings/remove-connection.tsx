import { useTranslation } from 'react-i18next';
import type { ConnectionSummary } from '../../../../shared/contract/connection.ts';
import { useRun } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { Busy } from '../../ui/busy.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatCount } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { useConnectionName } from '../frame/connection-name.ts';
import { useDesk } from '../frame/desk-context.tsx';

/** Asks before a connection is taken out of use: what goes, what stays, what cannot be sent meanwhile. */
export function RemoveConnection({ connection, onClose }: { connection: ConnectionSummary; onClose(): void }) {
  const { t } = useTranslation();
  const nameOf = useConnectionName();
  const { waiting } = useDesk();
  const { running, error, run } = useRun();
  const remove = async (): Promise<void> => {
    if ((await run('connection.remove', { connection_id: connection.connection_id })) !== null) onClose();
  };
  return (
    <Dialog open title={t('settings.remove_title')} onClose={onClose}>
      <div className="stack">
        <p>{t('settings.remove_lead', { name: nameOf(connection) })}</p>
        <p>{t('settings.remove_keeps')}</p>
        {waiting === 0 ? null : <Note tone="warn">{t('settings.remove_waiting', { count: waiting, n: formatCount(waiting) })}</Note>}
        <Busy running={running} />
        <ErrorNote error={error} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Action onClick={onClose}>{t('dialog.back')}</Action>
          <Action look="danger" disabled={running !== null} onClick={() => void remove()}>
            {t('settings.remove_go')}
          </Action>
        </div>
      </div>
    </Dialog>
  );
}
