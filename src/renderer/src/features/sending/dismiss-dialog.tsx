import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxWrite } from '../../../../shared/contract/outbox.ts';
import { useRun } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { Busy } from '../../ui/busy.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatMoment } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';

/** Asks before an unknown start is held for undone, and says what that means. */
export function DismissDialog({ write, onClose }: { write: OutboxWrite | null; onClose(): void }) {
  const { t } = useTranslation();
  const [sure, setSure] = useState(false);
  const { running, error, run, clear } = useRun();
  const close = (): void => {
    clear();
    setSure(false);
    onClose();
  };
  const dismiss = async (): Promise<void> => {
    if (write !== null && (await run('outbox.dismiss', { write_id: write.write_id, confirmed: true })) !== null) close();
  };
  return (
    <Dialog open={write !== null} title={t('outbox.dismiss_title')} onClose={close}>
      <div className="stack">
        <p>{t('outbox.dismiss_what', { at: formatMoment(write?.first_sent_at ?? write?.created_at ?? '') })}</p>
        <p>{t('outbox.dismiss_means')}</p>
        <Checkbox size="xs" data-autofocus checked={sure} onChange={(event) => setSure(event.currentTarget.checked)} label={t('outbox.dismiss_sure')} />
        <Busy running={running} />
        <ErrorNote error={error} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Action onClick={close}>{t('dialog.back')}</Action>
          <Action look="danger" disabled={!sure || running !== null} onClick={() => void dismiss()}>
            {t('outbox.dismiss_go')}
          </Action>
        </div>
      </div>
    </Dialog>
  );
}
