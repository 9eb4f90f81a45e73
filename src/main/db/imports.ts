import type { BankRow } from '../../shared/bank-row.ts';
import type { BankStatus, RowKind } from '../../shared/enums.ts';
import { movingKinds, type NumberedContent, type RowContent } from '../domain/bank-file/overlap.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { RowsTogether } from './rows-together.ts';
import { withSharedWords } from './shared-words.ts';

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
  readonly instalments: string;
  /** How cells became values; null of an import from before rows could be mended. */
  readonly reading_json: string | null;
  /** Istanbul days of the rows that may be sent; null where there is none. */
  readonly first_day: string | null;
  readonly last_day: string | null;
  /** UTC ms of the first and the last row that moves money, in whatever currency; null where there is none. */
  readonly first_at: number | null;
  readonly last_at: number | null;
}

interface StoredRow extends Omit<BankRow, 'time_known' | 'instalment_part' | 'left_out' | 'refs' | 'cells' | 'kind' | 'status'> {
  readonly import_id: string;
  readonly kind: string;
  readonly status: string | null;
  readonly time_known: number;
  readonly instalment_part: number;
  readonly left_out: number;
  readonly ref_rrn: string | null;
  readonly ref_order: string | null;
  readonly ref_gateway: string | null;
  readonly ref_sequence: string | null;
  readonly cells_json: string;
}

/** A row of a file with the import it came by. */
export type ImportedBankRow = BankRow & { readonly import_id: string };

/** Field by field: what a rest and a spread make of a row weighs more and takes longer, which whole files feel. */
const factsOf = (row: Omit<StoredRow, 'cells_json'>, cells: string[]): ImportedBankRow => ({
  import_id: row.import_id,
  sheet: row.sheet,
  row: row.row,
  kind: row.kind as RowKind,
  bank_transaction_id: row.bank_transaction_id,
  auth_code: row.auth_code,
  amount: row.amount,
  currency: row.currency,
  status: row.status as BankStatus | null,
  transaction_at: row.transaction_at,
  time_known: row.time_known === 1,
  value_date: row.value_date,
  bank_merchant_no: row.bank_merchant_no,
  terminal: row.terminal,
  card: row.card,
  commission: row.commission,
  net: row.net,
  installment_no: row.installment_no,
  installment_count: row.installment_count,
  instalment_part: row.instalment_part === 1,
  sale_amount: row.sale_amount,
  refs: { rrn: row.ref_rrn, order: row.ref_order, gateway: row.ref_gateway, sequence: row.ref_sequence },
  note: row.note,
  left_out: row.left_out === 1,
  cells,
});

const fromStored = (row: StoredRow): ImportedBankRow => factsOf(row, JSON.parse(row.cells_json) as string[]);

/** Stores an import; call it inside the transaction its rows are written in, before or behind them. */
export function insertImport(db: WritableDb, record: ImportRecord): void {
  db.prepare(
    `INSERT INTO bank_import (id, file_name, stored_file, sha256, format, encoding, bank, profile_json, sheet,
       header_row, headers_json, mapping_json, counts_json, kinds_json, amounts_json, warnings_json, created_at,
       instalments, reading_json, first_day, last_day, first_at, last_at)
     VALUES (@id, @file_name, @stored_file, @sha256, @format, @encoding, @bank, @profile_json, @sheet,
       @header_row, @headers_json, @mapping_json, @counts_json, @kinds_json, @amounts_json, @warnings_json, @created_at,
       @instalments, @reading_json, @first_day, @last_day, @first_at, @last_at)`,
  ).run(record);
}

const rowColumns = [
  'row', 'sheet', 'kind', 'bank_transaction_id', 'auth_code', 'amount', 'currency', 'status', 'transaction_at', 'time_known',
  'value_date', 'bank_merchant_no', 'terminal', 'card', 'commission', 'net', 'installment_no', 'installment_count',
  'instalment_part', 'sale_amount', 'left_out', 'ref_rrn', 'ref_order', 'ref_gateway', 'ref_sequence', 'note', 'cells_json',
] as const;

