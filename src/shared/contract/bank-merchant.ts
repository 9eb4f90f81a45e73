import { z } from 'zod';
import type { Contract } from './method.ts';

const number = z.string().trim().min(1).max(100);

/**
 * A bank's merchant number as the file has it, leading zeros and all, and what it stands
 * for at Payven: a connector configuration, a merchant by its external id, or both.
 */
export const bankMerchant = z.object({
  bank_merchant_no: z.string(),
  connector_config_id: z.string().nullable(),
  connector_config_name: z.string().nullable(),
  merchant_external_id: z.string().nullable(),
  merchant_name: z.string().nullable(),
  changed_at: z.string(),
  changed_by: z.string(),
});
export type BankMerchant = z.infer<typeof bankMerchant>;

export const bankMerchantContract = {
  'bank_merchant.list': {
    kind: 'query',
    input: z.object({ connection_id: z.string().optional() }),
    output: z.object({
      merchants: z.array(bankMerchant),
      /** Numbers in the imported files that are mapped to nothing. */
      unmapped: z.array(z.object({ bank_merchant_no: z.string(), rows: z.int(), bank: z.string() })),
    }),
  },
  'bank_merchant.save': {
    kind: 'command',
    input: z
      .object({
        connection_id: z.string().optional(),
        bank_merchant_no: number,
        connector_config_id: z.string().min(1).nullable().default(null),
        merchant_external_id: z.string().min(1).nullable().default(null),
      })
      .refine((each) => each.connector_config_id !== null || each.merchant_external_id !== null, {
        path: ['connector_config_id'],
        message: 'a configuration or a merchant is needed',
      }),
    output: bankMerchant,
  },
  'bank_merchant.remove': {
    kind: 'command',
    input: z.object({ connection_id: z.string().optional(), bank_merchant_no: number }),
    output: z.object({ removed: z.boolean() }),
  },
} as const satisfies Contract;
