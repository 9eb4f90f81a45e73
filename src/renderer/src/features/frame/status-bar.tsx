import { useTranslation } from 'react-i18next';
import { activityStore } from '../../client.ts';
import { useCounts, useDoing } from '../../i18n/index.ts';
import { useStore } from '../../store.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatCount } from '../../ui/format.ts';
import { statusStore } from './status-store.ts';

function Sending() {
  const { t } = useTranslation();
  const doing = useDoing();
  const running = useStore(activityStore);
  const [first] = running;
  if (first === undefined) return <span className="bar__sending">{t('bar.nothing_sent')}</span>;
  const { progress } = first;
  const total = progress?.step === 'wait' ? null : (progress?.total ?? null);
  return (
    <span className="bar__sending">
      <strong>{doing(first.name)}</strong>
      {progress === null || total === null ? null : (
        <>
          <span className="bar__meter">
            <span style={{ width: `${total === 0 ? 100 : (progress.done / total) * 100}%` }} />
          </span>
          {formatCount(progress.done)} / {formatCount(total)}
        </>
      )}
      {running.length > 1 ? <span>+{running.length - 1}</span> : null}
    </span>
  );
}

/** Always answers: how many, how much, what is selected, what is left, what is being sent. */
export function StatusBar() {
  const { t } = useTranslation();
  const { rows } = useCounts();
  const status = useStore(statusStore);
  return (
    <footer className="bar" aria-label={t('frame.bar')}>
      {status === null ? (
        <span>{t('bar.idle')}</span>
      ) : (
        <>
          <span>
            <strong>{rows(status.rows)}</strong>
          </span>
          {status.sum === null ? null : (
            <span>
              {status.stake === true ? t('bar.stake') : 'Σ'} <Amount value={status.sum} unit />
            </span>
          )}
          {status.selected === null ? null : (
            <span>
              {status.selected.count === 0 ? (
                t('bar.nothing_selected')
              ) : (
                <>
                  {t('bar.selected')} <strong>{formatCount(status.selected.count)}</strong> · <Amount value={status.selected.sum} unit />
                </>
              )}
            </span>
          )}
          {status.left === null ? null : (
            <span>
              {status.left.count === 0 ? (
                t('bar.nothing_left')
              ) : (
                <>
                  {t('bar.left')} <strong>{formatCount(status.left.count)}</strong> / {formatCount(status.left.of)}
                </>
              )}
            </span>
          )}
        </>
      )}
      <Sending />
    </footer>
  );
}
