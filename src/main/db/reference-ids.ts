import type { KnownIds } from '../domain/bank-file/check-ids.ts';
import type { ReadableDb } from './database.ts';
import type { Span } from './transactions.ts';

/** Sales of an import and their first and last instant, UTC ms; null where there is none. */
export function saleSpan(db: ReadableDb, importId: string): { sales: number; from: number | null; to: number | null } {
  const found = db
    .prepare<[string], { sales: number; from: number | null; to: number | null }>(
      `SELECT count(*) AS sales, min(transaction_at) AS "from", max(transaction_at) AS "to"
       FROM import_row WHERE import_id = ? AND kind = 'sale'`,
    )
    .get(importId);
  return found ?? { sales: 0, from: null, to: null };
}

/** The cells of an import's sales as text, one row at a time. */
export function* saleCells(db: ReadableDb, importId: string): Generator<string[]> {
  const stored = db
    .prepare<[string], string>(`SELECT cells_json FROM import_row WHERE import_id = ? AND kind = 'sale'`)
    .pluck()
    .iterate(importId);
  for (const cells of stored) yield JSON.parse(cells) as string[];
}

/** Everything the transactions of a span are known by, and how many they are. */
export function knownIds(db: ReadableDb, span: Span): KnownIds & { readonly transactions: number } {
  const known = { provider_transaction_id: new Set<string>(), rrn: new Set<string>(), host_reference: new Set<string>(), order: new Set<string>() };
  let transactions = 0;
  const rows = db
    .prepare<[Span], Record<'provider_transaction_id' | 'rrn' | 'host_reference' | 'basket_id' | 'external_id', string | null>>(
      `SELECT provider_transaction_id, rrn, host_reference, basket_id, external_id FROM transactions
       WHERE connection_id = @connection_id AND created_at BETWEEN @start_at AND @end_at`,
    )
    .iterate(span);
  for (const { basket_id, external_id, ...row } of rows) {
    transactions += 1;
    for (const name of ['provider_transaction_id', 'rrn', 'host_reference'] as const) if (row[name] !== null && row[name] !== '') known[name].add(row[name]);
    for (const order of [basket_id, external_id]) if (order !== null && order !== '') known.order.add(order);
  }
  return { ...known, transactions };
}
