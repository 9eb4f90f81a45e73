import { useTranslation } from 'react-i18next';
import { type Activity, activityStore } from '../../client.ts';
import { useCounts, useDoing } from '../../i18n/index.ts';
import { useAsk } from '../../query.ts';
import { routeTo } from '../../router.ts';
import { useStore } from '../../store.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatCount } from '../../ui/format.ts';
import { useWait } from '../../ui/use-wait.ts';
import { DecisionSign } from '../../ui/verdict.tsx';
import { pushDecisions, stopPush } from '../sending/push.ts';
import { useDesk } from './desk-context.tsx';
import { type ScreenStatus, statusStore, type StatusSums } from './status-store.ts';

/** A command under way: its numbers, or why it waits. */
function UnderWay({ first, more }: { first: Activity; more: number }) {
  const { t } = useTranslation();
  const doing = useDoing();
  const { progress } = first;
  const wait = useWait(progress);
  const total = wait === null ? (progress?.total ?? null) : null;
  return (
    <>
      <strong>{doing(first.name)}</strong>
      {wait === null ? null : <span>{wait}</span>}
      {progress === null || total === null ? null : (
        <>
          <span className="bar__meter">
            <span style={{ width: `${total === 0 ? 100 : (progress.done / total) * 100}%` }} />
          </span>
          {formatCount(progress.done)} / {formatCount(total)}
        </>
      )}
      {more > 0 ? <span>+{more}</span> : null}
      {first.name === 'decision.push' ? (
        <button type="button" className="bar__link" onClick={stopPush}>
          {t('push.stop')}
        </button>
      ) : null}
    </>
  );
}

/** Writes whose end nobody knows; those of a command under way have not come to theirs. */
function Unknown() {
  const { t } = useTranslation();
  const total = useAsk('outbox.list', { open: true, limit: 1 }).data?.total ?? 0;
  if (total === 0) return null;
  return (
    <a className="bar__link" href={routeTo('outbox')}>
      <DecisionSign mark="unknown" /> {t('outbox.open_writes', { count: total, n: formatCount(total) })}
    </a>
  );
}

/** What is being sent, and what waits to be. */
function Sending() {
  const { t } = useTranslation();
  const { waiting } = useDesk();
  const running = useStore(activityStore);
  const [first] = running;
  if (first !== undefined) {
    return (
      <span className="bar__sending">
        <UnderWay first={first} more={running.length - 1} />
      </span>
    );
  }
  return (
    <span className="bar__sending">
      <Unknown />
      {waiting === 0 ? (
        t('bar.nothing_sent')
      ) : (
        <button type="button" className="bar__link" title={`${t('push.title')} (Ctrl+S)`} aria-keyshortcuts="Control+S" onClick={() => void pushDecisions(null)}>
          <DecisionSign mark="local" /> {t('push.waiting', { count: waiting, n: formatCount(waiting) })}
        </button>
      )}
    </span>
  );
}

/** Both sides, their difference and what is at stake. */
function Sums({ sums }: { sums: StatusSums }) {
  const { t } = useTranslation();
  const parts = [
    [t('bar.payven'), sums.db, false],
    [t('bar.bank'), sums.bank, false],
    [t('bar.delta'), sums.delta, true],
    [t('bar.risk'), sums.stake, false],
  ] as const;
  return (
    <span className="bar__sums">
      {parts.map(([label, value, isSigned]) => (
        <span key={label}>
          {label} <Amount value={value} signed={isSigned} />
        </span>
      ))}
    </span>
  );
}

function Selected({ selected }: { selected: NonNullable<ScreenStatus['selected']> }) {
  const { t } = useTranslation();
  if (selected.count === 0) return <span className="bar__none">{t('bar.nothing_selected')}</span>;
  const { sums = null } = selected;
  return (
    <span className="bar__selected">
      {t('bar.selected')} <strong>{formatCount(selected.count)}</strong>
      {selected.sum === null ? null : (
        <>
          {' · '}
          <Amount value={selected.sum} unit />
        </>
      )}
      {sums === null ? null : <Sums sums={sums} />}
    </span>
  );
}

/** What the screen says of itself; sums of the selection stand in for those of the view. */
function OfScreen({ status }: { status: ScreenStatus }) {
  const { t } = useTranslation();
  const { rows } = useCounts();
  const { sum, sums = null, selected, left, words = null } = status;
  return (
    <>
      <span>
        <strong>{rows(status.rows)}</strong>
      </span>
      {sum === null ? null : (
        <span>
          {status.of === undefined ? t('bar.sum') : t(`bar.of_${status.of}`)} <Amount value={sum} unit />
        </span>
      )}
      {sums === null || (selected !== null && selected.count > 0) ? null : <Sums sums={sums} />}
      {selected === null ? null : <Selected selected={selected} />}
      {left === null ? null : (
        <span>
          {left.count === 0 ? (
            t('bar.nothing_left')
          ) : (
            <>
              {t('bar.left')} <strong>{formatCount(left.count)}</strong> / {formatCount(left.of)}
            </>
          )}
        </span>
      )}
      {words === null ? null : <span className="bar__words" title={words}>{words}</span>}
    </>
  );
}

/** Always answers: how many, how much, what is selected, what is left, what is being sent. */
export function StatusBar() {
  const { t } = useTranslation();
  const status = useStore(statusStore);
  return (
    <footer className="bar" aria-label={t('frame.bar')}>
      {status === null ? <span>{t('bar.idle')}</span> : <OfScreen status={status} />}
      <Sending />
    </footer>
  );
}
