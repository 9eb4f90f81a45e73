import { z } from 'zod';
import { day } from './day.ts';
import { bankStatuses, rowKinds } from './enums.ts';
import { kurusAmount } from './money.ts';

/** References a bank may print on a row, kept apart by what they identify. */
export const rowRefs = z.object({
  rrn: z.string().nullable(),
  order: z.string().nullable(),
  gateway: z.string().nullable(),
  sequence: z.string().nullable(),
});

/**
 * One row of a bank's file after it was understood. Every row below the header
 * that is not blank becomes exactly one of these.
 *
 * `amount`, `commission`, `net`: kuruş without sign; `kind` says the direction.
 * `transaction_at`: UTC ms; a row with a date alone stands at 12:00 Istanbul time
 * with `time_known` false (that is also how it is sent, see CONTRACT "What we send").
 */
export const bankRow = z.object({
  sheet: z.string(),
  /** 1-based row number in the sheet, as Excel shows it. */
  row: z.int().positive(),
  kind: z.enum(rowKinds),
  bank_transaction_id: z.string().nullable(),
  auth_code: z.string().nullable(),
  amount: kurusAmount.nullable(),
  currency: z.string().nullable(),
  status: z.enum(bankStatuses).nullable(),
  transaction_at: z.int().nullable(),
  time_known: z.boolean(),
  value_date: day.nullable(),
  bank_merchant_no: z.string().nullable(),
  terminal: z.string().nullable(),
  card: z.string().nullable(),
  commission: kurusAmount.nullable(),
  net: kurusAmount.nullable(),
  installment_no: z.int().nullable(),
  installment_count: z.int().nullable(),
  /** The row is, or may be, one part of a sale in instalments: never compared with a whole sale, so never sent. */
  instalment_part: z.boolean(),
  /** Of a part: kuruş of the whole sale, where a column of the file names it. */
  sale_amount: kurusAmount.nullable(),
  refs: rowRefs,
  /** Why the row was rejected, or a remark on how it was read; a code of the warning catalogue. */
  note: z.string().nullable(),
  /** A rejected row that somebody decided to leave out. */
  left_out: z.boolean(),
  /** The row's cells as text, in the file's own order, for the eyes of the reviewer. */
  cells: z.array(z.string()),
});
export type BankRow = z.infer<typeof bankRow>;

/** Fields a column of the file can be mapped to; the names `--map` takes. */
export const mappableFields = [
  'kind',
  'status',
  'bank_transaction_id',
  'auth_code',
  'amount',
  'original_amount',
  'currency',
  'transaction_date',
  'transaction_time',
  'value_date',
  'end_of_day',
  'bank_merchant_no',
  'terminal',
  'card',
  'commission',
  'deductions',
  'net',
  'installment_no',
  'installment_count',
  'rrn',
  'order',
  'gateway',
  'sequence',
] as const;
export type MappableField = (typeof mappableFields)[number];

/** field -> header as it is spelled in the file. */
export const columnMapping = z.partialRecord(z.enum(mappableFields), z.string());
export type ColumnMapping = z.infer<typeof columnMapping>;

/** A remark on a file or one of its rows; `code` names a sentence of the text catalogue. */
export const importWarning = z.object({
  code: z.string(),
  row: z.int().positive().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ImportWarning = z.infer<typeof importWarning>;

/** Rows of the file by bucket; `data` is every row below the header and equals the sum of the others. */
export const rowCounts = z.object({
  data: z.int(),
  sales: z.int(),
  refunds: z.int(),
  voids: z.int(),
  failed: z.int(),
  /** Fees, points, rewards and chargebacks: rows that are no transactions. */
  fees: z.int(),
  totals: z.int(),
  blank: z.int(),
  rejected: z.int(),
  /** Rejected rows that were left out by choice. */
  left_out: z.int(),
});
export type RowCounts = z.infer<typeof rowCounts>;

/** Kuruş sums over rows in TRY only; another currency is never summed. */
export const rowAmounts = z.object({
  sales: kurusAmount,
  refunds: kurusAmount,
  voids: kurusAmount,
  commission: kurusAmount,
});
export type RowAmounts = z.infer<typeof rowAmounts>;
