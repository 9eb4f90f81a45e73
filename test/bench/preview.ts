import type { PayvenTransaction, SentRow } from '../../src/main/domain/matching/plan.ts';
import { matchAsPayven } from '../../src/main/domain/matching/twin.ts';
import type { Measured } from './run.ts';

const NOON = Date.parse('2026-05-04T09:00:00Z');

function bothSides(count: number, code: (index: number) => string): [PayvenTransaction[], SentRow[]] {
  const transactions = Array.from({ length: count }, (_, index): PayvenTransaction => ({
    id: `t${String(index).padStart(9, '0')}`,
    created_at: NOON + index * 10,
    amount: 1000 + (index % 977),
    currency: 'TRY',
    status: 'Completed',
    operation_type: 'Sale',
    provider_transaction_id: null,
    auth_code: code(index),
    external_merchant_id: null,
  }));
  const rows = Array.from({ length: count }, (_, index): SentRow => ({
    import_id: 'i',
    row: index + 1,
    kind: 'sale',
    bank_transaction_id: `mm-i-${index + 1}`,
    amount: 1000 + (index % 977) + (index % 50 === 0 ? 1 : 0),
    status: 'completed',
    transaction_at: NOON + index * 10 + 3,
    time_known: true,
    merchant_external_id: null,
    auth_code: code(index),
  }));
  return [transactions, rows];
}

/** The least any matching must do: one hash join of the two sides on the code. */
function bareJoin(transactions: readonly PayvenTransaction[], rows: readonly SentRow[]): number {
  const start = performance.now();
  const byCode = Map.groupBy(transactions, (each) => each.auth_code);
  let found = 0;
  for (const row of rows) found += byCode.get(row.auth_code) === undefined ? 0 : 1;
  if (found !== rows.length) throw new Error('the bare join lost a row');
  return performance.now() - start;
}

function measure(step: string, count: number, code: (index: number) => string): Measured {
  const [transactions, rows] = bothSides(count, code);
  const bare = bareJoin(transactions, rows);
  const start = performance.now();
  const lines = matchAsPayven(transactions, rows, { scope: 'Connector', periodEnd: NOON + 86_400_000 });
  const ms = performance.now() - start;
  if (lines.length < count) throw new Error('the plan lost a line');
  return { step, rows: count, ms, against: 'bare hash join', ratio: ms / bare };
}

/** The twin over as many transactions as rows: codes as banks give them, and the worst there can be. */
export function benchPreview(rows: number): Promise<Measured[]> {
  return Promise.resolve([
    measure('preview, a code a row', rows, (index) => String(index)),
    measure('preview, a code in ten', rows, (index) => String(Math.floor(index / 10))),
    measure('preview, all codes equal', rows, () => 'X'),
  ]);
}
