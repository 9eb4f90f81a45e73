import type { Day } from '../../shared/day.ts';
import type { DetailStatus, Discrepancy, OverallStatus } from '../../shared/enums.ts';
import { closedStatuses } from '../../shared/enums.ts';

/** One compared pair or orphan (seed page reconciliations/start). Kuruş; instants UTC ms. */
export interface Detail {
  id: string;
  transaction_id: string | null;
  bank_transaction_id: string | null;
  db_amount: number | null;
  bank_amount: number | null;
  db_status: string | null;
  bank_status: string | null;
  discrepancy: Discrepancy;
  detail_status: DetailStatus;
  resolution_action: string;
  adjusted_amount: number | null;
  applied_status: string | null;
  resolved_at: number | null;
  resolved_by: string | null;
  remarks: string | null;
}

/** A reconciliation as Payven keeps it (seed page reconciliations/start). Kuruş; instants UTC ms. */
export interface Reconciliation {
  id: string;
  scope: string;
  connector_config_id: string | null;
  connector_config_name: string | null;
  merchant_id: string | null;
  merchant_name: string | null;
  bank_code: string | null;
  period: string;
  period_start: number;
  period_end: number;
  reconciliation_date: Day;
  total_db_transactions: number;
  total_bank_transactions: number;
  total_db_amount: number;
  total_bank_amount: number;
  overall_status: OverallStatus;
  finalized_at: number | null;
  finalized_by: string | null;
  notes: string | null;
  created: number;
  details: Map<string, Detail>;
}

export const isClosed = (one: Reconciliation): boolean => closedStatuses.includes(one.overall_status);

/** Counts that follow from the details, so that they can never part from them. */
export function countsOf(one: Reconciliation): Record<string, number> {
  const counts = {
    matched_count: 0,
    amount_mismatch_count: 0,
    status_mismatch_count: 0,
    orphan_db_count: 0,
    orphan_bank_count: 0,
    resolved_count: 0,
    ignored_count: 0,
  };
  for (const { discrepancy, detail_status } of one.details.values()) {
    if (discrepancy === 'Matched') counts.matched_count += 1;
    else if (discrepancy === 'AmountMismatch') counts.amount_mismatch_count += 1;
    else if (discrepancy === 'StatusMismatch') counts.status_mismatch_count += 1;
    else if (discrepancy === 'OrphanDb') counts.orphan_db_count += 1;
    else counts.orphan_bank_count += 1;
    if (detail_status === 'Resolved') counts.resolved_count += 1;
    if (detail_status === 'Ignored') counts.ignored_count += 1;
  }
  return counts;
}
