import type { Day } from '../shared/day.ts';
import type { BankStatus, Discrepancy } from '../shared/enums.ts';
import type { EvidencePass } from '../shared/evidence.ts';

/** The bank layouts the sandbox can write. */
export const layoutNames = ['garanti', 'vakifbank', 'yapikredi'] as const;
export type LayoutName = (typeof layoutNames)[number];

/** `net-only`: the bank's file shows what it paid out and neither the gross nor its commission. */
export const variants = ['standard', 'net-only'] as const;
export type Variant = (typeof variants)[number];

/** A merchant of the sandbox's one tenant; instants are UTC ms. */
export interface Merchant {
  id: string;
  external_id: string | null;
  name: string;
  legal_name: string;
  city: string;
  is_active: boolean;
  created: number;
}

/** One bank's configuration at Payven. `merchant_numbers`: merchant id -> the number the bank knows it by. */
export interface ConnectorConfig {
  id: string;
  connector_id: string;
  connector_name: string;
  connector_code: string;
  name: string;
  mode: 'Test' | 'Production';
  bank_code: string;
  terminal_id: string;
  store_id: string;
  priority: number;
  is_active: boolean;
  created: number;
  merchant_numbers: Record<string, string>;
}

/**
 * A transaction as Payven keeps it. Amounts in kuruş (or the currency's hundredths),
 * instants in UTC ms. Field names follow the seed page transactions/{id}.
 */
export interface Transaction {
  id: string;
  merchant_id: string;
  external_merchant_id: string | null;
  merchant_name: string;
  basket_id: string;
  external_id: string;
  amount: number;
  net_amount: number;
  currency: string;
  status: string;
  operation_type: string;
  payment_type: string;
  bin_number: number;
  last4: string;
  card_holder_name: string;
  masked_card_number: string;
  card_schema_type: string;
  card_brand: string;
  card_type: string;
  issuer_bank_code: string;
  issuer_bank_name: string;
  is3_d_secure: boolean;
  secure_type: string;
  installment_count: number;
  created: number;
  completed_at: number | null;
  error_message: string | null;
  connector_configuration_id: string;
  connector_configuration_name: string;
  connector_code: string;
  bank_commission_amount: number;
  settlement_date: number | null;
  bank_response_code: string | null;
  provider_transaction_id: string | null;
  auth_code: string | null;
  host_reference: string | null;
  rrn: string | null;
}

/** A refund record; `transaction_id` is the sale it takes back from. */
export interface Refund {
  id: string;
  transaction_id: string;
  refund_amount: number;
  status: string;
  reason_code: string;
  reason: string | null;
  created: number;
  completed_at: number | null;
  provider_transaction_id: string | null;
}

/** What a bank paid out for one merchant and one Istanbul day; kuruş. */
export interface Settlement {
  id: string;
  merchant_id: string;
  merchant_name: string;
  period_start: Day;
  period_end: Day;
  bank_code: string;
  currency: string;
  gross_amount: number;
  refund_amount: number;
  bank_commission: number;
  net_amount: number;
  transaction_count: number;
  refund_count: number;
  status: string;
  settled_at: number | null;
  bank_reference: string;
  created: number;
}

export type SheetKind = 'sale' | 'refund' | 'void' | 'declined' | 'fee' | 'point';

/**
 * One row of the bank's file. Amounts are kuruş without sign, whatever sign the
 * layout prints, and `gross - commission - reward = net`.
 * `at`: UTC ms of what the file lets one read: to the second where the layout
 * prints a time, else 12:00 in Istanbul of the printed day.
 */
export interface SheetRow {
  /** 1-based row number in the file, as a spreadsheet shows it. */
  row: number;
  kind: SheetKind;
  day: Day;
  at: number;
  status: BankStatus | null;
  /** Null where the layout has no column for it. */
  bank_transaction_id: string | null;
  auth_code: string | null;
  gross: number;
  commission: number;
  reward: number;
  net: number;
  currency: string;
  installment_count: number;
  merchant_id: string;
  merchant_number: string;
  terminal: string;
  card: string;
  card_brand: string;
  order_id: string;
}

/**
 * What a case says about one transaction, one row or a pair of them. `verdict` null:
 * kept apart (other currency, outside the period, fee, not considered); not in the truth.
 */
export interface CaseLine {
  verdict: Discrepancy | null;
  transaction_id: string | null;
  bank_row: number | null;
}

/**
 * Records of both sides that belong together though Payven does not match them, and by
 * what the file lets one know it. What nothing in the file tells is no link.
 */
export interface Link {
  transactions: string[];
  rows: number[];
  kind: EvidencePass;
}

/** Rows of the case `equal-rows` are equal to the letter: which of them a sale is tied to is open. */
export interface Case {
  name: string;
  lines: CaseLine[];
  links: Link[];
}

export interface Truth {
  matched: number;
  amount_mismatch: number;
  status_mismatch: number;
  orphan_db: number;
  orphan_bank: number;
}

/** Everything Payven and one bank know, and what is true about the two. */
export interface World {
  slug: string;
  tenant_id: string;
  bank: LayoutName;
  variant: Variant;
  /** The configuration whose bank wrote the file. */
  connector_config_id: string;
  /** Istanbul days, both included. */
  period_start: Day;
  period_end: Day;
  merchants: Merchant[];
  configs: ConnectorConfig[];
  transactions: Transaction[];
  refunds: Refund[];
  settlements: Settlement[];
  rows: SheetRow[];
  cases: Case[];
}
