import { z } from 'zod';
import { kurus } from '../money.ts';
import { importedRow } from './bank-file.ts';
import type { Contract } from './method.ts';
import { localRefund, localTransaction } from './transaction.ts';

/** What of one kind holds the text, newest first; `more`: there are others beyond the limit. */
const found = <T extends z.ZodType>(hit: T) => z.object({ hits: z.array(hit), more: z.boolean() });

const ofConnection = z.object({ connection_id: z.string() });

/** A detail of a reconciliation; what is found of its sides finds the detail as well. */
const foundDetail = z.object({
  detail_id: z.string(),
  reconciliation_id: z.string(),
  /** Of its reconciliation, +03:00. */
  period_start: z.string(),
  period_end: z.string(),
  verdict: z.string().nullable(),
  status: z.string().nullable(),
  db_amount: kurus.nullable(),
  bank_amount: kurus.nullable(),
  transaction_id: z.string().nullable(),
  bank_transaction_id: z.string().nullable(),
});

const foundReconciliation = z.object({
  reconciliation_id: z.string(),
  name: z.string().nullable(),
  period_start: z.string(),
  period_end: z.string(),
  overall_status: z.string().nullable(),
  created: z.string(),
});

const foundImport = z.object({ import_id: z.string(), file_name: z.string(), bank: z.string(), created_at: z.string() });

export const searchContract = {
  /**
   * Everything on this computer that holds a text: codes, ids, card ends, references,
   * merchant and file names; an amount as people write it finds rows of that amount.
   * Turkish letters fold. Each kind by itself, at most `limit` of it.
   */
  'search.all': {
    kind: 'query',
    input: z.object({ text: z.string().trim().min(2).max(200), limit: z.int().min(1).max(100).default(20) }),
    output: z.object({
      transactions: found(localTransaction.extend(ofConnection.shape)),
      refunds: found(localRefund.extend(ofConnection.shape)),
      bank_rows: found(importedRow.extend({ import_id: z.string(), file_name: z.string() })),
      details: found(foundDetail),
      reconciliations: found(foundReconciliation),
      imports: found(foundImport),
    }),
  },
} as const satisfies Contract;
