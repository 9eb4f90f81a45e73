import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeProgress } from '../../../shared/bridge.ts';
import { formatCount } from './format.ts';

const SECOND = 1000;

/** Whole seconds left of a wait that began when this progress came; counts down by itself. */
function useSecondsLeft(progress: BridgeProgress | null): number | null {
  const [now, setNow] = useState(() => Date.now());
  const [began, setBegan] = useState({ progress, at: now });
  if (began.progress !== progress) setBegan({ progress, at: Date.now() });
  const wait_ms = progress?.step === 'wait' ? progress.wait_ms : undefined;
  useEffect(() => {
    if (wait_ms === undefined) return undefined;
    setNow(Date.now());
    const timer = window.setInterval(() => setNow(Date.now()), SECOND);
    return () => window.clearInterval(timer);
  }, [progress, wait_ms]);
  if (wait_ms === undefined) return null;
  return Math.max(1, Math.ceil((began.at + wait_ms - Math.max(now, began.at)) / SECOND));
}

/** Why a call under way waits and for how long, in words; null while it works. */
export function useWait(progress: BridgeProgress | null): string | null {
  const { t } = useTranslation();
  const seconds = useSecondsLeft(progress);
  if (seconds === null || progress === null) return null;
  const { done, total } = progress;
  // A count that is full is Payven's limit of starts; one that is not counts our tries; without one nothing failed.
  if (total === null) return t('wait.limit', { seconds });
  return done >= total ? t('wait.starts', { seconds, of: total }) : t('wait.retry', { seconds, attempt: done, of: total });
}

/** What a call under way has read so far and how long it may still take, in words; null where it says neither. */
export function useReadSoFar(progress: BridgeProgress | null): string | null {
  const { t } = useTranslation();
  if (progress === null) return null;
  const { transactions, refunds, left_ms } = progress;
  const parts = [
    ...(transactions === undefined ? [] : [t('busy.read', { transactions: formatCount(transactions), refunds: formatCount(refunds ?? 0) })]),
    ...(left_ms === undefined || left_ms === null ? [] : [left_ms < 60 * SECOND ? t('busy.left_seconds', { n: Math.max(1, Math.ceil(left_ms / SECOND)) }) : t('busy.left_minutes', { n: formatCount(Math.ceil(left_ms / (60 * SECOND))) })]),
  ];
  return parts.length === 0 ? null : parts.join(' · ');
}
