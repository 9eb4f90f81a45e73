import { type Column, numberColumn, textColumn, WordColumn } from './column.ts';
import type { PayvenTransaction, RowPlace, SentRow } from './plan.ts';
import { canonicalOrder, madeUpId } from './request.ts';

/** Payven's side by column, one entry a transaction: an object each would weigh three times as much. */
export interface PayvenColumns {
  readonly length: number;
  readonly id: Column<string>;
  readonly created_at: Column<number>;
  readonly amount: Column<number>;
  readonly currency: Column<string | null>;
  readonly status: Column<string>;
  readonly operation_type: Column<string | null>;
  readonly provider_transaction_id: Column<string | null>;
  readonly auth_code: Column<string | null>;
  readonly external_merchant_id: Column<string | null>;
}

/** What of a bank's row the matching needs; without a `bank_transaction_id` it goes out under a made-up one. */
export type MatchedRow = Omit<SentRow, 'bank_transaction_id' | 'time_known'> & { readonly bank_transaction_id: string | null };

/** The bank's side likewise; null in `bank_transaction_id`: the made-up one ({@link bankIdAt}). */
export interface SentColumns {
  readonly length: number;
  readonly import_id: Column<string>;
  readonly row: Column<number>;
  readonly kind: Column<SentRow['kind']>;
  readonly bank_transaction_id: Column<string | null>;
  readonly amount: Column<number>;
  readonly status: Column<SentRow['status']>;
  readonly transaction_at: Column<number>;
  readonly merchant_external_id: Column<string | null>;
  readonly auth_code: Column<string | null>;
  /** Of sales put together, by index. */
  readonly parts: ReadonlyMap<number, readonly RowPlace[]>;
}

/** Payven's side of whatever gives one transaction after the other. */
export function columnsOfTransactions(transactions: Iterable<PayvenTransaction>): PayvenColumns {
  const side = {
    id: textColumn<string>(),
    created_at: numberColumn(),
    amount: numberColumn(),
    currency: new WordColumn<string | null>(),
    status: new WordColumn<string>(),
    operation_type: new WordColumn<string | null>(),
    provider_transaction_id: textColumn<string | null>(),
    auth_code: textColumn<string | null>(),
    external_merchant_id: new WordColumn<string | null>(),
  };
  for (const each of transactions) {
    side.id.push(each.id);
    side.created_at.push(each.created_at);
    side.amount.push(each.amount);
    side.currency.push(each.currency);
    side.status.push(each.status);
    side.operation_type.push(each.operation_type);
    side.provider_transaction_id.push(each.provider_transaction_id);
    side.auth_code.push(each.auth_code);
    side.external_merchant_id.push(each.external_merchant_id);
  }
  return { length: side.id.length, ...side };
}

/** A transaction of {@link PayvenColumns} as an object. */
export function transactionAt(side: PayvenColumns, index: number): PayvenTransaction {
  return {
    id: side.id.at(index),
    created_at: side.created_at.at(index),
    amount: side.amount.at(index),
    currency: side.currency.at(index),
    status: side.status.at(index),
    operation_type: side.operation_type.at(index),
    provider_transaction_id: side.provider_transaction_id.at(index),
    auth_code: side.auth_code.at(index),
    external_merchant_id: side.external_merchant_id.at(index),
  };
}

/** Every transaction as an object, made when it is asked for; can be gone through again. */
export const transactionsIn = (side: PayvenColumns): Iterable<PayvenTransaction> => ({
  *[Symbol.iterator]() {
    for (let index = 0; index < side.length; index += 1) yield transactionAt(side, index);
  },
});

/** The bank's side of whatever gives one row after the other. */
export function columnsOfRows(rows: Iterable<MatchedRow>): SentColumns {
  const side = {
    import_id: new WordColumn<string>(),
    row: numberColumn(),
    kind: new WordColumn<SentRow['kind']>(),
    bank_transaction_id: textColumn<string | null>(),
    amount: numberColumn(),
    status: new WordColumn<SentRow['status']>(),
    transaction_at: numberColumn(),
    merchant_external_id: new WordColumn<string | null>(),
    auth_code: textColumn<string | null>(),
  };
  const parts = new Map<number, readonly RowPlace[]>();
  for (const each of rows) {
    if (each.parts !== undefined) parts.set(side.row.length, each.parts);
    side.import_id.push(each.import_id);
    side.row.push(each.row);
    side.kind.push(each.kind);
    side.bank_transaction_id.push(each.bank_transaction_id);
    side.amount.push(each.amount);
    side.status.push(each.status);
    side.transaction_at.push(each.transaction_at);
    side.merchant_external_id.push(each.merchant_external_id);
    side.auth_code.push(each.auth_code);
  }
  return { length: side.row.length, ...side, parts };
}

const placeAt = (side: SentColumns, index: number): RowPlace => ({ import_id: side.import_id.at(index), row: side.row.at(index) });

/** The id a row goes out under: the bank's, or the made-up one, which is text only while it is asked for. */
export const bankIdAt = (side: SentColumns, index: number): string => side.bank_transaction_id.at(index) ?? madeUpId(placeAt(side, index));

/** {@link canonicalOrder} of two rows by their index. */
export function compareRows(side: SentColumns, a: number, b: number): number {
  const orderedAt = (index: number) => ({ transaction_at: side.transaction_at.at(index), bank_transaction_id: bankIdAt(side, index), ...placeAt(side, index) });
  return side.transaction_at.at(a) - side.transaction_at.at(b) || canonicalOrder(orderedAt(a), orderedAt(b));
}
