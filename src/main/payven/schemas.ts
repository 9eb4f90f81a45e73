import { z } from 'zod';
import { day } from '../../shared/day.ts';
import { actions, bankStatuses, detailStatuses, discrepancies, overallStatuses, periods, readEnum, refundStatuses, scopes, transactionStatuses } from '../../shared/enums.ts';
import { operationTypes } from '../../shared/enums.ts';
import { kurus } from '../../shared/money.ts';

/**
 * Payven's answers (seed pages, OpenAPI). Unknown fields are dropped here, so
 * what is not named never gets further: card holder, IP address, 3-D Secure
 * values, raw provider messages, a configuration's keys. Money is strict.
 */

const text = z.string().nullish().transform((value) => value ?? null);

/** ISO 8601 with any offset, to UTC ms. Without one it is UTC too (Payven guide, time), never this computer's zone. */
const instant = z.string().transform((value, context) => {
  const zoned = /T.*(Z|[+-]\d\d:?\d\d)$/i.test(value) || !value.includes('T');
  const at = Date.parse(zoned ? value : `${value}Z`);
  if (Number.isNaN(at)) {
    context.addIssue({ code: 'custom', message: 'not an instant' });
    return z.NEVER;
  }
  return at;
});
const maybeInstant = instant.nullish().transform((value) => value ?? null);
const maybeKurus = kurus.nullish().transform((value) => value ?? null);
const known = (values: readonly string[]) => z.string().transform((value) => readEnum(values, value));
const maybeKnown = (values: readonly string[]) =>
  z.string().nullish().transform((value) => (value === null || value === undefined ? null : readEnum(values, value)));

// Values nothing here decides by (OpenAPI): listed so that either spelling reads the same.
const settlementStatuses = ['Pending', 'Processing', 'Settled', 'Failed'];
const paymentTypes = ['Card', 'Wallet', 'BkmExpress', 'BankTransfer', 'Link'];
const refundReasons = ['CustomerRequest', 'OutOfStock', 'DuplicateCharge', 'ProductDefect', 'Fraud', 'WrongAmount', 'Other'];

export const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.int().positive() });

/** A field of an error body: anything but a word or a number counts as absent. */
const looseText = z.unknown().optional().transform((value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : null));
const looseError = z.object({ field: looseText, code: looseText, message: looseText });
const looseMessages = z.union([z.string().transform((message) => [message]), z.array(z.string())]).catch([]);

function looseErrors(value: unknown): z.output<typeof looseError>[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((each) => {
      if (typeof each === 'string') return [{ field: null, code: null, message: each }];
      const parsed = looseError.safeParse(each);
      return parsed.success ? [parsed.data] : [];
    });
  }
  return Object.entries(value).map(([field, messages]) => ({ field, code: null, message: looseMessages.parse(messages).join(' ') }));
}

/**
 * Error bodies: RFC 9457 with Payven's `code` and `correlation_id`. Every field may be
 * missing, and one that is odd must not take another with it: a refusal is understood by
 * its code.
 */
export const problem = z.object({
  title: looseText,
  detail: looseText,
  code: looseText,
  correlation_id: looseText,
  errors: z.unknown().optional().transform(looseErrors),
});
export type Problem = z.output<typeof problem>;

/** A page of a list; `total_count` is what completeness is judged by, so a list of `null` is an empty one. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item).nullish().transform((value) => value ?? []),
    page: z.int(),
    total_pages: z.int(),
    total_count: z.int(),
    has_next_page: z.boolean(),
  });

export const connectorConfigurationAnswer = z.object({
  id: z.string(),
  name: text,
  connector_code: text,
  bank_code: text,
  mode: z.union([z.string(), z.number()]).nullish().transform((value) => (value === null || value === undefined ? null : String(value))),
  is_active: z.boolean(),
});

export const merchantAnswer = z.object({ id: z.string(), external_id: text, name: text, is_active: z.boolean() });

export const transactionAnswer = z
  .object({
    id: z.string(),
    merchant_id: z.string(),
    external_merchant_id: text,
    merchant_name: text,
    basket_id: text,
    external_id: text,
    amount: kurus,
    net_amount: kurus,
    currency: text,
    status: known(transactionStatuses),
    operation_type: maybeKnown(operationTypes),
    payment_type: maybeKnown(paymentTypes),
    last4: text,
    masked_card_number: text,
    installment_count: z.int().nullish().transform((value) => value ?? 1),
    created: instant,
    completed_at: maybeInstant,
    settlement_date: maybeInstant,
    connector_configuration_id: text,
    connector_code: text,
    bank_commission_amount: kurus.nullish().transform((value) => value ?? 0),
    provider_transaction_id: text,
    auth_code: text,
    host_reference: text,
    rrn: text,
    error_message: text,
  })
  .transform(({ created, settlement_date, ...rest }) => ({ ...rest, created_at: created, settlement_at: settlement_date }));
export type TransactionAnswer = z.output<typeof transactionAnswer>;

/** Shown on demand and never stored (Payven guide on personal data). */
export const cardHolderOf = z.object({ card_holder_name: text }).transform((value) => value.card_holder_name);

