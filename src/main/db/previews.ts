import type { Discrepancy, Scope } from '../../shared/enums.ts';
import type { PlanLine } from '../domain/matching/plan.ts';
import { type ReadableDb, transact, type WritableDb } from './database.ts';
import type { Cause } from '../../shared/evidence.ts';
import { type PlanEvidence, saveSuggestions } from './evidence.ts';
import { type Facts, recordHistory } from './history.ts';
import { RowsTogether } from './rows-together.ts';

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

/** A preview as it is kept; `import_undone_at`: when one of its imports was taken away, UTC ms. */
export interface KeptPreview extends PreviewRecord {
  readonly import_undone_at: number | null;
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
  readonly parts_json: string | null;
}

const LINE_COLUMNS = `line, verdict, transaction_id, db_amount, db_status, import_id, row, bank_transaction_id,
  bank_amount, bank_status, reason_json, assumptions_json, parts_json`;

const fromStored = ({ reason_json, assumptions_json, parts_json, ...line }: StoredLine): PlanLine => ({
  ...line,
  verdict: line.verdict as Discrepancy,
  reason: JSON.parse(reason_json) as PlanLine['reason'],
  assumptions: JSON.parse(assumptions_json) as PlanLine['assumptions'],
  ...(parts_json !== null && { parts: JSON.parse(parts_json) as NonNullable<PlanLine['parts']> }),
});

const SAVED_COLUMNS = [
  'line', 'verdict', 'transaction_id', 'db_amount', 'db_status', 'import_id', 'row', 'bank_transaction_id',
  'bank_amount', 'bank_status', 'reason_json', 'assumptions_json', 'parts_json', 'cause',
] as const;

/** Values of a line in the order of {@link SAVED_COLUMNS}. */
function valuesOf(line: PlanLine, cause: Cause | null): unknown[] {
  const { parts, reason, assumptions } = line;
  return [
    line.line, line.verdict, line.transaction_id, line.db_amount, line.db_status, line.import_id, line.row, line.bank_transaction_id,
    line.bank_amount, line.bank_status, JSON.stringify(reason), JSON.stringify(assumptions), parts === undefined ? null : JSON.stringify(parts), cause,
  ];
}

/** Stores a preview with its plan, line by line, what explains it, and its entry in the history. */
export function savePreview(
  db: WritableDb,
  record: PreviewRecord,
  lines: readonly PlanLine[],
  evidence: PlanEvidence,
  history: { at: number; by: string; facts: Facts },
): void {
  transact(db, () => {
    db.prepare(
      `INSERT INTO preview (id, connection_id, scope, connector_config_id, merchant_id, from_day, to_day,
         import_ids_json, plan_hash, summary_json, created_at)
       VALUES (@id, @connection_id, @scope, @connector_config_id, @merchant_id, @from_day, @to_day,
         @import_ids_json, @plan_hash, @summary_json, @created_at)`,
    ).run(record);
    const kept = new RowsTogether(db, 'preview_line', SAVED_COLUMNS, { preview_id: record.id });
    for (const line of lines) kept.add(valuesOf(line, evidence.causes.get(line.line) ?? null));
    kept.end();
    saveSuggestions(db, record.id, evidence.suggestions);
    recordHistory(db, { ...history, what: 'preview.made', subject: record.id });
  });
}

export function previewById(db: ReadableDb, id: string): KeptPreview | undefined {
  return db.prepare<[string], KeptPreview>('SELECT * FROM preview WHERE id = ?').get(id);
}

/** What both sides know of a line beyond the plan itself; instants UTC ms. */
export interface LineFacts {
  readonly payven_created_at: number | null;
  readonly bank_at: number | null;
  /** 0 where the bank's file gives the day alone. */
  readonly bank_time_known: number | null;
  readonly auth_code: string | null;
  readonly card: string | null;
  readonly cause: Cause | null;
  /** How many suggestions it is in. */
  readonly suggestions: number;
}

