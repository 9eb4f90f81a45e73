import { foldText } from '../domain/bank-file/fold.ts';
import type { ReadableDb, WritableDb } from './database.ts';

export interface HistoryRow {
  readonly id: number;
  readonly at: number;
  readonly by: string;
  readonly what: string;
  readonly subject: string | null;
  readonly facts_json: string;
}

/** Facts of an entry: numbers, ids and names; never a secret, never a bank's row. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** Appends to the history; call it inside the transaction whose deed it records. */
export function recordHistory(
  db: WritableDb,
  entry: { at: number; by: string; what: string; subject: string | null; facts: Facts },
): void {
  db.prepare('INSERT INTO history (at, by, what, subject, facts_json) VALUES (?, ?, ?, ?, ?)').run(
    entry.at,
    entry.by,
    entry.what,
    entry.subject,
    JSON.stringify(entry.facts),
  );
}

/** What of the history is asked for; instants UTC ms, null: not asked for. */
export interface HistoryWish {
  readonly kind: string | null;
  /** As typed; it is folded here. */
  readonly text: string | null;
  readonly start_at: number | null;
  readonly end_at: number | null;
  readonly offset: number;
  readonly limit: number;
}

const FITS = `(@kind IS NULL OR what GLOB @kind || '.*') AND at BETWEEN @start_at AND @end_at
  AND (@needle = '' OR instr(fold_text(concat_ws(char(31), by, what, subject, facts_json)), @needle) > 0)`;

/** A window of the history, newest first, with how many entries fit. */
export function listHistory(db: ReadableDb, { kind, text, start_at, end_at, offset, limit }: HistoryWish): { total: number; rows: HistoryRow[] } {
  const bound = { kind, needle: foldText(text ?? '').trim(), start_at: start_at ?? 0, end_at: end_at ?? Number.MAX_SAFE_INTEGER };
  const total = db.prepare<[typeof bound], { n: number }>(`SELECT count(*) AS n FROM history WHERE ${FITS}`).get(bound)?.n ?? 0;
  const rows = db
    .prepare<[typeof bound & { offset: number; limit: number }], HistoryRow>(`SELECT * FROM history WHERE ${FITS} ORDER BY id DESC LIMIT @limit OFFSET @offset`)
    .all({ ...bound, offset, limit });
  return { total, rows };
}
