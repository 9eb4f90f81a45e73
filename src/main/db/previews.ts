import type { Discrepancy, Scope } from '../../shared/enums.ts';
import type { PlanLine } from '../domain/matching/plan.ts';
import { type ReadableDb, transact, type WritableDb } from './database.ts';
import { type Facts, recordHistory } from './history.ts';

export interface PreviewRecord {
  readonly id: string;
  readonly connection_id: string;
  readonly scope: Scope;
  readonly connector_config_id: string | null;
  readonly merchant_id: string | null;
  readonly from_day: string;
  readonly to_day: string;
  readonly import_ids_json: string;
  readonly plan_hash: string;
  readonly summary_json: string;
  readonly created_at: number;
}

interface StoredLine {
  readonly line: number;
  readonly verdict: string;
  readonly transaction_id: string | null;
  readonly db_amount: number | null;
  readonly db_status: string | null;
  readonly import_id: string | null;
  readonly row: number | null;
  readonly bank_transaction_id: string | null;
  readonly bank_amount: number | null;
  readonly bank_status: string | null;
  readonly reason_json: string;
  readonly assumptions_json: string;
}

const LINE_COLUMNS = `line, verdict, transaction_id, db_amount, db_status, import_id, row, bank_transaction_id,
  bank_amount, bank_status, reason_json, assumptions_json`;

const fromStored = ({ reason_json, assumptions_json, ...line }: StoredLine): PlanLine => ({
  ...line,
  verdict: line.verdict as Discrepancy,
  reason: JSON.parse(reason_json) as PlanLine['reason'],
  assumptions: JSON.parse(assumptions_json) as PlanLine['assumptions'],
});

/** Stores a preview with its plan, line by line, and its entry in the history. */
export function savePreview(
  db: WritableDb,
  record: PreviewRecord,
  lines: readonly PlanLine[],
  history: { at: number; by: string; facts: Facts },
): void {
  transact(db, () => {
    db.prepare(
      `INSERT INTO preview (id, connection_id, scope, connector_config_id, merchant_id, from_day, to_day,
         import_ids_json, plan_hash, summary_json, created_at)
       VALUES (@id, @connection_id, @scope, @connector_config_id, @merchant_id, @from_day, @to_day,
         @import_ids_json, @plan_hash, @summary_json, @created_at)`,
    ).run(record);
    const insert = db.prepare(
      `INSERT INTO preview_line (preview_id, line, verdict, transaction_id, db_amount, db_status, import_id, row,
         bank_transaction_id, bank_amount, bank_status, reason_json, assumptions_json)
       VALUES (@preview_id, @line, @verdict, @transaction_id, @db_amount, @db_status, @import_id, @row,
         @bank_transaction_id, @bank_amount, @bank_status, @reason_json, @assumptions_json)`,
    );
    for (const { reason, assumptions, ...line } of lines) {
      insert.run({
        ...line,
        preview_id: record.id,
        reason_json: JSON.stringify(reason),
        assumptions_json: JSON.stringify(assumptions),
      });
    }
    recordHistory(db, { ...history, what: 'preview.made', subject: record.id });
  });
}

export function previewById(db: ReadableDb, id: string): PreviewRecord | undefined {
  return db.prepare<[string], PreviewRecord>('SELECT * FROM preview WHERE id = ?').get(id);
}

/** A window of a plan's lines, all of them or those of one verdict. */
export function previewLines(
  db: ReadableDb,
  where: { preview_id: string; verdict: string | null; offset: number; limit: number },
): { total: number; lines: PlanLine[] } {
  const filter = 'preview_id = @preview_id AND (@verdict IS NULL OR verdict = @verdict)';
  const total = db
    .prepare<[typeof where], { n: number }>(`SELECT count(*) AS n FROM preview_line WHERE ${filter}`)
    .get(where);
  const lines = db
    .prepare<[typeof where], StoredLine>(
      `SELECT ${LINE_COLUMNS} FROM preview_line WHERE ${filter} ORDER BY line LIMIT @limit OFFSET @offset`,
    )
    .all(where)
    .map(fromStored);
  return { total: total?.n ?? 0, lines };
}

/** One line of a plan by its number. */
export function previewLine(db: ReadableDb, previewId: string, line: number): PlanLine | undefined {
  const stored = db
    .prepare<[string, number], StoredLine>(`SELECT ${LINE_COLUMNS} FROM preview_line WHERE preview_id = ? AND line = ?`)
    .get(previewId, line);
  return stored === undefined ? undefined : fromStored(stored);
}

/** The whole plan, for setting Payven's answer against it. */
export function wholePlan(db: ReadableDb, previewId: string): PlanLine[] {
  return previewLines(db, { preview_id: previewId, verdict: null, offset: 0, limit: -1 }).lines;
}
