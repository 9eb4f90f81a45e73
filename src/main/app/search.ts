import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import type { searchContract } from '../../shared/contract/search.ts';
import { istanbulIso } from '../../shared/day.ts';
import type { ReadableDb } from '../db/database.ts';
import { searchBankRows, searchDetails, searchImports, searchReconciliations, searchRefunds, searchTransactions } from '../db/search.ts';
import type { HandlersOf } from './context.ts';
import { presentRefund, presentRow, presentTransaction } from './present.ts';

type Contract = typeof searchContract;

/**
 * Kuruş of an amount of lira as people write it (`1.284,50`, `1284,5`, `1284.50`), read
 * digit by digit; null where the text is no amount or too large to be kept exactly. Digits
 * without kuruş are an amount only with dots between the thousands: bare ones are a code.
 */
export function typedAmount(text: string): number | null {
  const bare = text.replaceAll(/[\s₺]|TL$/gi, '');
  const found = /^(\d{1,3}(?:\.\d{3})+|\d+),(\d{1,2})$/.exec(bare) ?? /^(\d{1,3}(?:,\d{3})+|\d+)\.(\d{1,2})$/.exec(bare) ?? /^(\d{1,3}(?:\.\d{3})+)()$/.exec(bare);
  if (found === null) return null;
  const kurus = Number(`${(found[1] ?? '').replaceAll(/[.,]/g, '')}${(found[2] ?? '').padEnd(2, '0')}`);
  return Number.isSafeInteger(kurus) ? kurus : null;
}

interface Spanned {
  readonly period_start_at: number;
  readonly period_end_at: number;
}

function withPeriod<T extends Spanned>({ period_start_at, period_end_at, ...rest }: T) {
  return { ...rest, period_start: istanbulIso(period_start_at), period_end: istanbulIso(period_end_at) };
}

function searchAll({ text, limit }: InputOf<Contract['search.all']>, db: ReadableDb): OutputOf<Contract['search.all']> {
  const wish = { text, amount: typedAmount(text), limit };
  const transactions = searchTransactions(db, wish);
  const bank_rows = searchBankRows(db, wish);
  const details = searchDetails(db, wish, { transactions: transactions.hits.map(({ id }) => id), rows: bank_rows.hits });
  const refunds = searchRefunds(db, wish);
  const reconciliations = searchReconciliations(db, wish);
  const imports = searchImports(db, wish);
  return {
    transactions: { ...transactions, hits: transactions.hits.map((row) => ({ ...presentTransaction(row), connection_id: row.connection_id })) },
    refunds: { ...refunds, hits: refunds.hits.map((row) => ({ ...presentRefund(row), connection_id: row.connection_id })) },
    bank_rows: { ...bank_rows, hits: bank_rows.hits.map(presentRow) },
    details: { ...details, hits: details.hits.map(withPeriod) },
    reconciliations: { ...reconciliations, hits: reconciliations.hits.map(({ created_at, ...row }) => ({ ...withPeriod(row), created: istanbulIso(created_at) })) },
    imports: { ...imports, hits: imports.hits.map((row) => ({ ...row, created_at: istanbulIso(row.created_at) })) },
  };
}

export const searchHandlers = {
  'search.all': (input, { db }) => searchAll(input, db),
} satisfies HandlersOf<Contract>;
