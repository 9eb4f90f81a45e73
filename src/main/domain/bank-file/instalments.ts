import type { BankRow } from '../../../shared/bank-row.ts';
import type { InstalmentRows } from '../../../shared/instalments.ts';

const moves = ({ kind }: BankRow): boolean => kind === 'sale' || kind === 'refund' || kind === 'void';

/** Parts of one sale share its kind, code and card; without a code nothing ties them. */
const saleOf = (row: BankRow): string | null => (row.auth_code === null ? null : [row.kind, row.auth_code, row.card].join(' '));

/** Only a part of a sale has a whole that its file may name; of a refund the original amount is the sale's. */
function settle(row: BankRow, instalment_part: boolean): BankRow {
  const sale_amount = instalment_part && row.kind === 'sale' ? row.sale_amount : null;
  return row.instalment_part === instalment_part && row.sale_amount === sale_amount ? row : { ...row, instalment_part, sale_amount };
}

/**
 * Marks the rows that are, or may be, one part of a sale in instalments: a part must
 * never be compared with a whole sale (bank formats, instalments). What stays unsure
 * counts as a part, so that it stays here and is seen. Rows come one by one; which of
 * those in doubt are no parts is known at the end.
 */
export class InstalmentMarks {
  readonly #printed: InstalmentRows;
  /** Kinds of which a part stands somewhere: that says how the bank prints such rows. A 3/3 may end a sale of two months ago. */
  readonly #inParts = new Set<string>();
  readonly #later = new Set<string | null>();
  /** Rows in doubt: no parts where no row of their kind is one, or where no later part of their sale comes. */
  readonly #byKind = new Map<string, number[]>();
  readonly #bySale: { readonly row: number; readonly sale: string }[] = [];

  constructor(printed: InstalmentRows) {
    this.#printed = printed;
  }

  /** The row with its mark. */
  add(row: BankRow): BankRow {
    if (!moves(row)) return settle(row, false);
    const { installment_no: no, installment_count: count } = row;
    if (no !== null && no < (count ?? 0)) this.#inParts.add(row.kind);
    if ((no ?? 1) > 1) this.#later.add(saleOf(row));
    if ((count ?? 1) <= 1 && (no ?? 1) <= 1) {
      // Without a count, a first part is known by its later ones alone.
      const sale = count === null && no === 1 ? saleOf(row) : null;
      if (sale !== null) this.#bySale.push({ row: row.row, sale });
      return settle(row, sale !== null);
    }
    if (this.#printed === 'whole') return settle(row, (no ?? 1) > 1);
    if (this.#printed === 'whole_at_last' && no !== null && no === count) this.#doubt(row);
    return settle(row, true);
  }

  #doubt({ kind, row }: BankRow): void {
    const rows = this.#byKind.get(kind);
    if (rows === undefined) this.#byKind.set(kind, [row]);
    else rows.push(row);
  }

  /** Numbers of the rows that were marked as parts and are none. */
  end(): number[] {
    const wholes = this.#bySale.filter(({ sale }) => !this.#later.has(sale)).map(({ row }) => row);
    const doubted = [...this.#byKind].flatMap(([kind, rows]) => (this.#inParts.has(kind) ? [] : rows));
    return [...wholes, ...doubted];
  }
}

/** A row that was taken for a part and is none. */
export const unmarked = (row: BankRow): BankRow => settle(row, false);

/** Marks the rows of one file, see {@link InstalmentMarks}. */
export function markInstalmentParts(rows: readonly BankRow[], printed: InstalmentRows): BankRow[] {
  const marks = new InstalmentMarks(printed);
  const marked = rows.map((row) => marks.add(row));
  const wholes = new Set(marks.end());
  return marked.map((row) => (wholes.has(row.row) ? unmarked(row) : row));
}
