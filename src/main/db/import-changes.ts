import { type Day, dayOf } from '../../shared/day.ts';
import { type RowKind, rowKinds } from '../../shared/enums.ts';
import { AppError } from '../../shared/errors.ts';
import type { RowAmounts, RowCounts } from '../../shared/bank-row.ts';
import type { RejectedCells } from '../domain/bank-file/mend-row.ts';
import type { ReadableDb, WritableDb } from './database.ts';

/** Keeps the raw cells of an import's rejected rows; call it inside the import's transaction. */
export function insertRejectedCells(db: WritableDb, importId: string, rejected: readonly RejectedCells[]): void {
  const insert = db.prepare('INSERT INTO rejected_cells (import_id, row, cells_json) VALUES (?, ?, ?)');
  for (const { row, cells } of rejected) insert.run(importId, row, JSON.stringify(cells));
}

/** The raw cells of a row that was rejected when its file was read; undefined of any other row. */
export function rejectedCellsOf(db: ReadableDb, importId: string, row: number): RejectedCells | undefined {
  const found = db
    .prepare<[string, number], { cells_json: string }>('SELECT cells_json FROM rejected_cells WHERE import_id = ? AND row = ?')
    .get(importId, row);
  return found === undefined ? undefined : { row, cells: JSON.parse(found.cells_json) as RejectedCells['cells'] };
}

export const changeKinds = ['mended', 'left_out', 'taken_back'] as const;

/** One change by hand; `values_json` and `before_json` hold texts by field. */
export interface ChangeRecord {
  readonly id: number;
  readonly import_id: string;
  readonly row: number;
  readonly at: number;
  readonly by: string;
  readonly what: (typeof changeKinds)[number];
  readonly values_json: string;
  readonly before_json: string;
  readonly reason: string | null;
  /** The change this one took back. */
  readonly takes_back: number | null;
}

/** Appends a change; call it inside the transaction that changes the row. Returns its number. */
export function recordChange(db: WritableDb, change: Omit<ChangeRecord, 'id'>): number {
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO import_change (import_id, row, at, by, what, values_json, before_json, reason, takes_back)
       VALUES (@import_id, @row, @at, @by, @what, @values_json, @before_json, @reason, @takes_back)`,
    )
    .run(change);
  return Number(lastInsertRowid);
}

/** Changes of an import, or of one of its rows, oldest first. `undone`: by which later change it was taken back. */
export function changesOf(db: ReadableDb, importId: string, row: number | null = null): (ChangeRecord & { readonly undone: number | null })[] {
  return db
    .prepare<[string, number | null, number | null], ChangeRecord & { undone: number | null }>(
      `SELECT c.*, (SELECT b.id FROM import_change AS b WHERE b.takes_back = c.id) AS undone
       FROM import_change AS c WHERE c.import_id = ? AND (? IS NULL OR c.row = ?) ORDER BY c.id`,
    )
    .all(importId, row, row);
}

interface KindSum {
  readonly kind: string;
  readonly left_out: number;
  readonly count: number;
  readonly amount: number;
  readonly commission: number;
  readonly first_at: number | null;
  readonly last_at: number | null;
}

interface Tally {
  readonly kinds: Record<RowKind, number>;
  readonly counts: Omit<RowCounts, 'data' | 'blank'>;
  readonly amounts: RowAmounts;
  readonly days: { readonly first_day: Day | null; readonly last_day: Day | null };
}

const MOVING: readonly string[] = ['sale', 'refund', 'void'] satisfies RowKind[];

/** Counts, sums (kuruş, TRY alone) and days of an import's rows as they stand. Throws `input.sum_too_large`. */
function tallyOf(db: ReadableDb, importId: string): Tally {
  const sums = db
    .prepare<[string], KindSum>(
      `SELECT kind, left_out, count(*) AS count, coalesce(sum(amount) FILTER (WHERE currency = 'TRY'), 0) AS amount,
         coalesce(sum(commission) FILTER (WHERE currency = 'TRY'), 0) AS commission,
         min(transaction_at) FILTER (WHERE currency = 'TRY') AS first_at, max(transaction_at) FILTER (WHERE currency = 'TRY') AS last_at
       FROM import_row WHERE import_id = ? GROUP BY kind, left_out`,
    )
    .all(importId);
  const kinds = Object.fromEntries(rowKinds.map((kind) => [kind, 0])) as Record<RowKind, number>;
  for (const { kind, count } of sums) kinds[kind as RowKind] += count;
  const moving = sums.filter(({ kind }) => MOVING.includes(kind));
  const amountOf = (kind: RowKind): number => sums.find((each) => each.kind === kind)?.amount ?? 0;
  const left_out = sums.find((each) => each.left_out === 1)?.count ?? 0;
  const amounts = {
    sales: amountOf('sale'),
    refunds: amountOf('refund'),
    voids: amountOf('void'),
    commission: moving.reduce((sum, each) => sum + each.commission, 0),
  };
  if (!Object.values(amounts).every(Number.isSafeInteger)) throw new AppError('input.sum_too_large');
  const at = moving.flatMap(({ first_at, last_at }) => [first_at, last_at]).filter((each) => each !== null);
  return {
    kinds,
    counts: {
      sales: kinds.sale,
      refunds: kinds.refund,
      voids: kinds.void,
      failed: kinds.failed,
      fees: kinds.fee + kinds.point + kinds.chargeback,
      totals: kinds.total,
      rejected: kinds.rejected - left_out,
      left_out,
    },
    amounts,
    days: at.length === 0 ? { first_day: null, last_day: null } : { first_day: dayOf(Math.min(...at)), last_day: dayOf(Math.max(...at)) },
  };
}

/** Counts an import's rows anew after one of them was changed; rows of the file and blank ones stay. */
export function recountImport(db: WritableDb, importId: string): void {
  const { kinds, counts, amounts, days } = tallyOf(db, importId);
  const moved = `FROM import_row AS r WHERE r.import_id = bank_import.id AND r.kind IN ('sale', 'refund', 'void')`;
  db.prepare(
    // The span in instants finds the files a later one may overlap: a mended row may lie outside of what it was.
    `UPDATE bank_import SET kinds_json = @kinds, amounts_json = @amounts, counts_json = json_patch(counts_json, @counts),
       first_day = @first_day, last_day = @last_day,
       first_at = (SELECT min(transaction_at) ${moved}), last_at = (SELECT max(transaction_at) ${moved}) WHERE id = @id`,
  ).run({ id: importId, kinds: JSON.stringify(kinds), amounts: JSON.stringify(amounts), counts: JSON.stringify(counts), ...days });
}
