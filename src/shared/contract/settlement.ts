import { z } from 'zod';
import { day } from '../day.ts';
import { kurus } from '../money.ts';
import type { Contract } from './method.ts';

/** What a bank paid out, as Payven tells it; amounts in kuruş, instants +03:00. */
export const settlement = z.object({
  id: z.string(),
  merchant_id: z.string(),
  merchant_name: z.string().nullable(),
  bank_code: z.string().nullable(),
  bank_reference: z.string().nullable(),
  status: z.string().nullable(),
  period_start: day,
  period_end: day,
  currency: z.string().nullable(),
  gross_amount: kurus,
  refund_amount: kurus,
  bank_commission_amount: kurus,
  platform_commission_amount: kurus,
  net_amount: kurus,
  transaction_count: z.int(),
  refund_count: z.int(),
  notes: z.string().nullable(),
  settled_at: z.string().nullable(),
  created: z.string(),
});
export type Settlement = z.infer<typeof settlement>;

export const settlementContract = {
  /** A window over the settlements stored here whose period touches the range, newest first. */
  'settlement.list': {
    kind: 'query',
    input: z.object({
      connection_id: z.string().optional(),
      from: day.optional(),
      to: day.optional(),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(1_000).default(200),
    }),
    output: z.object({
      total: z.int(),
      /** Over all of them, TRY alone. */
      sums: z.object({
        gross_amount: kurus,
        refund_amount: kurus,
        bank_commission_amount: kurus,
        platform_commission_amount: kurus,
        net_amount: kurus,
        transaction_count: z.int(),
        refund_count: z.int(),
      }),
      settlements: z.array(settlement),
    }),
  },
} as const satisfies Contract;
