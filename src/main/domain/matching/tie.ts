import type { PlanLine } from './plan.ts';

/** What of a detail the tie needs; amounts in kuruş. */
export interface AnsweredDetail {
  readonly id: string;
  readonly transaction_id: string | null;
  readonly bank_transaction_id: string | null;
  readonly bank_amount: number | null;
  readonly bank_status: string | null;
  readonly discrepancy: string | null;
}

/** A detail's place in the plan: its row, its line, and whether it says what was previewed. */
export interface Tie {
  readonly id: string;
  readonly tie: 'id' | 'ambiguous' | null;
  readonly import_id: string | null;
  readonly row: number | null;
  readonly preview_line: number | null;
  readonly agrees: number;
}

/**
 * Sets Payven's details against the plan. A detail with a bank side belongs to the
 * row of that id; where an id stands on several rows, by (id, amount, status), each
 * row once, and marked ambiguous. One without belongs to the line of its transaction.
 */
export function tieDetails(
  details: readonly AnsweredDetail[],
  lines: readonly PlanLine[],
): { ties: Tie[]; unanswered: number } {
  const byBankId = Map.groupBy(
    lines.filter((line) => line.bank_transaction_id !== null),
    (line) => line.bank_transaction_id,
  );
  const byTransaction = new Map(
    lines.filter((line) => line.transaction_id !== null).map((line) => [line.transaction_id, line]),
  );
  const answered = new Set<PlanLine>();
  const ties = details.map((detail): Tie => {
    const candidates = detail.bank_transaction_id === null ? [] : (byBankId.get(detail.bank_transaction_id) ?? []);
    const line =
      candidates.length > 0
        ? bestLine(candidates, detail, answered)
        : detail.bank_transaction_id === null
          ? byTransaction.get(detail.transaction_id)
          : undefined;
    if (line !== undefined) answered.add(line);
    const tied = candidates.length > 0 && line !== undefined;
    return {
      id: detail.id,
      tie: tied ? (candidates.length === 1 ? 'id' : 'ambiguous') : null,
      import_id: tied ? line.import_id : null,
      row: tied ? line.row : null,
      preview_line: line?.line ?? null,
      agrees: line !== undefined && agrees(detail, line) ? 1 : 0,
    };
  });
  return { ties, unanswered: lines.filter((line) => !answered.has(line)).length };
}

function bestLine(
  candidates: readonly PlanLine[],
  detail: AnsweredDetail,
  answered: ReadonlySet<PlanLine>,
): PlanLine | undefined {
  const free = candidates.filter((line) => !answered.has(line));
  return (
    free.find((line) => line.bank_amount === detail.bank_amount && line.bank_status === detail.bank_status) ?? free[0]
  );
}

function agrees(detail: AnsweredDetail, line: PlanLine): boolean {
  return (
    detail.discrepancy === line.verdict &&
    detail.transaction_id === line.transaction_id &&
    detail.bank_transaction_id === line.bank_transaction_id
  );
}

/**
 * Whether a reconciliation's details hold exactly the rows that were sent, as a
 * multiset of (id, amount): the proof needed before one found later is taken for ours.
 */
export function holdsExactly(
  details: readonly Pick<AnsweredDetail, 'bank_transaction_id' | 'bank_amount'>[],
  sent: readonly { readonly bank_transaction_id: string; readonly amount: number }[],
): boolean {
  const open = new Map<string, number>();
  for (const row of sent) {
    const key = `${row.amount} ${row.bank_transaction_id}`;
    open.set(key, (open.get(key) ?? 0) + 1);
  }
  let found = 0;
  for (const { bank_transaction_id, bank_amount } of details) {
    if (bank_transaction_id === null) continue;
    const key = `${bank_amount} ${bank_transaction_id}`;
    const left = open.get(key) ?? 0;
    if (left === 0) return false;
    open.set(key, left - 1);
    found += 1;
  }
  return found === sent.length;
}
