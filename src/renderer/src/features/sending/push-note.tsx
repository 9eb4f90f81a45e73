import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { go } from '../../router.ts';
import { useStore } from '../../store.ts';
import { Action } from '../../ui/action.tsx';
import { formatCount } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { forgetPush, isAbout, type PushAnswer, pushStore } from './push.ts';

/** Payven's words are named for so many; every one of them stands on its row too. */
const NAMED = 5;

function Refused({ errors }: Pick<PushAnswer, 'errors'>) {
  const { t } = useTranslation();
  const words = [...Map.groupBy(errors, ({ message }) => message ?? t('push.no_words'))];
  return (
    <ul>
      {words.slice(0, NAMED).map(([message, those]) => (
        <li key={message}>
          {message} {those.length > 1 ? <span className="muted">({formatCount(those.length)})</span> : null}
        </li>
      ))}
    </ul>
  );
}

function Close() {
  const { t } = useTranslation();
  return (
    <button type="button" className="note__close" aria-label={t('push.close')} title={t('push.close')} onClick={forgetPush}>
      <Icon name="cross" size={14} />
    </button>
  );
}

function Outcome({ answer, onConflicts }: { answer: PushAnswer; onConflicts?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { processed, failed, errors, conflicts, waiting, offline, unconnected } = answer;
  const good = failed === 0 && conflicts === 0 && waiting === 0;
  return (
    <Note tone={good ? 'good' : offline && failed === 0 && conflicts === 0 ? 'plain' : 'warn'} live>
      {offline ? <p>{t('push.offline', { count: waiting, n: formatCount(waiting) })}</p> : null}
      {processed > 0 || good ? <p>{t('push.processed', { count: processed, n: formatCount(processed) })}</p> : null}
      {!offline && waiting > 0 ? <p>{t('push.still_waiting', { count: waiting, n: formatCount(waiting) })}</p> : null}
      {unconnected > 0 ? <p>{t('push.unconnected', { count: unconnected, n: formatCount(unconnected) })}</p> : null}
      {failed > 0 ? <p>{t('push.failed', { count: failed, n: formatCount(failed) })}</p> : null}
      {errors.length > 0 ? <Refused errors={errors} /> : null}
      {conflicts > 0 ? (
        <div className="row">
          <span>{t('push.conflicts', { count: conflicts, n: formatCount(conflicts) })}</span>
          {onConflicts === undefined ? null : <Action onClick={onConflicts}>{t('push.show_conflicts')}</Action>}
        </div>
      ) : null}
      <Close />
    </Note>
  );
}

/** What became of the decisions sent last: taken, refused, in conflict, still waiting. */
export function PushNote({ reconciliationId, onConflicts }: { reconciliationId?: string; onConflicts?: () => void }) {
  const { t } = useTranslation();
  const push = useStore(pushStore);
  // Seen once; what is left of it stands on the rows.
  useEffect(() => forgetPush, []);
  if (reconciliationId !== undefined && !isAbout(push, reconciliationId)) return null;
  const { answer, error } = push;
  return (
    <>
      <ErrorNote error={error}>
        <div className="row">
          {error?.code === 'payven.outcome_unknown' ? <Action onClick={() => go('outbox')}>{t('outbox.open')}</Action> : null}
          <Close />
        </div>
      </ErrorNote>
      {answer === null ? null : <Outcome answer={answer} onConflicts={onConflicts} />}
    </>
  );
}
