import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import type { reconciliationContract, ReconciliationHead } from '../../shared/contract/reconciliation.ts';
import { istanbulIso } from '../../shared/day.ts';
import { reconciliationById } from '../db/reconciliations.ts';
import type { ReconciliationAnswer } from '../payven/schemas.ts';
import type { QueryContext } from './context.ts';
import { connectionFor, payvenFor } from './payven.ts';

type Input = InputOf<(typeof reconciliationContract)['reconciliation.remote']>;
type Output = OutputOf<(typeof reconciliationContract)['reconciliation.remote']>;

/** What every view of a reconciliation shows, from Payven's answer or from what is kept of it. */
export function headOf(each: Omit<ReconciliationAnswer, 'details'>): ReconciliationHead {
  return {
    reconciliation_id: each.id,
    scope: each.scope,
    connector_config_id: each.connector_config_id,
    connector_config_name: each.connector_config_name,
    merchant_id: each.merchant_id,
    merchant_name: each.merchant_name,
    bank_code: each.bank_code,
    period: each.period,
    period_start: istanbulIso(each.period_start_at),
    period_end: istanbulIso(each.period_end_at),
    overall_status: each.overall_status,
    counts: {
      matched: each.matched_count,
      amount_mismatch: each.amount_mismatch_count,
      status_mismatch: each.status_mismatch_count,
      orphan_db: each.orphan_db_count,
      orphan_bank: each.orphan_bank_count,
    },
    total_db_amount: each.total_db_amount,
    total_bank_amount: each.total_bank_amount,
    created: istanbulIso(each.created_at),
  };
}

/** A page of Payven's own list, each marked where this computer has it. Nothing is stored. */
export async function remoteReconciliations(input: Input, context: QueryContext): Promise<Output> {
  const { connection_id, page, ...filters } = input;
  const client = payvenFor(context, connectionFor(context.db, connection_id));
  const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
  const answer = await client.reconciliationPage(given, page);
  return {
    total: answer.total_count,
    has_next_page: answer.has_next_page,
    reconciliations: answer.items.map((each) => ({ ...headOf(each), is_known: reconciliationById(context.db, each.id) !== undefined })),
  };
}
