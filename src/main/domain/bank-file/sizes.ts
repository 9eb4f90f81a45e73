import type { ColumnOrder } from '../../../shared/bank-profile.ts';
import type { MappableField } from '../../../shared/bank-row.ts';
import { readAmount } from './amounts.ts';
import { readDate } from './dates.ts';
import type { ReadingPlan } from './plan.ts';
import type { RawCell } from './raw.ts';

/** Pairs of fields of which the first is, as good as always, the greater or the later one. */
const ordered: readonly (readonly [MappableField, MappableField])[] = [
  ['amount', 'net'],
  ['amount', 'commission'],
  ['net', 'commission'],
  ['value_date', 'transaction_date'],
];

type Size = (cells: readonly RawCell[], at: number) => number | string | null;

function sizeIn(plan: ReadingPlan): Size {
  const dateAt = plan.columns.at.get('transaction_date');
  const valueAt = plan.columns.at.get('value_date');
  return (cells, at) => {
    if (at === dateAt || at === valueAt) {
      const read = readDate(cells[at], at === dateAt ? plan.transaction_date : plan.value_date);
      return read.state === 'ok' ? read.day : null;
    }
    const read = readAmount(cells[at], plan.decimals.get(at) ?? 'comma');
    return read.state === 'ok' ? Math.abs(read.kurus) : null;
  };
}

/**
 * How the amount and date columns of a file stand to each other, counted over rows.
 * Kept with a profile, it shows later that two columns hold each other's values.
 */
export function orderColumns(plan: ReadingPlan, rows: readonly (readonly RawCell[])[]): ColumnOrder[] {
  const size = sizeIn(plan);
  const gross = plan.columns.at.get('amount');
  const pairs = ordered.map(([above, below]) => [plan.columns.at.get(above), plan.columns.at.get(below)] as const);
  for (const at of plan.columns.deductions) pairs.push([gross, at]);
  const orders: ColumnOrder[] = [];
  for (const [above, below] of pairs) {
    if (above === undefined || below === undefined) continue;
    let [greater, lesser] = [0, 0];
    for (const cells of rows) {
      const [a, b] = [size(cells, above), size(cells, below)];
      if (a === null || b === null || a === b) continue;
      if (a > b) greater += 1;
      else lesser += 1;
    }
    orders.push({ above, below, greater, lesser });
  }
  return orders;
}
