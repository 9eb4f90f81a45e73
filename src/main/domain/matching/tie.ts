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

/** What a detail and a line of the plan have in common. */
type Shared = Pick<AnsweredDetail, 'transaction_id' | 'bank_transaction_id' | 'bank_amount' | 'bank_status'>;

/** What a detail and a row of its id may be the same in, the closest first. */
const CLOSENESS: readonly ((shared: Shared, verdict: string | null) => readonly unknown[])[] = [
  (shared, verdict) => [shared.bank_transaction_id, shared.bank_amount, shared.bank_status, shared.transaction_id, verdict],
  (shared) => [shared.bank_transaction_id, shared.bank_amount, shared.bank_status],
  (shared) => [shared.bank_transaction_id],
];

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Rows by the detail that answers them: each row once, the closest first, whatever the order of the details. */
function tieRows(details: readonly AnsweredDetail[], lines: readonly PlanLine[]): Map<AnsweredDetail, PlanLine> {
  const tied = new Map<AnsweredDetail, PlanLine>();
  let open = details.filter(({ bank_transaction_id: id }) => id !== null).sort((a, b) => byText(a.id, b.id));
  let left = lines.filter(({ bank_transaction_id: id }) => id !== null).sort((a, b) => b.line - a.line);
  for (const keyOf of CLOSENESS) {
    const free = Map.groupBy(left, (line) => JSON.stringify(keyOf(line, line.verdict)));
    for (const detail of open) {
      const line = free.get(JSON.stringify(keyOf(detail, detail.discrepancy)))?.pop();
      if (line !== undefined) tied.set(detail, line);
    }
    const taken = new Set(tied.values());
    open = open.filter((detail) => !tied.has(detail));
    left = left.filter((line) => !taken.has(line));
  }
  return tied;
}

/**
 * Sets Payven's details against the plan. A detail with a bank side belongs to the
 * row of that id; where an id stands on several rows, by what else they have in common,
 * each row once, and marked ambiguous. One without belongs to the line of its
 * transaction, whether or not that line's row is answered too: Payven may answer a
 * previewed pair as two sides alone. The order of the details, which Payven does not
 * document, does not matter.
 */
export function tieDetails(
  details: readonly AnsweredDetail[],
  lines: readonly PlanLine[],
): { ties: Tie[]; unanswered: number } {
  const uses = new Map<string, number>();
  for (const { bank_transaction_id: id } of lines) if (id !== null) uses.set(id, (uses.get(id) ?? 0) + 1);
  const byTransaction = new Map(lines.flatMap((line) => (line.transaction_id === null ? [] : [[line.transaction_id, line] as const])));
  const byDetail = tieRows(details, lines);
  const answered = new Set<PlanLine>();
  const ties = details.map((detail): Tie => {
    const row = byDetail.get(detail);
    const line = row ?? (detail.bank_transaction_id === null ? byTransaction.get(detail.transaction_id ?? '') : undefined);
    if (line !== undefined) answered.add(line);
    return {
      id: detail.id,
      tie: row === undefined ? null : uses.get(row.bank_transaction_id ?? '') === 1 ? 'id' : 'ambiguous',
      import_id: row?.import_id ?? null,
      row: row?.row ?? null,
      preview_line: line?.line ?? null,
      agrees: line !== undefined && agrees(detail, line) ? 1 : 0,
    };
  });
  return { ties, unanswered: lines.filter((line) => !answered.has(line)).length };
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
