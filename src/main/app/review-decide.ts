import type { InputOf } from '../../shared/contract/method.ts';
import type { decisionContract } from '../../shared/contract/decision.ts';
import { dayOf } from '../../shared/day.ts';
import { discrepancies, readEnum, transactionStatuses } from '../../shared/enums.ts';
import { AppError } from '../../shared/errors.ts';
import type { ReviewFilter } from '../../shared/review-filter.ts';
import { say } from '../../shared/text/say.ts';
import { transact } from '../db/database.ts';
import { type DecisionRow, insertDecisions, latestDecisions } from '../db/decisions.ts';
import { recordHistory } from '../db/history.ts';
import { detailById, type DetailRow, detailsOf, type KeptReconciliation } from '../db/reconciliations.ts';
import { newBatch, withdrawHalves } from '../db/review-batches.ts';
import { type Bucket, bucketsShown, detailsAt, isOpen, isUndecided, reviewOf } from '../db/review-query.ts';
import type { CommandContext } from './context.ts';
import { keptReconciliation, refuseClosed } from './reconciliation.ts';
import { ReviewViews } from './review-views.ts';

/** What is decided, and about which details. */
export type Wish = InputOf<(typeof decisionContract)['decision.make']>;

/** As many details can be paired by hand at once, all sides together. */
const MOST_PAIRED = 21;
/** As long as remarks may be (the contract's limit). */
const LONGEST_REMARKS = 2_000;

/** What an action needs beside itself (Payven guide, resolve). */
function checkAction({ action, adjusted_amount, applied_status, detail_ids, partner_ids }: Wish): string | null {
  if (partner_ids !== undefined && (action !== 'MarkMatched' || partedIds(detail_ids, partner_ids).length > MOST_PAIRED || detail_ids === undefined)) {
    throw new AppError('usage.partners', { most: MOST_PAIRED });
  }
  if (action === 'AdjustAmount' && adjusted_amount === undefined) throw new AppError('usage.missing', { name: 'amount' });
  if (action !== 'ForceStatus') return null;
  if (applied_status === undefined) throw new AppError('usage.missing', { name: 'applied-status' });
  const status = readEnum(transactionStatuses, applied_status);
  if (!transactionStatuses.some((known) => known === status)) {
    throw new AppError('usage.unknown_status', { status: applied_status, known: transactionStatuses.join(', ') });
  }
  return status;
}

const partedIds = (details: readonly string[] = [], partners: readonly string[] = []): string[] => [...new Set([...details, ...partners])];

/** The details named by a wish, each once; undefined where it names them otherwise. */
export const namedDetails = ({ detail_ids, partner_ids }: Wish): string[] | undefined =>
  detail_ids === undefined ? undefined : partedIds(detail_ids, partner_ids);

/** The details meant: named ones, all of which must still wait for an answer, or every undecided one of a view or a verdict. */
function targetsOf(context: CommandContext, kept: KeptReconciliation, input: Wish): DetailRow[] {
  const named = namedDetails(input);
  if (named !== undefined) return named.map(toDecide(context, kept, named));
  if (input.filter !== undefined) {
    refuseChanged(context, kept, input.filter, input.expected);
    const found = undecidedIn(context, kept, input.filter);
    if (found.length === 0) throw new AppError('state.nothing_undecided');
    return found;
  }
  if (input.discrepancy === undefined) throw new AppError('usage.missing', { name: 'detail' });
  const discrepancy = readEnum(discrepancies, input.discrepancy);
  if (!discrepancies.some((known) => known === discrepancy)) {
    throw new AppError('usage.unknown_discrepancy', { discrepancy: input.discrepancy, known: discrepancies.join(', ') });
  }
  const filter = { reconciliation_id: kept.id, discrepancy, detail_status: 'Pending' };
  const { details } = detailsOf(context.db, filter, { offset: 0, limit: -1 });
  if (details.length === 0) throw new AppError('state.nothing_pending', { discrepancy });
  const latest = latestDecisions(context.db, kept.id, details.map((detail) => detail.id));
  // One that was decided by itself keeps its own answer.
  return details.filter(({ id }) => !['local', 'queued'].includes(latest.get(id)?.state ?? ''));
}

