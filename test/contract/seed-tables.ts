/**
 * The answers of four pages of Payven's documentation, field by field, written down by
 * hand: what each is on the wire, and what this program makes of it.
 */

/** The type on the wire; a list of words is an enum. `kurus`: integer kuruş, int64. */
export type FieldType = 'id' | 'text' | 'kurus' | 'count' | 'instant' | 'day' | 'flag' | 'object' | readonly string[];

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** The page allows null. */
  readonly nullable: boolean;
  /** Its name in our answer; null: it goes no further than the boundary. */
  readonly kept: string | null;
  /** What our answer says where the field is null or absent; undefined: without it the answer is refused. */
  readonly without: string | number | null | undefined;
}

export interface Table {
  readonly name: string;
  /** The page's path, by which it is found among others. */
  readonly path: string;
  readonly fields: readonly Field[];
  /** A list in it, and the fields of its items. */
  readonly list: { readonly name: string; readonly fields: readonly Field[] } | null;
}

type Wish = Partial<Pick<Field, 'kept' | 'without'>>;

const field = (nullable: boolean, without: Field['without'], type: FieldType, names: string, wish: Wish = {}): Field[] =>
  names.split(' ').map((name) => ({ name, type, nullable, kept: name, without, ...wish }));

/** Without it the answer is of no use. */
const needed = (type: FieldType, names: string, wish?: Wish): Field[] => field(false, undefined, type, names, wish);
const nullable = (type: FieldType, names: string, wish?: Wish): Field[] => field(true, null, type, names, wish);
/** The page knows no null, and we can do without it all the same. */
const spare = (type: FieldType, names: string, wish?: Wish): Field[] => field(false, null, type, names, wish);
/** Read by nobody here: dropped, whatever it holds. */
const dropped = (allowsNull: boolean, type: FieldType, names: string): Field[] => field(allowsNull, null, type, names, { kept: null });

const discrepancies = ['Matched', 'AmountMismatch', 'StatusMismatch', 'OrphanDb', 'OrphanBank'];
const detailStatuses = ['Pending', 'Resolved', 'Ignored', 'AutoMatched'];
const actions = ['None', 'AcceptBank', 'AcceptDb', 'MarkMatched', 'AdjustAmount', 'ForceStatus', 'Ignore'];
const overallStatuses = ['Draft', 'InReview', 'Completed', 'PartiallyCompleted', 'Cancelled'];
const periods = ['Daily', 'Monthly', 'Yearly', 'Custom'];
const scopes = ['Connector', 'Merchant'];
const transactionStatuses = [
  'Created', 'Processing', 'Authorized', 'Completed', 'Failed', 'Refunded', 'Canceled', 'CanceledProcessing', 'RefundProcessing',
  'ThreeDSecureInitProcessing', 'ThreeDSecureAuthProcessing', 'CaptureProcessing',
];
const operationTypes = ['Sale', 'PreAuth', 'PostAuth', 'Void', 'Refund', 'Recurring'];
const paymentTypes = ['Card', 'Wallet', 'BkmExpress', 'BankTransfer', 'Link'];
const schemas = ['Visa', 'MasterCard', 'Amex', 'Troy', 'UnionPay', 'Proprietary'];
const brands = ['Bonus', 'Axess', 'World', 'Maximum', 'Cardfinans', 'Paraf', 'Advantage', 'Bankkart', 'Other'];
const cardTypes = ['Credit', 'Debit', 'Prepaid'];
const secureTypes = ['Non3D', 'ThreeDSv1', 'ThreeDSv2', 'ThreeDPay'];
const mdStatuses = ['Unknown', 'FullyAuthenticated', 'AttemptedAuthentication', 'AuthenticationFailed'];
const refundStatuses = ['Pending', 'Completed', 'Failed'];
const refundReasons = ['CustomerRequest', 'OutOfStock', 'DuplicateCharge', 'ProductDefect', 'Fraud', 'WrongAmount', 'Other'];

