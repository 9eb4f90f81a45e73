import { useTranslation } from 'react-i18next';
import type { BridgeProgress } from '../../../shared/bridge.ts';
import { useDoing } from '../i18n/index.ts';
import { Action } from './action.tsx';
import { formatCount } from './format.ts';
import { useReadSoFar, useWait } from './use-wait.ts';

interface BusyProps {
  running: { name: string; progress: BridgeProgress | null; cancel(): void } | null;
}

/** A long call under way: its numbers, why it waits, and the way to stop it. */
export function Busy({ running }: BusyProps) {
  return running === null ? null : <Running {...running} />;
}

function Running({ name, progress, cancel }: NonNullable<BusyProps['running']>) {
  const { t } = useTranslation();
  const label = useDoing()(name);
  const wait = useWait(progress);
  const read = useReadSoFar(progress);
  // While it waits to try again the numbers are attempts, not work done.
  const waits = progress?.step === 'wait';
  const total = waits ? null : (progress?.total ?? null);
  const share = progress === null || total === null || total === 0 ? null : Math.min(100, (progress.done / total) * 100);
  return (
    <div className="busy">
      <div className="row spread">
        <span>
          {label}
          {progress === null || waits ? null : (
            <span className="muted">
              {' '}
              {total === null ? formatCount(progress.done) : `${formatCount(progress.done)} / ${formatCount(total)}`}
            </span>
          )}
        </span>
        <Action look="bare" onClick={cancel}>
          {t('busy.stop')}
        </Action>
      </div>
      <div
        className="busy__meter"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === null ? { 'data-unknown': true } : { 'aria-valuenow': Math.round(share) })}
      >
        <span style={share === null ? undefined : { width: `${share}%` }} />
      </div>
      {wait === null && read === null ? null : <p className="muted">{wait ?? read}</p>}
    </div>
  );
}

/** Grey lines where something will stand in a moment. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <div className="stack" role="status">
      <span className="sr-only">{t('busy.loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="skeleton" style={{ width: `${92 - ((index * 17) % 45)}%` }} />
      ))}
    </div>
  );
}
