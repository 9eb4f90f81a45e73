import type { RouteName } from '../../src/sandbox/faults.ts';

/** How the sandbox behaves to a call. */
export interface Behaviour {
  readonly name: string;
  /** What follows ROUTE: in the sandbox's own spelling of faults; null: it answers. */
  readonly fault: string | null;
}

/** Real ms until a late answer: long enough for the next run to meet the first one's work. */
export const LATE_MS = 900;

const late: Behaviour = { name: 'answers-late', fault: `latency=${LATE_MS}` };

/** Twice means: the retry meets it too. Five times is every try of one run. */
export const behaviours: readonly Behaviour[] = [
  { name: 'answers', fault: null },
  late,
  { name: 'drops-before', fault: 'drop-before*2' },
  { name: 'drops-after', fault: 'drop-after*2' },
  { name: '429', fault: '429=7*2' },
  { name: '500', fault: '500*2' },
  { name: '503', fault: '503*2' },
  { name: '504', fault: '504*2' },
  { name: '504-after', fault: '504-after*2' },
  { name: '504-after-for-good', fault: '504-after*5' },
  { name: 'drops-before-for-good', fault: 'drop-before*5' },
];

export function faultsOf(route: RouteName, { fault }: Behaviour): string[] {
  return fault === null ? [] : [`${route}:${fault}`];
}

export const isLate = (behaviour: Behaviour): boolean => behaviour === late;