export const historyAnswer = z.object({
  previous_status: maybeKnown(transactionStatuses),
  new_status: known(transactionStatuses),
  message: text,
  error_code: text,
  error_message: text,
  operation_amount: kurus,
  created: instant,
});

export const refundAnswer = z
  .object({
    id: z.string(),
    transaction_id: z.string(),
    merchant_id: z.string(),
    merchant_external_id: text,
    merchant_name: text,
    refund_amount: kurus,
    original_amount: kurus,
    currency: text,
    status: known(refundStatuses),
    reason_code: maybeKnown(refundReasons),
    reason: text,
    created: instant,
    completed_at: maybeInstant,
    error_message: text,
  })
  .transform(({ created, ...rest }) => ({ ...rest, created_at: created }));
export type RefundAnswer = z.output<typeof refundAnswer>;

export const siblingsOf = z
  .object({
    sibling_refunds: z
      .array(z.object({ id: z.string(), refund_amount: kurus, status: maybeKnown(refundStatuses), created: instant }))
      .nullish(),
  })
  .transform((value) => value.sibling_refunds ?? []);

/** What a bank paid out for a merchant in a period (OpenAPI); kuruş, and plain days. */
export const settlementAnswer = z
  .object({
    id: z.string(),
    merchant_id: z.string(),
    merchant_name: text,
    period_start: day,
    period_end: day,
    bank_code: text,
    currency: text,
    gross_amount: kurus,
    refund_amount: kurus,
    bank_commission: kurus,
    platform_commission: kurus,
    net_amount: kurus,
    transaction_count: z.int(),
    refund_count: z.int(),
    status: maybeKnown(settlementStatuses),
    settled_at: maybeInstant,
    bank_reference: text,
    notes: text,
    created: instant,
  })
  .transform(({ created, ...rest }) => ({ ...rest, created_at: created }));
export type SettlementAnswer = z.output<typeof settlementAnswer>;

export const detailAnswer = z
  .object({
    id: z.string(),
    reconciliation_id: z.string(),
    transaction_id: text,
    bank_transaction_id: text,
    db_amount: maybeKurus,
    bank_amount: maybeKurus,
    db_status: maybeKnown(transactionStatuses),
    bank_status: maybeKnown(bankStatuses),
    discrepancy: maybeKnown(discrepancies),
    detail_status: maybeKnown(detailStatuses),
    resolution_action: maybeKnown(['None', ...actions]),
    adjusted_amount: maybeKurus,
    applied_status: maybeKnown(transactionStatuses),
    resolved_at: maybeInstant,
    resolved_by: text,
    remarks: text,
  });
export type DetailAnswer = z.output<typeof detailAnswer>;

export const reconciliationAnswer = z
  .object({
    id: z.string(),
    scope: maybeKnown(scopes),
    connector_config_id: text,
    connector_config_name: text,
    merchant_id: text,
    merchant_name: text,
    bank_code: text,
    period: maybeKnown(periods),
    period_start: instant,
    period_end: instant,
    total_db_transactions: z.int(),
    total_bank_transactions: z.int(),
    matched_count: z.int(),
    amount_mismatch_count: z.int(),
    status_mismatch_count: z.int(),
    orphan_db_count: z.int(),
    orphan_bank_count: z.int(),
    resolved_count: z.int(),
    ignored_count: z.int(),
    total_db_amount: kurus,
    total_bank_amount: kurus,
    overall_status: maybeKnown(overallStatuses),
    finalized_at: maybeInstant,
    finalized_by: text,
    notes: text,
    created: instant,
    details: z.array(detailAnswer).nullish().transform((value) => value ?? []),
  })
  .transform(({ period_start, period_end, created, ...rest }) => ({
    ...rest,
    period_start_at: period_start,
    period_end_at: period_end,
    created_at: created,
  }));
export type ReconciliationAnswer = z.output<typeof reconciliationAnswer>;

export const bulkResolveAnswer = z.object({
  processed: z.int(),
  failed: z.int(),
  details: z.array(detailAnswer).nullish().transform((value) => value ?? []),
  errors: z
    .array(z.object({ detail_id: z.string(), message: text }))
    .nullish()
    .transform((value) => value ?? []),
});
