import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDay } from '../../src/shared/day.ts';
import { pairNearest, type Timed } from '../../src/main/domain/matching/nearest.ts';
import { canonicalPieces, comparePlans, countVerdicts, type PayvenTransaction, type PlanLine, type SentRow, sumPlan } from '../../src/main/domain/matching/plan.ts';
import { matchAsPayven } from '../../src/main/domain/matching/twin.ts';

const seed = 20_260_504;
console.info(`matching properties: seed ${seed}`);
const options = { seed, numRuns: 300 };

/** All pairs ranked, the best still free taken first: slow and plainly right. */
function pairSlowly<T extends Timed>(left: readonly T[], right: readonly T[]): [T, T][] {
  const all = left.flatMap((l) => right.map((r): [T, T] => [l, r]));
  all.sort(([a, b], [c, d]) => Math.abs(a.at - b.at) - Math.abs(c.at - d.at) || a.rank - c.rank || b.rank - d.rank);
  const used = new Set<T>();
  return all.filter(([l, r]) => {
    if (used.has(l) || used.has(r)) return false;
    used.add(l);
    used.add(r);
    return true;
  });
}

const points = fc
  .array(fc.integer({ min: 0, max: 12 }), { maxLength: 14 })
  .map((times) => times.map((at, rank) => ({ at, rank })));

describe('the nearest pair first', () => {
  it('gives what trying every pair gives', () => {
    fc.assert(
      fc.property(points, points, (left, right) => {
        const key = ([l, r]: [Timed, Timed]): string => `${l.rank}-${r.rank}`;
        expect(pairNearest(left, right).map(key).sort()).toEqual(pairSlowly(left, right).map(key).sort());
      }),
      { seed, numRuns: 3000 },
    );
  });

  it('stays near n log n when everything has one key and one time', () => {
    const many = Array.from({ length: 60_000 }, (_, rank) => ({ at: 0, rank }));
    expect(pairNearest(many, many)).toHaveLength(many.length);
  });

  it('holds for more rows than a call has room for arguments', () => {
    const count = 200_000;
    const lines = match(
      Array.from({ length: count }, (_, index) => payvenSide({ amount: 100, at: noon + index, code: 'A', key: null, status: 0 }, index)),
      Array.from({ length: count }, (_, index) => bankSide({ amount: 100, at: noon + index, code: 'A', key: null, status: 0 }, index)),
    );
    expect(countVerdicts(lines)).toMatchObject({ matched: count });
  });
});

const noon = startOfDay('2026-05-04') + 43_200_000;
const few = (values: readonly (string | null)[]) => fc.constantFrom(...values);

const side = fc.record({
  amount: fc.constantFrom(100, 200, 300),
  at: fc.integer({ min: 0, max: 4 }).map((hours) => noon + hours * 3_600_000),
  code: few(['A', 'B', 'C', null]),
  key: few(['P1', 'P2', 'P3', null]),
  status: fc.integer({ min: 0, max: 3 }),
});

interface Side {
  readonly amount: number;
  readonly at: number;
  readonly code: string | null;
  readonly key: string | null;
  readonly status: number;
}

const payvenSide = (each: Side, index: number): PayvenTransaction => ({
  id: `t${String(index).padStart(6, '0')}`,
  created_at: each.at,
  amount: each.amount,
  currency: 'TRY',
  status: ['Completed', 'Refunded', 'Canceled', 'Failed'][each.status] ?? 'Completed',
  operation_type: 'Sale',
  provider_transaction_id: each.key,
  auth_code: each.code,
  external_merchant_id: null,
});

const bankSide = (each: Side, index: number): SentRow => ({
  import_id: 'i',
  row: index + 1,
  kind: 'sale',
  bank_transaction_id: each.key ?? `mm-i-${index + 1}`,
  amount: each.amount,
  status: (['completed', 'refunded', 'voided', 'approved'] as const)[each.status] ?? 'completed',
  transaction_at: each.at,
  time_known: true,
  merchant_external_id: null,
  auth_code: each.code,
});

const transactions = fc.array(side, { maxLength: 12 }).map((sides) => sides.map(payvenSide));
const rows = fc.array(side, { maxLength: 12 }).map((sides) => sides.map(bankSide));

