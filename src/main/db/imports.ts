import type { BankRow } from '../../shared/bank-row.ts';
import type { BankStatus, RowKind } from '../../shared/enums.ts';
import { movingKinds, type RowContent } from '../domain/bank-file/overlap.ts';
import type { ReadableDb, WritableDb } from './database.ts';

export interface ImportRecord {
  readonly id: string;
  readonly file_name: string;
  /** Name inside the data folder's `files`, where the bank's bytes are kept unchanged. */
  readonly stored_file: string;
  readonly sha256: string;
  readonly format: string;
  readonly encoding: string | null;
  readonly bank: string;
  readonly profile_json: string;
  readonly sheet: string;
  readonly header_row: number;
  readonly headers_json: string;
  readonly mapping_json: string;
  readonly counts_json: string;
  readonly kinds_json: string;
  readonly amounts_json: string;
  readonly warnings_json: string;
  readonly created_at: number;
}

interface StoredRow extends Omit<BankRow, 'time_known' | 'instalment_part' | 'refs' | 'cells' | 'kind' | 'status'> {
  readonly import_id: string;
  readonly kind: string;
  readonly status: string | null;
  readonly time_known: number;
  readonly instalment_part: number;
  readonly ref_rrn: string | null;
  readonly ref_order: string | null;
  readonly ref_gateway: string | null;
  readonly ref_sequence: string | null;
  readonly cells_json: string;
}

/** A row of a file with the import it came by. */
export type ImportedBankRow = BankRow & { readonly import_id: string };

const fromStored = (row: StoredRow): ImportedBankRow => {
  const { time_known, instalment_part, ref_rrn, ref_order, ref_gateway, ref_sequence, cells_json, ...rest } = row;
  return {
    ...rest,
    kind: row.kind as RowKind,
    status: row.status as BankStatus | null,
    time_known: time_known === 1,
    instalment_part: instalment_part === 1,
    refs: { rrn: ref_rrn, order: ref_order, gateway: ref_gateway, sequence: ref_sequence },
    cells: JSON.parse(cells_json) as string[],
  };
};

/** Stores an import with all its rows; call it inside a transaction, with every file of one command. */
export function insertImport(db: WritableDb, record: ImportRecord, rows: readonly BankRow[]): void {
  db.prepare(
    `INSERT INTO bank_import (id, file_name, stored_file, sha256, format, encoding, bank, profile_json, sheet,
       header_row, headers_json, mapping_json, counts_json, kinds_json, amounts_json, warnings_json, created_at)
     VALUES (@id, @file_name, @stored_file, @sha256, @format, @encoding, @bank, @profile_json, @sheet,
       @header_row, @headers_json, @mapping_json, @counts_json, @kinds_json, @amounts_json, @warnings_json, @created_at)`,
  ).run(record);
  const insert = db.prepare(
    `INSERT INTO import_row (import_id, row, sheet, kind, bank_transaction_id, auth_code, amount, currency, status,
       transaction_at, time_known, value_date, bank_merchant_no, terminal, card, commission, net, installment_no,
       installment_count, instalment_part, ref_rrn, ref_order, ref_gateway, ref_sequence, note, cells_json)
     VALUES (@import_id, @row, @sheet, @kind, @bank_transaction_id, @auth_code, @amount, @currency, @status,
       @transaction_at, @time_known, @value_date, @bank_merchant_no, @terminal, @card, @commission, @net,
       @installment_no, @installment_count, @instalment_part, @ref_rrn, @ref_order, @ref_gateway, @ref_sequence, @note, @cells_json)`,
  );
  for (const { refs, cells, time_known, instalment_part, ...row } of rows) {
    insert.run({
      ...row,
      import_id: record.id,
      time_known: time_known ? 1 : 0,
      instalment_part: instalment_part ? 1 : 0,
      ref_rrn: refs.rrn,
      ref_order: refs.order,
      ref_gateway: refs.gateway,
      ref_sequence: refs.sequence,
      cells_json: JSON.stringify(cells),
    });
  }
}

export function importById(db: ReadableDb, id: string): ImportRecord | undefined {
  return db.prepare<[string], ImportRecord>('SELECT * FROM bank_import WHERE id = ?').get(id);
}

export function importByContent(db: ReadableDb, sha256: string): ImportRecord | undefined {
  return db
    .prepare<[string], ImportRecord>('SELECT * FROM bank_import WHERE sha256 = ? ORDER BY created_at LIMIT 1')
    .get(sha256);
}

export function allImports(db: ReadableDb): ImportRecord[] {
  return db.prepare<[], ImportRecord>('SELECT * FROM bank_import ORDER BY created_at DESC, id DESC').all();
}

/** Rows of an import in the file's order, after row number `after`. */
export function importRows(db: ReadableDb, importId: string, after: number, limit: number): ImportedBankRow[] {
  return db
    .prepare<[string, number, number], StoredRow>(
      'SELECT * FROM import_row WHERE import_id = ? AND row > ? ORDER BY row LIMIT ?',
    )
    .all(importId, after, limit)
    .map(fromStored);
}

export function importRow(db: ReadableDb, importId: string, row: number): ImportedBankRow | undefined {
  const stored = db
    .prepare<[string, number], StoredRow>('SELECT * FROM import_row WHERE import_id = ? AND row = ?')
    .get(importId, row);
  return stored === undefined ? undefined : fromStored(stored);
}

interface StoredContent extends Omit<RowContent, 'kind' | 'refs'> {
  readonly import_id: string;
  readonly kind: string;
  readonly ref_rrn: string | null;
  readonly ref_order: string | null;
}

/**
 * What rows of other files say of the instants `from` to `to` (UTC ms, both included),
 * one at a time. A file that was imported more than once is taken by its first import;
 * the file with these bytes is left out.
 */
export function* contentsOfOthers(
  db: ReadableDb,
  where: { readonly from: number; readonly to: number; readonly sha256: string },
): Generator<RowContent & { readonly import_id: string }> {
  const kinds = movingKinds.map((kind) => `'${kind}'`).join(', ');
  const stored = db
    .prepare<[typeof where], StoredContent>(
      // The plus keeps SQLite from walking through whole imports: only these instants are of interest.
      `SELECT import_id, kind, transaction_at, amount, currency, bank_transaction_id, auth_code, card, terminal, installment_no,
         ref_rrn, ref_order
       FROM import_row
       WHERE transaction_at BETWEEN @from AND @to AND kind IN (${kinds}) AND +import_id IN
         (SELECT id FROM (SELECT id, min(created_at) FROM bank_import WHERE sha256 <> @sha256 GROUP BY sha256))`,
    )
    .iterate(where);
  for (const { ref_rrn, ref_order, ...row } of stored) {
    yield { ...row, kind: row.kind as RowKind, refs: { rrn: ref_rrn, order: ref_order } };
  }
}
