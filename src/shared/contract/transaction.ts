import { z } from 'zod';
import { kurus } from '../money.ts';
import type { Contract } from './method.ts';

/**
 * A transaction as it is kept here. Card holder, IP address, 3-D Secure values and
 * the provider's raw messages are not among the fields: they are never stored.
 */
export const localTransaction = z.object({
  id: z.string(),
  merchant_id: z.string(),
  external_merchant_id: z.string().nullable(),
  merchant_name: z.string().nullable(),
  basket_id: z.string().nullable(),
  external_id: z.string().nullable(),
  amount: kurus,
  net_amount: kurus,
  currency: z.string().nullable(),
  status: z.string(),
  operation_type: z.string().nullable(),
  payment_type: z.string().nullable(),
  last4: z.string().nullable(),
  masked_card_number: z.string().nullable(),
  installment_count: z.int(),
  created: z.string(),
  completed_at: z.string().nullable(),
  settlement_date: z.string().nullable(),
  connector_configuration_id: z.string().nullable(),
  connector_code: z.string().nullable(),
  bank_commission_amount: kurus,
  provider_transaction_id: z.string().nullable(),
  auth_code: z.string().nullable(),
  host_reference: z.string().nullable(),
  rrn: z.string().nullable(),
  error_message: z.string().nullable(),
});
export type LocalTransaction = z.infer<typeof localTransaction>;

export const localRefund = z.object({
  id: z.string(),
  transaction_id: z.string(),
  merchant_id: z.string(),
  merchant_external_id: z.string().nullable(),
  merchant_name: z.string().nullable(),
  refund_amount: kurus,
  original_amount: kurus,
  currency: z.string().nullable(),
  status: z.string(),
  reason_code: z.string().nullable(),
  reason: z.string().nullable(),
  created: z.string(),
  completed_at: z.string().nullable(),
  error_message: z.string().nullable(),
});
export type LocalRefund = z.infer<typeof localRefund>;

const one = z.object({ connection_id: z.string().optional(), id: z.string().min(1) });
/** `payven`: asked just now; `this_computer`: the stored copy, because Payven could not be reached. */
const source = z.enum(['payven', 'this_computer']);

export const transactionContract = {
  'transaction.get': {
    kind: 'query',
    input: one,
    output: z.object({
      source,
      transaction: localTransaction,
      refunds: z.array(localRefund),
      histories: z
        .array(
          z.object({
            previous_status: z.string().nullable(),
            new_status: z.string(),
            message: z.string().nullable(),
            error_code: z.string().nullable(),
            error_message: z.string().nullable(),
            operation_amount: kurus,
            created: z.string(),
          }),
        )
        .nullable(),
      /** Shown on demand, never stored; null when Payven was not asked. */
      card_holder_name: z.string().nullable(),
    }),
  },
  'refund.get': {
    kind: 'query',
    input: one,
    output: z.object({
      source,
      refund: localRefund,
      original: localTransaction.nullable(),
      siblings: z.array(
        z.object({ id: z.string(), refund_amount: kurus, status: z.string().nullable(), created: z.string() }),
      ),
    }),
  },
} as const satisfies Contract;
