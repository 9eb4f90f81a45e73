import type { BankRow } from '../../../shared/bank-row.ts';

/**
 * What one row of a sale in instalments stands for, as a bank prints it. `whole`: the
 * whole sale. `whole_at_last`: the whole sale, numbered by its last part (3/3), where
 * the file has no row of that kind with another number. Where nobody knows, it is taken for `parts`.
 */
export type InstalmentRows = 'whole' | 'whole_at_last' | 'parts';

const moves = ({ kind }: BankRow): boolean => kind === 'sale' || kind === 'refund' || kind === 'void';

/** Parts of one sale share its kind, code and card; without a code nothing ties them. */
const saleOf = (row: BankRow): string | null => (row.auth_code === null ? null : [row.kind, row.auth_code, row.card].join(' '));

/**
 * Marks the rows that are, or may be, one part of a sale in instalments: a part must
 * never be compared with a whole sale (bank formats, instalments). What stays unsure
 * counts as a part, so that it stays here and is seen.
 */
export function markInstalmentParts(rows: readonly BankRow[], printed: InstalmentRows): BankRow[] {
  const moved = rows.filter(moves);
  // One part anywhere says how the bank prints such rows: a 3/3 may end a sale of two months ago.
  const inParts = new Set(moved.filter(({ installment_no: no, installment_count: count }) => no !== null && no < (count ?? 0)).map(({ kind }) => kind));
  const later = new Set(moved.filter((row) => (row.installment_no ?? 1) > 1).map(saleOf));
  const isPart = (row: BankRow): boolean => {
    const { installment_no: no, installment_count: count } = row;
    if (!moves(row)) return false;
    if ((count ?? 1) <= 1 && (no ?? 1) <= 1) {
      // Without a count, a first part is known by its later ones alone.
      const sale = count === null && no === 1 ? saleOf(row) : null;
      return sale !== null && later.has(sale);
    }
    if (printed === 'whole') return (no ?? 1) > 1;
    return printed === 'parts' || inParts.has(row.kind) || no === null || no !== count;
  };
  return rows.map((row) => (isPart(row) ? { ...row, instalment_part: true } : row));
}
