import { useTranslation } from 'react-i18next';
import type { OutboxWrite } from '../../../../shared/contract/outbox.ts';
import { routeTo } from '../../router.ts';
import { Action, Key } from '../../ui/action.tsx';
import { Copyable } from '../../ui/copyable.tsx';
import { formatCount, formatMoment, withPlainInstants } from '../../ui/format.ts';
import { Note } from '../../ui/note.tsx';
import { Fact } from '../records/fact.tsx';
import { isOpenWrite, WriteState } from './write-state.tsx';

interface WritePaneProps {
  write: OutboxWrite;
  busy: boolean;
  onLook(): void;
  onDismiss(): void;
}

/** What can be done about a write without a known end. */
function Ways({ write, busy, onLook, onDismiss }: WritePaneProps) {
  const { t } = useTranslation();
  return (
    <section className="pane__part stack" aria-label={t('outbox.ways')}>
      <p>{write.call === 'start' ? t('outbox.look_start') : t('outbox.look_other')}</p>
      <div className="row">
        <Action look="main" disabled={busy} onClick={onLook} aria-keyshortcuts="B">
          {t('outbox.look')}&nbsp;<Key>B</Key>
        </Action>
        {write.call === 'start' && write.state === 'unknown' ? (
          <Action look="danger" disabled={busy} onClick={onDismiss}>
            {t('outbox.dismiss')}
          </Action>
        ) : null}
      </div>
    </section>
  );
}

/** One write: its state, its times, its key, and what went wrong. */
export function WritePane(props: WritePaneProps) {
  const { write } = props;
  const { t } = useTranslation();
  return (
    <>
      <section className="pane__part stack" style={{ gap: 8 }} aria-label={t('outbox.one')}>
        <div className="row spread">
          <h2>{t(`outbox.call_${write.call}`)}</h2>
          <WriteState state={write.state} />
        </div>
        {write.error === null ? null : <Note tone={write.state === 'refused' ? 'error' : 'warn'}>{withPlainInstants(write.error)}</Note>}
        <dl className="facts">
          <Fact label={t('outbox.created')}>{formatMoment(write.created_at)}</Fact>
          <Fact label={t('outbox.sent')}>{write.first_sent_at === null ? t('outbox.never_sent') : formatMoment(write.first_sent_at)}</Fact>
          <Fact label={t('outbox.finished')}>{write.finished_at === null ? null : formatMoment(write.finished_at)}</Fact>
          <Fact label={t('outbox.size')}>{t('outbox.bytes', { n: formatCount(write.body_bytes) })}</Fact>
          <Fact label={t('outbox.key')}>
            <Copyable text={write.idempotency_key} />
          </Fact>
          <Fact label={t('outbox.hash')}>
            <code>{write.body_sha256}</code>
          </Fact>
          <Fact label={t('outbox.about')}>
            {write.reconciliation_id !== null ? (
              <a href={routeTo('review', write.reconciliation_id)}>{t('outbox.to_review')}</a>
            ) : write.preview_id === null ? null : (
              <a href={routeTo('preview', write.preview_id)}>{t('outbox.to_preview')}</a>
            )}
          </Fact>
        </dl>
      </section>
      {isOpenWrite(write) ? <Ways {...props} /> : null}
    </>
  );
}
