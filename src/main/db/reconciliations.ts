import type { ReadableDb, WritableDb } from './database.ts';

/** A reconciliation as Payven told it; kuruş, UTC ms. */
export interface ReconciliationRow {
  readonly id: string;
  readonly connection_id: string;
  readonly preview_id: string | null;
  readonly scope: string | null;
  readonly connector_config_id: string | null;
  readonly connector_config_name: string | null;
  readonly merchant_id: string | null;
  readonly merchant_name: string | null;
  readonly bank_code: string | null;
  readonly period: string | null;
  readonly period_start_at: number;
  readonly period_end_at: number;
  readonly total_db_transactions: number;
  readonly total_bank_transactions: number;
  readonly matched_count: number;
  readonly amount_mismatch_count: number;
  readonly status_mismatch_count: number;
  readonly orphan_db_count: number;
  readonly orphan_bank_count: number;
  readonly resolved_count: number;
  readonly ignored_count: number;
  readonly total_db_amount: number;
  readonly total_bank_amount: number;
  readonly overall_status: string | null;
  readonly finalized_at: number | null;
  readonly finalized_by: string | null;
  readonly notes: string | null;
  readonly created_at: number;
  readonly read_at: number;
}

/** With what only this computer knows of it. */
export interface KeptReconciliation extends ReconciliationRow {
  /** Lines of the plan that none of Payven's details answers; null where there is no plan. */
  readonly unanswered_lines: number | null;
}

/** The part of a detail that is Payven's. */
export interface PayvenDetail {
  readonly id: string;
  readonly reconciliation_id: string;
  readonly transaction_id: string | null;
  readonly bank_transaction_id: string | null;
  readonly db_amount: number | null;
  readonly bank_amount: number | null;
  readonly db_status: string | null;
  readonly bank_status: string | null;
  readonly discrepancy: string | null;
  readonly detail_status: string | null;
  readonly resolution_action: string | null;
  readonly adjusted_amount: number | null;
  readonly applied_status: string | null;
  readonly resolved_at: number | null;
  readonly resolved_by: string | null;
  readonly remarks: string | null;
}

/** Where a detail belongs on this computer: the row of the file and the line of the plan. */
export interface DetailTie {
  readonly tie: 'id' | 'ambiguous' | null;
  readonly import_id: string | null;
  readonly row: number | null;
  readonly preview_line: number | null;
  readonly agrees: number | null;
}

export type DetailRow = PayvenDetail & DetailTie;

const RECONCILIATION_COLUMNS = [
  'id',
  'connection_id',
  'preview_id',
  'scope',
  'connector_config_id',
  'connector_config_name',
  'merchant_id',
  'merchant_name',
  'bank_code',
  'period',
  'period_start_at',
  'period_end_at',
  'total_db_transactions',
  'total_bank_transactions',
  'matched_count',
  'amount_mismatch_count',
  'status_mismatch_count',
  'orphan_db_count',
  'orphan_bank_count',
  'resolved_count',
  'ignored_count',
  'total_db_amount',
  'total_bank_amount',
  'overall_status',
  'finalized_at',
  'finalized_by',
  'notes',
  'created_at',
  'read_at',
] as const satisfies readonly (keyof ReconciliationRow)[];

const DETAIL_COLUMNS = [
  'id',
  'reconciliation_id',
  'transaction_id',
  'bank_transaction_id',
  'db_amount',
  'bank_amount',
  'db_status',
  'bank_status',
  'discrepancy',
  'detail_status',
  'resolution_action',
  'adjusted_amount',
  'applied_status',
  'resolved_at',
  'resolved_by',
  'remarks',
] as const satisfies readonly (keyof PayvenDetail)[];

const TIE_COLUMNS = ['tie', 'import_id', 'row', 'preview_line', 'agrees'] as const satisfies readonly (keyof DetailTie)[];

const named = (columns: readonly string[]): string => columns.map((name) => `@${name}`).join(', ');
const replaced = (columns: readonly string[]): string =>
  columns.map((name) => `${name} = excluded.${name}`).join(', ');

/** Stores what Payven says of a reconciliation; the preview it came from stays once known. */
export function saveReconciliation(db: WritableDb, row: ReconciliationRow): void {
  const mutable = RECONCILIATION_COLUMNS.filter((name) => name !== 'id' && name !== 'preview_id');
  db.prepare(
    `INSERT INTO reconciliation (${RECONCILIATION_COLUMNS.join(', ')}) VALUES (${named(RECONCILIATION_COLUMNS)})
     ON CONFLICT (id) DO UPDATE SET ${replaced(mutable)},
       preview_id = coalesce(reconciliation.preview_id, excluded.preview_id)`,
  ).run(row);
}