const reconciliation: readonly Field[] = [
  ...needed('id', 'id'),
  ...nullable(scopes, 'scope'),
  ...nullable('id', 'connector_config_id merchant_id'),
  ...nullable('text', 'connector_config_name merchant_name bank_code finalized_by notes'),
  ...nullable(periods, 'period'),
  ...needed('instant', 'period_start', { kept: 'period_start_at' }),
  ...needed('instant', 'period_end', { kept: 'period_end_at' }),
  ...dropped(false, 'day', 'reconciliation_date'),
  ...needed('count', 'total_db_transactions total_bank_transactions matched_count amount_mismatch_count status_mismatch_count'),
  ...needed('count', 'orphan_db_count orphan_bank_count resolved_count ignored_count'),
  ...needed('kurus', 'total_db_amount total_bank_amount'),
  ...nullable(overallStatuses, 'overall_status'),
  ...nullable('instant', 'finalized_at'),
  ...needed('instant', 'created', { kept: 'created_at' }),
];

const detail: readonly Field[] = [
  ...needed('id', 'id reconciliation_id'),
  ...nullable('id', 'transaction_id'),
  ...nullable('text', 'bank_transaction_id bank_status resolved_by remarks'),
  ...nullable('kurus', 'db_amount bank_amount adjusted_amount'),
  ...nullable(transactionStatuses, 'db_status applied_status'),
  ...nullable(discrepancies, 'discrepancy'),
  ...nullable(detailStatuses, 'detail_status'),
  ...nullable(actions, 'resolution_action'),
  ...nullable('instant', 'resolved_at'),
];

const transaction: readonly Field[] = [
  ...dropped(false, 'object', 'extra_properties_dict'),
  ...needed('id', 'id merchant_id'),
  ...nullable('text', 'external_merchant_id merchant_name basket_id external_id currency last4 masked_card_number error_message'),
  ...needed('kurus', 'amount net_amount'),
  ...needed(transactionStatuses, 'status'),
  ...spare(operationTypes, 'operation_type'),
  ...spare(paymentTypes, 'payment_type'),
  ...dropped(true, 'count', 'bin_number'),
  ...dropped(true, 'text', 'card_holder_name issuer_bank_code issuer_bank_name issuer_bank_logo_url connector_configuration_name bank_response_code'),
  ...dropped(false, schemas, 'card_schema_type'),
  ...dropped(false, brands, 'card_brand'),
  ...dropped(false, cardTypes, 'card_type'),
  ...dropped(false, 'flag', 'is3_d_secure'),
  ...dropped(false, secureTypes, 'secure_type'),
  ...spare('count', 'installment_count', { without: 1 }),
  ...needed('instant', 'created', { kept: 'created_at' }),
  ...nullable('instant', 'completed_at'),
  ...nullable('id', 'connector_configuration_id'),
  ...nullable('text', 'connector_code provider_transaction_id auth_code host_reference rrn'),
  ...dropped(false, 'kurus', 'installment_amount merchant_commission_amount net_merchant_amount'),
  ...spare('kurus', 'bank_commission_amount', { without: 0 }),
  ...nullable('instant', 'settlement_date', { kept: 'settlement_at' }),
  ...dropped(false, mdStatuses, 'md_status'),
  ...dropped(true, 'text', 'ip_address cavv eci xid md three_ds_server_trans_id provider_raw_request provider_raw_response'),
];

const refund: readonly Field[] = [
  ...needed('id', 'id transaction_id merchant_id'),
  ...nullable('text', 'merchant_external_id merchant_name currency reason error_message'),
  ...needed('kurus', 'refund_amount original_amount'),
  ...needed(refundStatuses, 'status'),
  ...spare(refundReasons, 'reason_code'),
  ...needed('instant', 'created', { kept: 'created_at' }),
  ...nullable('instant', 'completed_at'),
  ...dropped(true, 'text', 'created_by original_transaction_basket_id original_transaction_card_last4 original_transaction_connector_name'),
  ...dropped(true, 'text', 'provider_transaction_id provider_response_code provider_response_message'),
  ...dropped(false, schemas, 'original_transaction_card_schema_type'),
  ...dropped(false, 'instant', 'original_transaction_created'),
];

const sibling: readonly Field[] = [...needed('id', 'id'), ...needed('kurus', 'refund_amount'), ...needed('instant', 'created')];

export const tables = {
  start: { name: 'reconciliations/start', path: 'reconciliations/start', fields: reconciliation, list: { name: 'details', fields: detail } },
  cancel: { name: 'reconciliations/{id}/cancel', path: 'reconciliations/{id}/cancel', fields: reconciliation, list: null },
  transaction: { name: 'transactions/{id}', path: 'transactions/{id}', fields: transaction, list: null },
  refund: { name: 'refunds/{id}', path: 'refunds/{id}', fields: refund, list: { name: 'sibling_refunds', fields: sibling } },
} satisfies Record<string, Table>;