/** Values of a row in the order of {@link rowColumns}. */
function valuesOf(row: BankRow): unknown[] {
  const { refs } = row;
  return [
    row.row, row.sheet, row.kind, row.bank_transaction_id, row.auth_code, row.amount, row.currency, row.status, row.transaction_at, row.time_known ? 1 : 0,
    row.value_date, row.bank_merchant_no, row.terminal, row.card, row.commission, row.net, row.installment_no, row.installment_count,
    row.instalment_part ? 1 : 0, row.sale_amount, row.left_out ? 1 : 0, refs.rrn, refs.order, refs.gateway, refs.sequence, row.note, JSON.stringify(row.cells),
  ];
}

/**
 * Writes the rows of one import as they come; call it inside a transaction. The import
 * itself may follow behind them, which the transaction's end will want to see.
 */
export class ImportRowWriter {
  readonly #db: WritableDb;
  readonly #import_id: string;
  readonly #rows: RowsTogether;

  constructor(db: WritableDb, import_id: string) {
    this.#db = db;
    this.#import_id = import_id;
    this.#rows = new RowsTogether(db, 'import_row', rowColumns, { import_id });
    db.pragma('defer_foreign_keys = ON');
  }

  add(row: BankRow): void {
    this.#rows.add(valuesOf(row));
  }