/** A window of a plan's lines, all of them or those of one verdict or cause, with both sides' facts. */
export function previewLines(
  db: ReadableDb,
  where: { preview_id: string; verdict: string | null; cause: string | null; offset: number; limit: number },
): { total: number; lines: { readonly line: PlanLine; readonly facts: LineFacts }[] } {
  const filter = 'preview_id = @preview_id AND (@verdict IS NULL OR verdict = @verdict) AND (@cause IS NULL OR cause = @cause)';
  const total = db
    .prepare<[typeof where], { n: number }>(`SELECT count(*) AS n FROM preview_line WHERE ${filter}`)
    .get(where);
  const lines = db
    .prepare<[typeof where], StoredLine & LineFacts>(
      // The window is cut before the joins: they then run for the lines shown alone.
      `SELECT l.*, t.created_at AS payven_created_at, r.transaction_at AS bank_at, r.time_known AS bank_time_known,
         coalesce(t.auth_code, r.auth_code) AS auth_code, coalesce(t.masked_card_number, r.card, t.last4) AS card,
         (SELECT count(DISTINCT suggestion) FROM preview_suggestion_member AS m WHERE m.preview_id = l.preview_id AND m.line = l.line) AS suggestions
       FROM (SELECT preview_id, ${LINE_COLUMNS}, cause FROM preview_line WHERE ${filter} ORDER BY line LIMIT @limit OFFSET @offset) AS l
       JOIN preview AS p ON p.id = l.preview_id
       LEFT JOIN transactions AS t ON t.connection_id = p.connection_id AND t.id = l.transaction_id
       LEFT JOIN import_row AS r ON r.import_id = l.import_id AND r.row = l.row
       ORDER BY l.line`,
    )
    .all(where)
    .map((row) => {
      const { payven_created_at, bank_at, bank_time_known, auth_code, card, cause, suggestions } = row;
      return { line: fromStored(planColumns(row)), facts: { payven_created_at, bank_at, bank_time_known, auth_code, card, cause, suggestions } };
    });
  return { total: total?.n ?? 0, lines };
}

/** The plan's own columns of a joined row: what is hashed and compared must hold nothing else. */
function planColumns(row: StoredLine): StoredLine {
  const { line, verdict, transaction_id, db_amount, db_status, import_id, row: number } = row;
  const { bank_transaction_id, bank_amount, bank_status, reason_json, assumptions_json, parts_json } = row;
  const payven = { line, verdict, transaction_id, db_amount, db_status };
  return { ...payven, import_id, row: number, bank_transaction_id, bank_amount, bank_status, reason_json, assumptions_json, parts_json };
}

/** Every preview, newest first, with the reconciliation that was started from it. */
export function allPreviews(db: ReadableDb): { summary_json: string; reconciliation_id: string | null }[] {
  return db
    .prepare<[], { summary_json: string; reconciliation_id: string | null }>(
      `SELECT p.summary_json, (SELECT r.id FROM reconciliation AS r WHERE r.preview_id = p.id ORDER BY r.created_at LIMIT 1)
         AS reconciliation_id
       FROM preview AS p WHERE p.import_undone_at IS NULL ORDER BY p.created_at DESC, p.id DESC`,
    )
    .all();
}

/** One line of a plan by its number. */
export function previewLine(db: ReadableDb, previewId: string, line: number): PlanLine | undefined {
  const stored = db
    .prepare<[string, number], StoredLine>(`SELECT ${LINE_COLUMNS} FROM preview_line WHERE preview_id = ? AND line = ?`)
    .get(previewId, line);
  return stored === undefined ? undefined : fromStored(stored);
}

/** What explains a line; null where it matches. */
export function causeOfLine(db: ReadableDb, previewId: string, line: number): Cause | null {
  const stored = db.prepare<[string, number], { cause: Cause | null }>('SELECT cause FROM preview_line WHERE preview_id = ? AND line = ?').get(previewId, line);
  return stored?.cause ?? null;
}

/** The whole plan, for setting Payven's answer against it. */
export function wholePlan(db: ReadableDb, previewId: string): PlanLine[] {
  return db
    .prepare<[string], StoredLine>(`SELECT ${LINE_COLUMNS} FROM preview_line WHERE preview_id = ? ORDER BY line`)
    .all(previewId)
    .map(fromStored);
}