function toDecide({ db }: CommandContext, kept: KeptReconciliation, ids: readonly string[]): (id: string) => DetailRow {
  const latest = latestDecisions(db, kept.id, ids);
  return (id) => {
    const detail = detailById(db, kept.id, id);
    if (detail === undefined) throw new AppError('usage.unknown_detail', { id });
    if (detail.detail_status !== 'Pending') {
      throw new AppError('state.not_pending', { id, status: detail.detail_status, action: detail.resolution_action });
    }
    if (latest.get(id)?.state === 'queued') throw new AppError('state.being_sent', { id });
    return detail;
  };
}

/** What a view shows that waits for the user. A conflict does too, but it is settled, not decided: it is left out here. */
export function undecidedIn(context: CommandContext, kept: KeptReconciliation, filter: ReviewFilter): DetailRow[] {
  const { db } = context;
  return shownBy(context, kept, filter, (bucket) => isUndecided(bucket) && isOpen(bucket)).flatMap((id) => detailById(db, kept.id, id) ?? []);
}

/** Ids of the details a view shows, of the buckets meant. */
function shownBy({ db, clock }: CommandContext, kept: KeptReconciliation, filter: ReviewFilter, meant: (bucket: Bucket) => boolean): string[] {
  const review = reviewOf(db, kept.id);
  if (review === undefined) return [];
  const views = new ReviewViews();
  const buckets = bucketsShown(views.buckets(db, review), filter).filter(meant);
  const places = views.places(db, review, { filter, sort: { by: 'plan', direction: 'up' }, today: dayOf(clock.now()) }, buckets);
  return detailsAt(db, review, places);
}

/** Nobody decides about details that were not there to be looked at. */
function refuseChanged(context: CommandContext, kept: KeptReconciliation, filter: ReviewFilter, expected: number | undefined): void {
  if (expected === undefined) return;
  const { length: found } = shownBy(context, kept, filter, () => true);
  if (found !== expected) throw new AppError('state.view_changed', { expected, found });
}

/** By what Payven's users will know a detail. */
const nameOf = ({ transaction_id, bank_transaction_id, id }: DetailRow): string => bank_transaction_id ?? transaction_id ?? id;

/** The remarks of a paired detail name the others: Payven has no field for them. */
function pairedRemarks({ language }: CommandContext, input: Wish, others: readonly DetailRow[]): string {
  const paired = say(language, 'remark.paired', { others: others.map(nameOf) });
  return [paired, input.remarks ?? ''].filter(Boolean).join(' · ').slice(0, LONGEST_REMARKS);
}

/** What a wish says of one detail. */
function decisionOf(context: CommandContext, input: Wish, targets: readonly DetailRow[], detail: DetailRow) {
  const others = input.partner_ids === undefined ? [] : targets.filter(({ id }) => id !== detail.id);
  return {
    detail_id: detail.id,
    action: input.action,
    // "The bank is right" is told with the bank's amount; whether Payven needs it nobody has confirmed.
    adjusted_amount: input.adjusted_amount ?? (input.action === 'AcceptBank' ? detail.bank_amount : null),
    remarks: others.length === 0 ? (input.remarks ?? null) : pairedRemarks(context, input, others),
    partners_json: others.length === 0 ? null : JSON.stringify(others.map(({ id }) => id)),
  };
}

/** Stores what was decided, as one batch; nothing leaves this computer. */
export function storeDecisions(context: CommandContext, id: string, input: Wish): DecisionRow[] {
  const { db, clock, ids, user } = context;
  const applied_status = checkAction(input);
  return transact(db, () => {
    const kept = keptReconciliation(db, id);
    refuseClosed(kept);
    const decided_at = clock.now();
    const targets = targetsOf(context, kept, input);
    if (targets.length === 0) return [];
    const batch = ids.uuid();
    newBatch(db, kept.id, { id: batch, action: input.action, made_at: decided_at });
    const common = { reconciliation_id: kept.id, applied_status, decided_at, decided_by: user, batch };
    const fresh = { state: 'local', message: null, outbox_id: null, conflict: null, replaces_at: null } as const;
    const decisions = targets.map((detail): DecisionRow => ({ id: ids.uuid(), ...common, ...fresh, ...decisionOf(context, input, targets, detail) }));
    insertDecisions(db, decisions);
    withdrawHalves(db, batch);
    const facts = { action: input.action, details: decisions.length, remarks: input.remarks ?? null };
    recordHistory(db, { at: decided_at, by: user, what: 'decision.made', subject: kept.id, facts });
    return decisions;
  });
}
