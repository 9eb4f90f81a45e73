import { foldText } from '../domain/bank-file/fold.ts';
import { REFUNDS, type SearchedColumns, searchedSql, TRANSACTIONS } from './browse.ts';
import type { ReadableDb } from './database.ts';
import { importById, type ImportedBankRow, importRow } from './imports.ts';
import type { RefundRow, TransactionRow } from './transactions.ts';

/** What is looked for: a text as typed, kuruş where it reads as an amount, and how many of a kind. */
export interface SearchWish {
  readonly text: string;
  readonly amount: number | null;
  readonly limit: number;
}

/** What of a kind was found, newest first; `more`: others lie beyond the limit. */
export interface Found<T> {
  readonly hits: T[];
  readonly more: boolean;
}

interface Bound {
  readonly needle: string;
  readonly amount: number | null;
  /** One beyond what is shown, to tell whether there are more. */
  readonly limit: number;
}

const boundOf = ({ text, amount, limit }: SearchWish): Bound => ({ needle: foldText(text).trim(), amount, limit: limit + 1 });

function shown<T>(rows: T[], { limit }: SearchWish): Found<T> {
  return { hits: rows.slice(0, limit), more: rows.length > limit };
}

const BANK_ROWS: SearchedColumns = {
  name: null,
  codes: ['bank_transaction_id', 'auth_code', 'card', 'ref_rrn', 'ref_order', 'ref_gateway', 'ref_sequence', 'terminal', 'bank_merchant_no'],
};
const DETAILS: SearchedColumns = { name: null, codes: ['d.id', 'd.transaction_id', 'd.bank_transaction_id', 'd.remarks'] };
const RECONCILIATIONS: SearchedColumns = { name: 'connector_config_name', codes: ['id', 'merchant_name', 'notes'] };
const IMPORTS: SearchedColumns = { name: 'file_name', codes: ['id'] };

/** Finds rows first and reads them whole afterwards: a row's other columns are no part of the looking. */
function recordSql({ table, amount, ...columns }: typeof TRANSACTIONS): string {
  return `SELECT * FROM ${table} WHERE rowid IN (
    SELECT rowid FROM ${table} WHERE ${amount} = @amount OR ${searchedSql(columns)} ORDER BY created_at DESC LIMIT @limit)
    ORDER BY created_at DESC, id DESC`;
}

export function searchTransactions(db: ReadableDb, wish: SearchWish): Found<TransactionRow & { connection_id: string }> {
  return shown(db.prepare<[Bound], TransactionRow & { connection_id: string }>(recordSql(TRANSACTIONS)).all(boundOf(wish)), wish);
}

export function searchRefunds(db: ReadableDb, wish: SearchWish): Found<RefundRow & { connection_id: string }> {
  return shown(db.prepare<[Bound], RefundRow & { connection_id: string }>(recordSql(REFUNDS)).all(boundOf(wish)), wish);
}

/** Rows of every bank file, with the name of their file. */
export function searchBankRows(db: ReadableDb, wish: SearchWish): Found<ImportedBankRow & { file_name: string }> {
  const places = db
    .prepare<[Bound], { import_id: string; row: number }>(
      `SELECT import_id, row FROM import_row WHERE amount = @amount OR ${searchedSql(BANK_ROWS)} ORDER BY transaction_at DESC, import_id, row LIMIT @limit`,
    )
    .all(boundOf(wish));
  const { hits, more } = shown(places, wish);
  return {
    hits: hits.flatMap(({ import_id, row }) => {
      const found = importRow(db, import_id, row);
      return found === undefined ? [] : [{ ...found, file_name: importById(db, import_id)?.file_name ?? '' }];
    }),
    more,
  };
}

/** A detail with the period of its reconciliation, UTC ms. */
export interface FoundDetail {
  readonly detail_id: string;
  readonly reconciliation_id: string;
  readonly period_start_at: number;
  readonly period_end_at: number;
  readonly verdict: string | null;
  readonly status: string | null;
  readonly db_amount: number | null;
  readonly bank_amount: number | null;
  readonly transaction_id: string | null;
  readonly bank_transaction_id: string | null;
}

/** Details by their own ids and remarks, and those whose transaction or bank row was found. */
export function searchDetails(
  db: ReadableDb,
  wish: SearchWish,
  sides: { readonly transactions: readonly string[]; readonly rows: readonly { import_id: string; row: number }[] },
): Found<FoundDetail> {
  const transactions = JSON.stringify(sides.transactions);
  const rows = JSON.stringify(sides.rows.map(({ import_id, row }) => `${import_id}/${row}`));
  const found = db
    .prepare<[Bound & { transactions: string; rows: string }], FoundDetail>(
      `SELECT d.id AS detail_id, d.reconciliation_id, r.period_start_at, r.period_end_at, d.discrepancy AS verdict, d.detail_status AS status,
         d.db_amount, d.bank_amount, d.transaction_id, d.bank_transaction_id
       FROM reconciliation_detail AS d JOIN reconciliation AS r ON r.id = d.reconciliation_id
       WHERE d.db_amount = @amount OR d.bank_amount = @amount
         OR d.transaction_id IN (SELECT value FROM json_each(@transactions))
         OR (d.row IS NOT NULL AND d.import_id || '/' || d.row IN (SELECT value FROM json_each(@rows)))
         OR ${searchedSql(DETAILS)}
       ORDER BY r.created_at DESC, d.preview_line, d.id LIMIT @limit`,
    )
    .all({ ...boundOf(wish), transactions, rows });
  return shown(found, wish);
}

export interface FoundReconciliation {
  readonly reconciliation_id: string;
  readonly name: string | null;
  readonly period_start_at: number;
  readonly period_end_at: number;
  readonly overall_status: string | null;
  readonly created_at: number;
}

export function searchReconciliations(db: ReadableDb, wish: SearchWish): Found<FoundReconciliation> {
  const found = db
    .prepare<[Bound], FoundReconciliation>(
      `SELECT id AS reconciliation_id, coalesce(connector_config_name, merchant_name) AS name, period_start_at, period_end_at, overall_status, created_at
       FROM reconciliation WHERE ${searchedSql(RECONCILIATIONS)} ORDER BY created_at DESC, id LIMIT @limit`,
    )
    .all(boundOf(wish));
  return shown(found, wish);
}

export interface FoundImport {
  readonly import_id: string;
  readonly file_name: string;
  readonly bank: string;
  readonly created_at: number;
}

/** Imports by the name of their file. */
export function searchImports(db: ReadableDb, wish: SearchWish): Found<FoundImport> {
  const found = db
    .prepare<[Bound], FoundImport>(
      `SELECT id AS import_id, file_name, bank, created_at FROM bank_import WHERE ${searchedSql(IMPORTS)} ORDER BY created_at DESC, id LIMIT @limit`,
    )
    .all(boundOf(wish));
  return shown(found, wish);
}
