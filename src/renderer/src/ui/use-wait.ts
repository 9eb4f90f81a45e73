import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeProgress } from '../../../shared/bridge.ts';
import { formatCount } from './format.ts';
import { timeLeft } from './time-left.ts';

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

/** How far a call was, and when, at the first progress that counts to the same end in the same step. */
interface Begun {
  readonly step: BridgeProgress['step'];
  readonly total: number | null;
  readonly done: number;
  readonly at: number;
}

/** How long a call may still take, ms: as it says itself, else as fast as it has been; null while it cannot be told. */
export function useTimeLeft(progress: BridgeProgress | null): number | null {
  const [begun, setBegun] = useState<Begun | null>(null);
  if (progress === null || progress.step === 'wait') return null;
  const { step, done, total, left_ms } = progress;
  if (begun === null || begun.step !== step || begun.total !== total || begun.done > done) setBegun({ step, total, done, at: Date.now() });
  if (left_ms !== undefined) return left_ms;
  return begun === null ? null : timeLeft(begun, { done, total }, Date.now());
}

/** What a call under way has read so far and how long it may still take, in words; null where it says neither. */
export function useReadSoFar(progress: BridgeProgress | null): string | null {
  const { t } = useTranslation();
  const left_ms = useTimeLeft(progress);
  if (progress === null) return null;
  const { transactions, refunds } = progress;
  const parts = [
    ...(transactions === undefined ? [] : [t('busy.read', { transactions: formatCount(transactions), refunds: formatCount(refunds ?? 0) })]),
    ...(left_ms === null ? [] : [left_ms < 60 * SECOND ? t('busy.left_seconds', { n: Math.max(1, Math.ceil(left_ms / SECOND)) }) : t('busy.left_minutes', { n: formatCount(Math.ceil(left_ms / (60 * SECOND))) })]),
  ];
  return parts.length === 0 ? null : parts.join(' · ');
}