const match = (t: readonly PayvenTransaction[], r: readonly SentRow[]): PlanLine[] =>
  matchAsPayven(t, r, { scope: 'Connector', periodEnd: noon + 10 * 86_400_000 });

const shuffled = <T>(items: readonly T[], by: number): T[] =>
  [...items].map((item, index) => ({ item, key: (index * 7919 + by * 104_729) % 1013 })).sort((a, b) => a.key - b.key).map(({ item }) => item);

describe('the plan', () => {
  it('uses each side exactly once and loses none', () => {
    fc.assert(
      fc.property(transactions, rows, (t, r) => {
        const lines = match(t, r);
        const considered = t.filter((each) => each.status !== 'Failed').map((each) => each.id);
        expect(lines.flatMap((line) => line.transaction_id ?? []).sort()).toEqual(considered.sort());
        expect(lines.flatMap((line) => line.row ?? []).sort((a, b) => a - b)).toEqual(r.map((each) => each.row));
        expect(Object.values(countVerdicts(lines)).reduce((a, b) => a + b, 0)).toBe(lines.length);
      }),
      options,
    );
  });

  it('is the same whatever the order of both sides', () => {
    fc.assert(
      fc.property(transactions, rows, fc.nat(1000), (t, r, by) => {
        expect(match(shuffled(t, by), shuffled(r, by))).toEqual(match(t, r));
      }),
      options,
    );
  });

  it('adds up to both sides in kuruş', () => {
    fc.assert(
      fc.property(transactions, rows, (t, r) => {
        const { amounts, buckets } = sumPlan(match(t, r));
        const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
        expect(amounts.bank).toBe(sum(r.map((each) => each.amount)));
        expect(amounts.db).toBe(sum(t.filter((each) => each.status !== 'Failed').map((each) => each.amount)));
        expect(sum(Object.values(buckets).map((bucket) => bucket.bank))).toBe(amounts.bank);
      }),
      options,
    );
  });

  it('does not touch other pairs when an unrelated row is added', () => {
    fc.assert(
      fc.property(transactions, rows, (t, r) => {
        const stranger: SentRow = { ...(r[0] ?? fallback), row: 999, bank_transaction_id: 'mm-i-999', auth_code: 'Z' };
        const pairs = (lines: readonly PlanLine[]): string[] =>
          lines.filter((line) => line.row !== 999).map((line) => `${line.verdict} ${line.transaction_id} ${line.row}`);
        expect(pairs(match(t, [...r, stranger])).sort()).toEqual(pairs(match(t, r)).sort());
      }),
      options,
    );
  });

  it('tells what changed between two plans, and nothing where nothing did', () => {
    fc.assert(
      fc.property(transactions, rows, (t, r) => {
        const before = match(t, r);
        expect(comparePlans(before, match(t, r))).toEqual([]);
        const paired = before.find((line) => line.transaction_id !== null);
        if (paired === undefined) return;
        const after = match(t.map((each) => (each.id === paired.transaction_id ? { ...each, amount: each.amount + 1 } : each)), r);
        expect(comparePlans(before, after).some((change) => change.transaction_id === paired.transaction_id)).toBe(true);
      }),
      options,
    );
  });

  it('has one canonical text for one input', () => {
    fc.assert(
      fc.property(transactions, rows, fc.nat(1000), (t, r, by) => {
        const plan = (lines: PlanLine[]) =>
          [...canonicalPieces({
            rules_version: 1,
            profiles: [],
            scope: 'Connector',
            connector_config_id: 'c',
            merchant_id: null,
            from: '2026-05-04',
            to: '2026-05-04',
            sent: r,
            not_sent: { out_of_period: 0, failed: 0, fees: 0, totals: 0, rejected: 0, left_out: 0, other_merchant: 0, instalments_grouped: 0, foreign_currency: 0, instalments: 0 },
            lines,
          })].join('');
        expect(plan(match(shuffled(t, by), shuffled(r, by)))).toBe(plan(match(t, r)));
      }),
      options,
    );
  });
});

const fallback: SentRow = {
  import_id: 'i',
  row: 1,
  kind: 'sale',
  bank_transaction_id: 'mm-i-1',
  amount: 1,
  status: 'completed',
  transaction_at: noon,
  time_known: true,
  merchant_external_id: null,
  auth_code: null,
};
