import type { BankRow } from '../../../shared/bank-row.ts';
import { dayOf } from '../../../shared/day.ts';
import type { ApartReason, InstalmentRows } from '../../../shared/instalments.ts';
import { sumKurus } from '../../../shared/money.ts';

/** A row of a file with its import, and what that file's rows of instalments stand for. */
type Part = BankRow & { readonly import_id: string };

/** A sale put together: the first part there is, with the whole amount (kuruş); every row it was made of, in order. */
export interface WholeSale<T extends Part> {
  readonly row: T;
  readonly amount: number;
  readonly parts: readonly T[];
}

export interface Grouping<T extends Part> {
  readonly sales: WholeSale<T>[];
  /** Parts that stay unsent, each with the reason. */
  readonly apart: { readonly row: T; readonly reason: ApartReason }[];
}

/** What every part of one sale has alike; null where nothing names the sale. */
function saleKey(row: Part): string | null {
  const { kind, currency, card, installment_count, bank_merchant_no, terminal, auth_code, refs } = row;
  const named = [auth_code, refs.order];
  const identity = named.some((each) => each !== null) ? named : [refs.rrn];
  if (identity.every((each) => each === null)) return null;
  return JSON.stringify([kind, currency, card, installment_count, bank_merchant_no, terminal, ...identity, row.sale_amount]);
}

const dayText = (row: Part): string => (row.transaction_at === null ? '' : dayOf(row.transaction_at));

/** Whether the rows can be parts of one sale: each has a number, and no number stands twice. */
function areDistinct(rows: readonly Part[]): boolean {
  const numbers = new Set(rows.map((row) => row.installment_no));
  return numbers.size === rows.length && !numbers.has(null);
}

/** Whether the rows are all the parts of their sale, from the first to the last. */
function areAll(rows: readonly Part[]): boolean {
  const count = rows[0]?.installment_count ?? null;
  return count !== null && rows.length === count && areDistinct(rows) && rows.every(({ installment_no: no }) => (no ?? 0) >= 1 && (no ?? 0) <= count);
}

/**
 * Splits rows of one key into sales that `fit`: all of them together, else day by day
 * (a code may come again on another day), else what is left over the days. What fits
 * nowhere is returned as the rest.
 */
function split<T extends Part>(rows: readonly T[], fit: (rows: readonly T[]) => boolean): { sales: T[][]; rest: T[] } {
  if (fit(rows)) return { sales: [[...rows]], rest: [] };
  const days = [...Map.groupBy(rows, dayText).values()];
  const sales = days.filter(fit);
  const rest = days.filter((day) => !fit(day)).flat();
  return rest.length > 0 && fit(rest) ? { sales: [...sales, rest], rest: [] } : { sales, rest };
}

function wholeOf<T extends Part>(rows: readonly T[], amountOf: (parts: readonly T[]) => number): WholeSale<T> | undefined {
  const parts = rows.toSorted((a, b) => (a.installment_no ?? 0) - (b.installment_no ?? 0));
  const first = parts[0];
  return first === undefined ? undefined : { row: first, amount: amountOf(parts), parts };
}

/**
 * Puts sales in instalments together out of rows that are parts of one (bank formats,
 * instalments): where a column names the whole sale, its amount; where the gross is known
 * to be the part's, the sum of all parts, and only when all are there, in whichever of the
 * chosen files. Everything else stays apart with its reason. `printed` says what a row of
 * its file stands for. Sums are exact; throws `state.sum_too_large`.
 */
export function groupInstalments<T extends Part>(rows: readonly T[], printed: (row: T) => InstalmentRows): Grouping<T> {
  const sales: WholeSale<T>[] = [];
  const apart: { row: T; reason: ApartReason }[] = [];
  const keyed = Map.groupBy(rows, saleKey);
  for (const [key, group] of keyed) {
    const named = group.filter((row) => row.sale_amount !== null);
    const summed = group.filter((row) => row.sale_amount === null && printed(row) === 'parts');
    for (const row of group) {
      if (row.sale_amount === null && printed(row) !== 'parts') apart.push({ row, reason: printed(row) === 'whole' ? 'later_part' : 'unclear' });
    }
    const settle = (some: readonly T[], fit: (rows: readonly T[]) => boolean, amountOf: (parts: readonly T[]) => number): void => {
      const found = key === null ? { sales: [], rest: [...some] } : split(some, fit);
      for (const sale of found.sales) {
        const whole = wholeOf(sale, amountOf);
        if (whole !== undefined) sales.push(whole);
      }
      const reason: ApartReason = key === null ? 'no_identity' : areDistinct(found.rest) ? 'incomplete' : 'ambiguous';
      for (const row of found.rest) apart.push({ row, reason });
    };
    if (named.length > 0) settle(named, (parts) => parts.length === 1 || areDistinct(parts), (parts) => parts[0]?.sale_amount ?? 0);
    if (summed.length > 0) settle(summed, areAll, (parts) => sumKurus(parts.map((part) => part.amount ?? 0)));
  }
  return { sales, apart };
}