/** Stores Payven's details; where a detail is tied to on this computer is left as it was. */
export function savePayvenDetails(db: WritableDb, details: readonly PayvenDetail[]): void {
  const statement = db.prepare(
    `INSERT INTO reconciliation_detail (${DETAIL_COLUMNS.join(', ')}) VALUES (${named(DETAIL_COLUMNS)})
     ON CONFLICT (id) DO UPDATE SET ${replaced(DETAIL_COLUMNS.filter((name) => name !== 'id'))}`,
  );
  for (const detail of details) statement.run(detail);
}

/** Ties details to the plan they answer, and counts the lines that got no answer. */
export function saveTies(
  db: WritableDb,
  reconciliationId: string,
  ties: readonly (DetailTie & { readonly id: string })[],
  unansweredLines: number,
): void {
  const statement = db.prepare(
    `UPDATE reconciliation_detail SET ${TIE_COLUMNS.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`,
  );
  for (const tie of ties) statement.run(tie);
  db.prepare('UPDATE reconciliation SET unanswered_lines = ? WHERE id = ?').run(unansweredLines, reconciliationId);
}

export function reconciliationById(db: ReadableDb, id: string): KeptReconciliation | undefined {
  return db.prepare<[string], KeptReconciliation>('SELECT * FROM reconciliation WHERE id = ?').get(id);
}

export function allReconciliations(db: ReadableDb): KeptReconciliation[] {
  return db.prepare<[], KeptReconciliation>('SELECT * FROM reconciliation ORDER BY created_at DESC, id').all();
}

/** One that is not closed for the same scope and period (to the second), wherever it was started. */
export function openReconciliation(
  db: ReadableDb,
  where: {
    connection_id: string;
    connector_config_id: string | null;
    merchant_id: string | null;
    period_start_at: number;
    period_end_at: number;
  },
): ReconciliationRow | undefined {
  return db
    .prepare<[typeof where], ReconciliationRow>(
      `SELECT * FROM reconciliation WHERE connection_id = @connection_id
         AND connector_config_id IS @connector_config_id AND merchant_id IS @merchant_id
         AND abs(period_start_at - @period_start_at) < 1000 AND abs(period_end_at - @period_end_at) < 1000
         AND coalesce(overall_status, '') NOT IN ('Completed', 'PartiallyCompleted', 'Cancelled')`,
    )
    .get(where);
}

/** How many details wait for an answer, and how many say something else than the preview did. */
export function detailTallies(db: ReadableDb, reconciliationId: string): { pending: number; differing: number | null } {
  const row = db
    .prepare<[string], { pending: number; differing: number | null }>(
      `SELECT count(*) FILTER (WHERE detail_status = 'Pending') AS pending,
         sum(agrees = 0) AS differing FROM reconciliation_detail WHERE reconciliation_id = ?`,
    )
    .get(reconciliationId);
  return row ?? { pending: 0, differing: null };
}

export interface DetailFilter {
  readonly reconciliation_id: string;
  readonly discrepancy: string | null;
  readonly detail_status: string | null;
}

const DETAIL_FILTER = `reconciliation_id = @reconciliation_id
  AND (@discrepancy IS NULL OR discrepancy = @discrepancy)
  AND (@detail_status IS NULL OR detail_status = @detail_status)`;

/** A window of a reconciliation's details, in the order of the plan, then by id. */
export function detailsOf(
  db: ReadableDb,
  filter: DetailFilter,
  window: { offset: number; limit: number },
): { total: number; details: DetailRow[] } {
  const total = db
    .prepare<[DetailFilter], { n: number }>(`SELECT count(*) AS n FROM reconciliation_detail WHERE ${DETAIL_FILTER}`)
    .get(filter);
  const details = db
    .prepare<[DetailFilter & typeof window], DetailRow>(
      `SELECT * FROM reconciliation_detail WHERE ${DETAIL_FILTER}
       ORDER BY preview_line IS NULL, preview_line, id LIMIT @limit OFFSET @offset`,
    )
    .all({ ...filter, ...window });
  return { total: total?.n ?? 0, details };
}

export function detailById(db: ReadableDb, reconciliationId: string, id: string): DetailRow | undefined {
  return db
    .prepare<[string, string], DetailRow>('SELECT * FROM reconciliation_detail WHERE reconciliation_id = ? AND id = ?')
    .get(reconciliationId, id);
}
