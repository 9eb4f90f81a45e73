import type { ReactNode } from 'react';
import { say } from '../../../shared/text/say.ts';
import { useLook } from '../preferences.ts';
import type { DecisionMark } from './decision-mark.ts';

const LEFT = 'M12 1.5a6.5 6.5 0 0 0 0 13Z';
const RIGHT = 'M14 1.5a6.5 6.5 0 0 1 0 13Z';
const LEFT_APART = 'M7.5 1.5a6.5 6.5 0 0 0 0 13Z';
const RIGHT_APART = 'M18.5 1.5a6.5 6.5 0 0 1 0 13Z';

const full = (path: string): ReactNode => <path d={path} fill="currentColor" stroke="currentColor" strokeWidth={0.8} />;
const hollow = (path: string): ReactNode => <path d={path} fill="none" stroke="currentColor" strokeWidth={1.2} />;

const coins: Readonly<Record<string, ReactNode>> = {
  Matched: (
    <>
      {full(LEFT)}
      {full(RIGHT)}
    </>
  ),
  AmountMismatch: (
    <>
      {full(LEFT_APART)}
      {full(RIGHT_APART)}
      <path d="M10 6.5h6M10 9.5h6M14.8 3.8l-3.6 8.4" fill="none" stroke="currentColor" strokeWidth={1.3} />
    </>
  ),
  StatusMismatch: (
    <>
      {full(LEFT_APART)}
      {full(RIGHT_APART)}
      <path d="M10 6h5.8m-2-2 2 2-2 2M16 10.5h-5.8m2-2-2 2 2 2" fill="none" stroke="currentColor" strokeWidth={1.2} />
    </>
  ),
  OrphanDb: (
    <>
      {full(LEFT)}
      {hollow(RIGHT)}
    </>
  ),
  OrphanBank: (
    <>
      {hollow(LEFT)}
      {full(RIGHT)}
    </>
  ),
};

/** The two-sided coin of a verdict: left half Payven, right half the bank. Readable without colour. */
export function Coin({ verdict }: { verdict: string }) {
  return (
    <span data-verdict={verdict} style={{ color: 'var(--hue, var(--ink-2))' }}>
      <svg className="coin" width={26} height={16} viewBox="0 0 26 16" strokeWidth={1} strokeLinejoin="round" aria-hidden="true">
        {coins[verdict] ?? <circle cx={13} cy={8} r={6} fill="none" stroke="currentColor" />}
      </svg>
    </span>
  );
}

/** Coin and word. */
export function Verdict({ verdict }: { verdict: string }) {
  const { language } = useLook();
  return (
    <span className="verdict">
      <Coin verdict={verdict} />
      <span>{say(language, `verdict.${verdict}`)}</span>
    </span>
  );
}

const marks: Readonly<Record<DecisionMark, ReactNode>> = {
  none: <circle cx={8} cy={8} r={5.2} />,
  local: (
    <>
      <circle cx={8} cy={8} r={5.2} />
      <circle cx={8} cy={8} r={2.6} fill="currentColor" stroke="none" />
    </>
  ),
  queued: <path d="M8 2.8a5.2 5.2 0 1 1 0 10.4A5.2 5.2 0 0 1 8 2.8ZM8 5v3.2l2.2 1.4" />,
  sent: <path d="m3 8.5 3.5 3.5L13 4.5" />,
  refused: <path d="m4 4 8 8m0-8-8 8" />,
  conflict: (
    <>
      <circle cx={5.4} cy={8} r={3.9} />
      <circle cx={10.6} cy={8} r={3.9} />
    </>
  ),
  unknown: <path d="M5.6 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.2.9-1.2 1.8m0 2.5v.1" />,
};

const hues: Readonly<Partial<Record<DecisionMark, string>>> = { none: 'var(--ink-3)', refused: 'var(--danger)', conflict: 'var(--amount)', unknown: 'var(--amount)' };

/** How far a decision has come: hollow ring, filled ring, clock, check, cross, two rings across each other; a question mark where nobody knows. */
export function DecisionSign({ mark }: { mark: DecisionMark }) {
  const hue = hues[mark] ?? 'var(--accent)';
  return (
    <svg
      className="coin"
      width={16}
      height={16}
      viewBox="0 0 16 16"
      fill="none"
      stroke={hue}
      color={hue}
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {marks[mark]}
    </svg>
  );
}
