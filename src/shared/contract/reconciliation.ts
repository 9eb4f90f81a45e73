import { z } from 'zod';
import { discrepancies, overallStatuses, periods, scopes } from '../enums.ts';
import { kurus } from '../money.ts';
import { importedRow } from './bank-file.ts';
import { decisionWish, pushOutcome } from './decision.ts';
import type { Contract } from './method.ts';
import { verdictCounts } from './preview.ts';
import { localTransaction } from './transaction.ts';

/** What every view of a reconciliation shows; instants +03:00. */
const reconciliationHead = z.object({
  reconciliation_id: z.string(),
  scope: z.string().nullable(),
  connector_config_id: z.string().nullable(),
  connector_config_name: z.string().nullable(),
  merchant_id: z.string().nullable(),
  merchant_name: z.string().nullable(),
  bank_code: z.string().nullable(),
  period: z.string().nullable(),
  period_start: z.string(),
  period_end: z.string(),
  overall_status: z.string().nullable(),
  counts: verdictCounts,
  total_db_amount: kurus,
  total_bank_amount: kurus,
  created: z.string(),
});
export type ReconciliationHead = z.infer<typeof reconciliationHead>;

/** A reconciliation as Payven last told it, and what this computer knows around it. */
export const reconciliationSummary = reconciliationHead.extend({
  preview_id: z.string().nullable(),
  total_db_transactions: z.int(),
  total_bank_transactions: z.int(),
  resolved_count: z.int(),
  ignored_count: z.int(),
  /** Details that still wait for a decision at Payven. */
  pending: z.int(),
  /** Of these, decided here but not sent yet. */
  waiting: z.int(),
  /** Decisions that met another's answer. */
  conflicts: z.int(),
  finalized_at: z.string().nullable(),
  finalized_by: z.string().nullable(),
  notes: z.string().nullable(),
  /** When this computer last read it from Payven, +03:00. */
  read_at: z.string(),
  differs_from_preview: z.int().nullable(),
});
export type ReconciliationSummary = z.infer<typeof reconciliationSummary>;

/** What was decided here about a detail, and how far it has come. */
export const decisionState = z.object({
  action: z.string(),
  adjusted_amount: kurus.nullable(),
  applied_status: z.string().nullable(),
  remarks: z.string().nullable(),
  decided_at: z.string(),
  decided_by: z.string(),
  state: z.enum(['local', 'queued', 'sent', 'refused']),
  message: z.string().nullable(),
  /** open: Payven has another answer, and the user is to say which stands. */
  conflict: z.enum(['open', 'payven', 'replaced']).nullable(),
});

export const reconciliationDetail = z.object({
  id: z.string(),
  transaction_id: z.string().nullable(),
  bank_transaction_id: z.string().nullable(),
  db_amount: kurus.nullable(),
  bank_amount: kurus.nullable(),
  db_status: z.string().nullable(),
  bank_status: z.string().nullable(),
  discrepancy: z.string().nullable(),
  detail_status: z.string().nullable(),
  resolution_action: z.string().nullable(),
  adjusted_amount: kurus.nullable(),
  applied_status: z.string().nullable(),
  resolved_at: z.string().nullable(),
  resolved_by: z.string().nullable(),
  remarks: z.string().nullable(),
  /** Payven's side, where this computer has the transaction. */
  payven: localTransaction.nullable(),
  /** The bank's row it was tied back to. */
  bank: importedRow.extend({ import_id: z.string(), file_name: z.string() }).nullable(),
  /** Every row of the file's of a sale in instalments that was sent as one; empty for any other. */
  bank_parts: z.array(z.object({ file_name: z.string(), row: z.int() })),
  /** More than one row of the request fits; the tie is by the multiset of (id, amount, status). */
  tie_ambiguous: z.boolean(),
  reason_code: z.string().nullable(),
  reason: z.string().nullable(),
  previewed_verdict: z.enum(discrepancies).nullable(),
  agrees_with_preview: z.boolean().nullable(),
  assumptions: z.array(z.string()),
  decision: decisionState.nullable(),
});
export type ReconciliationDetail = z.infer<typeof reconciliationDetail>;

const id = z.object({ reconciliation_id: z.string() });

/** Payven's answer to the decisions sent, item by item. */
const resolveOutcome = pushOutcome.extend({ reconciliation_id: z.string(), overall_status: z.string().nullable(), pending: z.int() });

/** A reconciliation as Payven lists it, whoever started it; instants +03:00. */
export const remoteReconciliation = reconciliationHead.extend({
  /** This computer has it already. */
  is_known: z.boolean(),
});
export type RemoteReconciliation = z.infer<typeof remoteReconciliation>;

export const reconciliationContract = {
  'reconciliation.start': {
    kind: 'command',
    input: z.object({ preview_id: z.string(), confirmed: z.boolean(), force: z.boolean().default(false) }),
    output: z.object({
      reconciliation_id: z.string(),
      overall_status: z.string().nullable(),
      counts: verdictCounts,
      /** Details whose verdict is not the previewed one. */
      differs_from_preview: z.int(),
      /** True when an earlier attempt whose answer was lost turned out to have been done. */
      recovered: z.boolean(),
    }),
  },
  'reconciliation.list': {
    kind: 'query',
    input: z.object({}),
    output: z.object({ reconciliations: z.array(reconciliationSummary) }),
  },
  /** Asks Payven for its list, a page at a time (Payven guide, list). */
  'reconciliation.remote': {
    kind: 'query',
    input: z.object({
      connection_id: z.string().optional(),
      scope: z.enum(scopes).optional(),
      connector_config_id: z.string().optional(),
      merchant_id: z.string().optional(),
      bank_code: z.string().optional(),
      period: z.enum(periods).optional(),
      overall_status: z.enum(overallStatuses).optional(),
      page: z.int().min(1).default(1),
    }),
    output: z.object({ total: z.int(), has_next_page: z.boolean(), reconciliations: z.array(remoteReconciliation) }),
  },
  /** Reads one from Payven and keeps it, wherever it was started, with the days of its period where they are missing here. */
  'reconciliation.fetch': { kind: 'command', input: id.extend({ connection_id: z.string().optional() }), output: reconciliationSummary },
  'reconciliation.show': {
    kind: 'query',
    input: id.extend({
      discrepancy: z.string().optional(),
      detail_status: z.string().optional(),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(10_000).default(500),
    }),
    output: reconciliationSummary.extend({ total: z.int(), details: z.array(reconciliationDetail) }),
  },
  'reconciliation.resolve': {
    kind: 'command',
    input: decisionWish,
    output: resolveOutcome,
  },
  'reconciliation.finalize': {
    kind: 'command',
    input: id.extend({
      notes: z.string().max(4000).optional(),
      force_partial: z.boolean().default(false),
      confirmed: z.boolean(),
    }),
    output: reconciliationSummary,
  },
  'reconciliation.cancel': {
    kind: 'command',
    input: id.extend({ reason: z.string().min(1).max(4000), confirmed: z.boolean() }),
    output: reconciliationSummary,
  },
} as const satisfies Contract;
