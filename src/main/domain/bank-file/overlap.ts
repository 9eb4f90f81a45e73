import type { BankRow } from '../../../shared/bank-row.ts';

/** What a row says of its transaction, whichever file and line it stands on. */
export type RowContent = Pick<
  BankRow,
  'kind' | 'transaction_at' | 'amount' | 'currency' | 'bank_transaction_id' | 'auth_code' | 'card' | 'terminal' | 'installment_no'
> & { readonly refs: Pick<BankRow['refs'], 'rrn' | 'order'> };

type FromFile = RowContent & { readonly import_id: string };

/** Content of a row with its number in the sheet. */
export type NumberedContent = RowContent & Pick<BankRow, 'row'>;

/** Kinds of rows that would be sent, so that a repeated one does harm. */
export const movingKinds = ['sale', 'refund', 'void'] as const;

const moves = ({ kind }: RowContent): boolean => movingKinds.some((moving) => moving === kind);

/** Value dates, states of payment and deductions may differ between two downloads; what is left identifies the row. */
function contentKey(row: RowContent): string {
  const { kind, transaction_at, amount, currency, bank_transaction_id, auth_code, card, terminal, installment_no, refs } = row;
  return JSON.stringify([kind, transaction_at, amount, currency, bank_transaction_id, auth_code, card, terminal, installment_no, refs.rrn, refs.order]);
}

/**
 * How many rows of these files stand in another of them too. Equal rows within one file
 * may all be real, so a row counts only where a second file repeats it: of three in one
 * file and two in another, two.
 */
export function countOverlap(rows: Iterable<FromFile>): number {
  const uses = new Map<string, Map<string, number>>();
  for (const row of rows) {
    if (!moves(row)) continue;
    const key = contentKey(row);
    const files = uses.get(key) ?? new Map<string, number>();
    files.set(row.import_id, (files.get(row.import_id) ?? 0) + 1);
    uses.set(key, files);
  }
  let overlapping = 0;
  for (const files of uses.values()) {
    const counts = [...files.values()];
    overlapping += counts.reduce((sum, count) => sum + count, 0) - Math.max(...counts);
  }
  return overlapping;
}

/**
 * Row numbers of `rows` that an earlier file holds too, by that file's import, each row
 * against one of its own. Yields where it can be left.
 */
export function* overlapSteps(rows: Iterable<NumberedContent>, earlier: Iterable<FromFile>): Generator<void, Map<string, number[]>, void> {
  const numbers = new Map<string, number[]>();
  for (const row of rows) {
    yield;
    if (!moves(row)) continue;
    const key = contentKey(row);
    const same = numbers.get(key);
    if (same === undefined) numbers.set(key, [row.row]);
    else same.push(row.row);
  }
  const found = new Map<string, { rows: number[]; used: Map<string, number> }>();
  for (const row of earlier) {
    yield;
    const key = contentKey(row);
    const same = numbers.get(key);
    if (same === undefined) continue;
    const file = found.get(row.import_id) ?? { rows: [], used: new Map<string, number>() };
    found.set(row.import_id, file);
    const used = file.used.get(key) ?? 0;
    const number = same[used];
    if (number === undefined) continue;
    file.used.set(key, used + 1);
    file.rows.push(number);
  }
  return new Map([...found].map(([id, file]) => [id, file.rows.sort((a, b) => a - b)]));
}

/** All of {@link overlapSteps} at once. */
export function overlapsByImport(rows: Iterable<NumberedContent>, earlier: Iterable<FromFile>): Map<string, number[]> {
  const steps = overlapSteps(rows, earlier);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
