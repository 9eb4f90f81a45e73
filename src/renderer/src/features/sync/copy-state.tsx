import { useTranslation } from 'react-i18next';
import type { SyncState } from '../../../../shared/contract/sync.ts';
import type { Question } from '../../client.ts';
import { useAge } from '../../i18n/index.ts';
import { useAsk } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { formatCount, formatDay, formatInstant, formatRange } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Card } from '../../ui/page.tsx';
import { useConnectionName } from '../frame/connection-name.ts';
import { useConnectionId, useDesk } from '../frame/desk-context.tsx';
import { DayNames } from './sync-result.tsx';

/** So many incomplete days are named; more would say no more. */
const NAMED = 12;

interface CopyStateProps {
  busy: boolean;
  onResume(question: Question<'sync.run'>): void;
}

/** How the last attempt ended, where it did not end well. */
function LastAttempt({ state, busy, onResume }: { state: SyncState } & CopyStateProps) {
  const { t } = useTranslation();
  const { resumable, last_attempt } = state;
  if (resumable !== null) {
    const { from, to } = resumable;
    return (
      <Note tone="warn">
        <p>{t('sync.interrupted', { range: formatRange(from, to), at: formatInstant(resumable.started_at), n: formatCount(resumable.windows) })}</p>
        <div>
          <Action disabled={busy} onClick={() => onResume({ connection_id: state.connection_id, from, to })}>
            {t('sync.resume')}
          </Action>
        </div>
      </Note>
    );
  }
  if (last_attempt === null || last_attempt.outcome === 'complete' || last_attempt.outcome === 'incomplete' || last_attempt.outcome === 'open') return null;
  return <p className="muted">{t(`sync.outcome_${last_attempt.outcome}`, { at: formatInstant(last_attempt.tried_at) })}</p>;
}

function StateOf({ state, ...rest }: { state: SyncState } & CopyStateProps) {
  const { t } = useTranslation();
  const age = useAge();
  const { oldest_day, newest_day, days, incomplete_days, last_finished } = state;
  if (oldest_day === null || newest_day === null) {
    return (
      <>
        <p className="muted">{t('sync.none')}</p>
        <LastAttempt state={state} {...rest} />
      </>
    );
  }
  const read = last_finished?.finished_at ?? null;
  return (
    <>
      <dl className="facts">
        <dt>{t('sync.newest')}</dt>
        <dd>{formatDay(newest_day)}</dd>
        <dt>{t('sync.days')}</dt>
        <dd>
          {formatRange(oldest_day, newest_day)} <span className="muted">({t('days', { count: days, n: formatCount(days) })})</span>
        </dd>
        {read === null ? null : (
          <>
            <dt>{t('home.read')}</dt>
            <dd title={formatInstant(read)}>{age(read)}</dd>
          </>
        )}
      </dl>
      {incomplete_days.length === 0 ? null : (
        <Note tone="warn">
          <p>{t('sync.incomplete_here', { count: incomplete_days.length, n: formatCount(incomplete_days.length) })}</p>
          <DayNames days={incomplete_days.slice(0, NAMED)} />
        </Note>
      )}
      <LastAttempt state={state} {...rest} />
    </>
  );
}

/** What is on this computer, connection by connection; the one in use first. */
export function CopyState(props: CopyStateProps) {
  const { t } = useTranslation();
  const { connections } = useDesk();
  const { connection_id: chosen } = useConnectionId();
  const nameOf = useConnectionName();
  const { data, error } = useAsk('sync.state', {});
  const states = (data?.connections ?? []).toSorted((a, b) => Number(b.connection_id === chosen) - Number(a.connection_id === chosen));
  return (
    <div className="stack">
      <ErrorNote error={error} />
      {states.map((state) => {
        const connection = connections.find(({ connection_id }) => connection_id === state.connection_id);
        return (
          <Card key={state.connection_id} title={states.length > 1 && connection !== undefined ? `${t('sync.have')}: ${nameOf(connection)}` : t('sync.have')}>
            <div className="stack">
              <StateOf state={state} {...props} />
            </div>
          </Card>
        );
      })}
    </div>
  );
}
