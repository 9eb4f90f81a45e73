import type { BankRow } from '../../../shared/bank-row.ts';
import { addDays, type Day, dayOf, startOfDay } from '../../../shared/day.ts';

const DAY_MS = 86_400_000;

/** When a file's rows are paid out: banks list by value date, so what is paid later is in a later file. */
export interface ValueDates {
  /** The latest value date of the files. */
  readonly latest: Day;
  /** Days from a sale to its value date: the median of single payments; null: too few to call it usual. */
  readonly usualDelay: number | null;
}

/** Fewer single payments than this show no habit. */
const FEWEST = 5;

/** The lower median of a histogram; null: it counts too few. */
function medianOf(histogram: ReadonlyMap<number, number>): number | null {
  const sorted = [...histogram].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (total < FEWEST) return null;
  const half = total / 2;
  let seen = 0;
  return sorted.find(([, count]) => (seen += count) >= half)?.[0] ?? null;
}

/** Value dates of the files' rows; null where no row has one. Parts of instalments are paid months later and set no usual delay. */
export function valueDatesOf(rows: Iterable<BankRow>): ValueDates | null {
  const starts = new Map<Day, number>();
  const delays = new Map<number, number>();
  let latest: Day = '';
  for (const { kind, value_date: value, transaction_at: at, installment_count: count, instalment_part: part } of rows) {
    if (value === null) continue;
    if (value > latest) latest = value;
    if (kind !== 'sale' || at === null || part || (count ?? 1) > 1) continue;
    const start = starts.get(value) ?? startOfDay(value);
    starts.set(value, start);
    const delay = Math.ceil((start - at) / DAY_MS);
    if (delay >= 0) delays.set(delay, (delays.get(delay) ?? 0) + 1);
  }
  return latest === '' ? null : { latest, usualDelay: medianOf(delays) };
}

/**
 * Whether a transaction is paid out only after the files end: by its own settlement, else
 * by the files' usual delay. Files that hold what is paid after `today` list sales when
 * they are made, and files without value dates do not say how they list: neither lacks a
 * sale for its value date.
 */
export function isPaidLater({ at, settlement_at }: { at: number; settlement_at: number | null }, dates: ValueDates | null, today: Day): boolean {
  if (dates === null || dates.latest > today) return false;
  const { latest, usualDelay } = dates;
  if (settlement_at !== null) return dayOf(settlement_at) > latest;
  return usualDelay !== null && addDays(dayOf(at), usualDelay) > latest;
}
