/**
 * Payven's enum values in the spelling of its OpenAPI document (PascalCase).
 * The guides write the same values in snake_case: {@link readEnum} reads both.
 * A value that is not listed here is kept and shown as it came, never refused.
 */
export const discrepancies = ['Matched', 'AmountMismatch', 'StatusMismatch', 'OrphanDb', 'OrphanBank'] as const;
export type Discrepancy = (typeof discrepancies)[number];

export const detailStatuses = ['Pending', 'Resolved', 'Ignored', 'AutoMatched'] as const;
export type DetailStatus = (typeof detailStatuses)[number];

export const overallStatuses = ['Draft', 'InReview', 'Completed', 'PartiallyCompleted', 'Cancelled'] as const;
export type OverallStatus = (typeof overallStatuses)[number];

/** After these a reconciliation never changes again (CONTRACT: overall_status). */
export const closedStatuses: readonly string[] = ['Completed', 'PartiallyCompleted', 'Cancelled'];

/** What may be answered to a difference. `None` is in Payven's enum but is no answer. */
export const actions = ['AcceptBank', 'AcceptDb', 'MarkMatched', 'AdjustAmount', 'ForceStatus', 'Ignore'] as const;
export type Action = (typeof actions)[number];

export const scopes = ['Connector', 'Merchant'] as const;
export type Scope = (typeof scopes)[number];

export const periods = ['Daily', 'Monthly', 'Yearly', 'Custom'] as const;
export type Period = (typeof periods)[number];

export const transactionStatuses = [
  'Created',
  'Processing',
  'Authorized',
  'Completed',
  'Failed',
  'Refunded',
  'Canceled',
  'CanceledProcessing',
  'RefundProcessing',
  'ThreeDSecureInitProcessing',
  'ThreeDSecureAuthProcessing',
  'CaptureProcessing',
] as const;
export type TransactionStatus = (typeof transactionStatuses)[number];

export const operationTypes = ['Sale', 'PreAuth', 'PostAuth', 'Void', 'Refund', 'Recurring'] as const;
export const refundStatuses = ['Pending', 'Completed', 'Failed'] as const;

/** The words Payven knows for a bank row's status. */
export const bankStatuses = ['approved', 'completed', 'declined', 'failed', 'refunded', 'voided', 'pending'] as const;
export type BankStatus = (typeof bankStatuses)[number];

/** What a row of a bank's file is. Only the first three are ever sent to Payven. */
export const rowKinds = [
  'sale',
  'refund',
  'void',
  'failed',
  'fee',
  'point',
  'chargeback',
  'total',
  'rejected',
] as const;
export type RowKind = (typeof rowKinds)[number];

const bare = (value: string): string => value.replaceAll(/[_\s-]/g, '').toLowerCase();

/**
 * Reads an enum value in either spelling (`AmountMismatch`, `amount_mismatch`).
 * An unknown value comes back unchanged, so that it survives a round trip.
 */
export function readEnum(known: readonly string[], value: string): string {
  const wanted = bare(value);
  return known.find((candidate) => bare(candidate) === wanted) ?? value;
}