  /** Writes what is left; `wholes`: numbers of rows that were taken for parts of a sale in instalments and are none. */
  end(wholes: readonly number[]): void {
    this.#rows.end();
    const unmark = this.#db.prepare('UPDATE import_row SET instalment_part = 0, sale_amount = NULL WHERE import_id = ? AND row = ?');
    for (const row of wholes) unmark.run(this.#import_id, row);
  }
}

/** A row as SQLite takes it. */
function toStored(import_id: string, { refs, cells, time_known, instalment_part, left_out, ...row }: BankRow): StoredRow {
  return {
    ...row,
    import_id,
    time_known: time_known ? 1 : 0,
    instalment_part: instalment_part ? 1 : 0,
    left_out: left_out ? 1 : 0,
    ref_rrn: refs.rrn,
    ref_order: refs.order,
    ref_gateway: refs.gateway,
    ref_sequence: refs.sequence,
    cells_json: JSON.stringify(cells),
  };
}

/** Writes a row that was changed by hand in its own place. */
export function replaceRow(db: WritableDb, import_id: string, row: BankRow): void {
  db.prepare(
    `UPDATE import_row SET kind = @kind, bank_transaction_id = @bank_transaction_id, auth_code = @auth_code, amount = @amount,
       currency = @currency, status = @status, transaction_at = @transaction_at, time_known = @time_known, value_date = @value_date,
       bank_merchant_no = @bank_merchant_no, terminal = @terminal, card = @card, commission = @commission, net = @net,
       installment_no = @installment_no, installment_count = @installment_count, instalment_part = @instalment_part,
       sale_amount = @sale_amount, left_out = @left_out, ref_rrn = @ref_rrn, ref_order = @ref_order, ref_gateway = @ref_gateway,
       ref_sequence = @ref_sequence, note = @note
     WHERE import_id = @import_id AND row = @row`,
  ).run(toStored(import_id, row));
  const { transaction_at: at } = row;
  if (at === null) return;
  db.prepare('UPDATE bank_import SET first_at = min(coalesce(first_at, @at), @at), last_at = max(coalesce(last_at, @at), @at) WHERE id = @import_id').run({ at, import_id });
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

/** Columns with few different values. */
const rowWords = [
  'import_id', 'sheet', 'kind', 'currency', 'status', 'value_date', 'bank_merchant_no', 'terminal', 'note',
] as const satisfies readonly (keyof StoredRow)[];

/** Rows of an import in the file's order, after row number `after`. */
export function importRows(db: ReadableDb, importId: string, after: number, limit: number): ImportedBankRow[] {
  const rows = db
    .prepare<[string, number, number], StoredRow>(
      'SELECT * FROM import_row WHERE import_id = ? AND row > ? ORDER BY row LIMIT ?',
    )
    .iterate(importId, after, limit);
  return Array.from(withSharedWords(rows, rowWords), fromStored);
}

/** All rows of an import in the file's order without their cells, which are half of what they weigh: `cells` is empty. */
export function* importFacts(db: ReadableDb, importId: string): Generator<ImportedBankRow, void, void> {
  const columns = rowColumns.filter((column) => column !== 'cells_json').join(', ');
  const rows = db
    .prepare<[string], Omit<StoredRow, 'cells_json'>>(`SELECT import_id, ${columns} FROM import_row WHERE import_id = ? ORDER BY row`)
    .iterate(importId);
  const noCells: string[] = [];
  for (const row of withSharedWords(rows, rowWords)) yield factsOf(row, noCells);
}

export function importRow(db: ReadableDb, importId: string, row: number): ImportedBankRow | undefined {
  const stored = db
    .prepare<[string, number], StoredRow>('SELECT * FROM import_row WHERE import_id = ? AND row = ?')
    .get(importId, row);
  return stored === undefined ? undefined : fromStored(stored);
}

interface StoredContent extends Omit<NumberedContent, 'kind' | 'refs'> {
  readonly import_id: string;
  readonly kind: string;
  readonly ref_rrn: string | null;
  readonly ref_order: string | null;
}

const MOVING = movingKinds.map((kind) => `'${kind}'`).join(', ');
const CONTENT = `import_id, row, kind, transaction_at, amount, currency, bank_transaction_id, auth_code, card, terminal, installment_no, ref_rrn, ref_order`;

function* contents(stored: Iterable<StoredContent>): Generator<NumberedContent & { readonly import_id: string }, void, void> {
  for (const { ref_rrn, ref_order, ...row } of stored) yield { ...row, kind: row.kind as RowKind, refs: { rrn: ref_rrn, order: ref_order } };
}

/** Instants from `from` to `to` (UTC ms, both included), and the hash of the file that is asked for. */
export interface ContentSpan {
  readonly from: number;
  readonly to: number;
  readonly sha256: string;
}

/** The first import of each other file that has rows of these instants. */
const OTHERS = `SELECT id FROM (SELECT id, min(created_at), first_at, last_at FROM bank_import WHERE sha256 <> @sha256 GROUP BY sha256)
  WHERE first_at <= @to AND last_at >= @from`;

export function hasOthers(db: ReadableDb, span: ContentSpan): boolean {
  return db.prepare<[ContentSpan], { id: string }>(`${OTHERS} LIMIT 1`).get(span) !== undefined;
}

/**
 * What rows of other files say of the instants of a span, one at a time. A file that was
 * imported more than once is taken by its first import; the file with these bytes is left out.
 */
export function contentsOfOthers(db: ReadableDb, span: ContentSpan): Iterable<RowContent & { readonly import_id: string }> {
  return contents(
    db
      .prepare<[ContentSpan], StoredContent>(
        `SELECT ${CONTENT} FROM import_row WHERE import_id IN (${OTHERS}) AND transaction_at BETWEEN @from AND @to AND kind IN (${MOVING})`,
      )
      .iterate(span),
  );
}

/** What the rows of one import say, one at a time, by their number. */
export function contentsOf(db: ReadableDb, importId: string): Iterable<NumberedContent> {
  return contents(
    db
      .prepare<[string], StoredContent>(`SELECT ${CONTENT} FROM import_row WHERE import_id = ? AND kind IN (${MOVING}) ORDER BY row`)
      .iterate(importId),
  );
}
