import { expect } from 'vitest';
import { reconciliationContract, type ReconciliationDetail } from '../../src/shared/contract/reconciliation.ts';
import { reviewContract, type ReviewRow } from '../../src/shared/contract/review.ts';
import type { Desk } from '../../src/main/desk.ts';
import { call } from './desk.ts';

/** How far an answer has come, told from the detail as it is shown whole. */
function answerOf({ discrepancy, detail_status, decision }: ReconciliationDetail): ReviewRow['answer'] {
  if (decision?.conflict === 'open') return 'conflict';
  if (detail_status === 'AutoMatched' || discrepancy === 'Matched') return 'matched';
  if (decision?.state === 'local') return 'local';
  if (decision?.state === 'queued') return 'queued';
  if (decision?.state === 'refused' && decision.conflict === null) return 'refused';
  return detail_status !== 'Pending' || decision?.state === 'sent' ? 'sent' : 'none';
}

/** Ours as long as it is not settled; then what stands at Payven, whose word for an answer that was not given is no action. */
function actionOf(detail: ReconciliationDetail): string | null {
  const { decision, resolution_action } = detail;
  if (decision !== null && ['conflict', 'local', 'queued', 'refused'].includes(answerOf(detail))) return decision.action;
  if (resolution_action !== null && resolution_action !== 'None') return resolution_action;
  return decision?.state === 'sent' ? decision.action : null;
}

const lastFour = (card: string | null | undefined): string | null => card?.slice(-4) ?? null;

/** What the grid should show of a detail. */
const expected = (detail: ReconciliationDetail) => ({
  id: detail.id,
  verdict: detail.discrepancy,
  db_amount: detail.db_amount,
  bank_amount: detail.bank_amount,
  delta: (detail.bank_amount ?? 0) - (detail.db_amount ?? 0),
  status: detail.detail_status,
  answer: answerOf(detail),
  action: actionOf(detail),
  reason: detail.reason,
  card: detail.payven?.last4 ?? lastFour(detail.bank?.card),
  merchant: detail.payven?.merchant_name ?? null,
});

/** Holds the grid and the checklist against the details shown whole: the rows kept ready must say the same. */
export async function expectReviewIsTrue(desk: Desk, reconciliation_id: string): Promise<ReviewRow[]> {
  const of = { reconciliation_id };
  const shown = await call(desk, reconciliationContract, 'reconciliation.show', { ...of, limit: 10_000 });
  const rows: ReviewRow[] = [];
  for (;;) {
    const window = { filter: {}, sort: { by: 'plan', direction: 'up' }, offset: rows.length, limit: 1_000 };
    const next = await call(desk, reviewContract, 'review.rows', { ...of, ...window });
    rows.push(...next.rows);
    if (rows.length >= next.total || next.rows.length === 0) break;
  }
  const wanted = shown.details.map(expected);
  const byId = new Map(rows.map((row) => [row.id, row]));
  expect(rows).toHaveLength(wanted.length);
  expect(wanted.map(({ id }) => byId.get(id))).toMatchObject(wanted);
  const checklist = await call(desk, reviewContract, 'review.checklist', of);
  const count = (...answers: string[]): number => rows.filter((row) => answers.includes(row.answer)).length;
  expect(checklist).toMatchObject({ waiting: shown.waiting, conflicts: shown.conflicts, refused: count('refused') });
  expect(shown.waiting).toBe(count('local', 'queued'));
  expect(checklist.pending.rows).toBe(shown.pending);
  expect(checklist.undecided.rows).toBe(count('none', 'refused', 'conflict'));
  return rows;
}
