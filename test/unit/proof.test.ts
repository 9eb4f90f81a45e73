import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvidenceRow } from '../../src/main/domain/matching/evidence/sides.ts';
import { type ProofInput, proveSides } from '../../src/main/domain/matching/proof.ts';
import { isProven } from '../../src/shared/proof.ts';
import { selectRows } from '../../src/main/domain/matching/request.ts';
import { matchAsPayven } from '../../src/main/domain/matching/twin.ts';
import type { NotSent, PreviewProof } from '../../src/shared/contract/preview.ts';
import { proof as schema } from '../../src/shared/contract/preview.ts';
import { rowKinds } from '../../src/shared/enums.ts';
import { endOfDay } from '../../src/shared/day.ts';
import { bankRow, from, hour, noon, to, transaction } from '../builders/explained-plan.ts';

const seed = 20_260_506;
console.info(`proof: seed ${seed}`);
const options = { seed, numRuns: 300 };

const few = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const ofPayven = fc.record({
  amount: fc.integer({ min: 0, max: 90_000 }),
  currency: few('TRY', 'TRY', null, 'USD'),
  status: few('Completed', 'Refunded', 'Canceled', 'Failed', 'Created'),
  auth_code: few('A', 'B', 'C', null),
});
const ofBank = fc.record({
  amount: few(15_000, 14_700, 300, 1, null),
  currency: few('TRY', 'TRY', 'TRY', null, 'EUR'),
  kind: fc.constantFrom(...rowKinds),
  auth_code: few('A', 'B', 'C', null),
  transaction_at: few(noon, noon, noon + hour, noon - 100 * hour, null),
  left_out: few(false, false, true),
});
/** Sales in instalments as parts of 10,00 TL, whole or with a part missing. */
const instalments = fc.array(fc.tuple(fc.nat(3), few(2, 3), fc.boolean()), { maxLength: 3 });
const elsewhere = fc.record({ rows: fc.nat(5), amount: fc.nat(50_000) });

const lira = (rows: readonly { amount: number | null; currency: string | null }[], unnamed: string | null): number =>
  rows.reduce((sum, { amount, currency }) => sum + ((currency ?? unnamed) === 'TRY' ? (amount ?? 0) : 0), 0);

/** A plan as the program makes it, with totals counted from the records themselves. */
const someInput = fc.tuple(fc.array(ofPayven, { maxLength: 12 }), fc.array(ofBank, { maxLength: 12 }), instalments, elsewhere).map(([t, r, sales, other]): ProofInput<EvidenceRow> => {
  const transactions = t.map((wish, index) => transaction(`t${index}`, wish));
  const parts = sales.flatMap(([code, count, whole], sale) =>
    Array.from({ length: whole ? count : count - 1 }, (_, no): Partial<EvidenceRow> => ({
      auth_code: `S${code}-${sale}`,
      amount: 1_000,
      installment_no: no + 1,
      installment_count: count,
      instalment_part: true,
    })),
  );
  const rows = [...r, ...parts].map((wish, index) => bankRow(index + 1, wish));
  const kept = new Map<EvidenceRow, keyof NotSent>();
  const merchants = { scope: 'Connector', connector_config_id: 'c', merchant_external_id: null, mappings: new Map(), split: false } as const;
  const { sent } = selectRows(rows, { from, to }, { merchants, printed: () => 'parts' }, (row, bucket) => kept.set(row as EvidenceRow, bucket));
  return {
    lines: matchAsPayven(transactions, sent, { scope: 'Connector', periodEnd: endOfDay(to) }),
    rows,
    kept,
    transactions,
    elsewhere: other,
    totals: {
      bank: { rows: rows.length, amount: lira(rows.filter(({ kind }) => kind !== 'total'), null) },
      payven: { rows: transactions.length + other.rows, amount: lira(transactions, 'TRY') + other.amount },
    },
  };
});

const summed = ({ verdicts, apart }: PreviewProof['bank']): { rows: number; amount: number } =>
  [...Object.values(verdicts), ...Object.values(apart)].reduce((sum, part) => ({ rows: sum.rows + part.rows, amount: sum.amount + part.amount }), { rows: 0, amount: 0 });

describe('both sides whole', () => {
  it('add up, rows and kuruş, part by part', () => {
    fc.assert(
      fc.property(someInput, (input) => {
        const proof = proveSides(input);
        expect(schema.parse(proof)).toEqual(proof);
        for (const side of ['bank', 'payven'] as const) {
          expect(proof[side].unaccounted).toEqual({ rows: 0, amount: 0 });
          expect(proof[side].where).toEqual([]);
          expect(summed(proof[side])).toEqual(input.totals[side]);
        }
        expect(isProven(proof)).toBe(true);
      }),
      options,
    );
  });

  it('hold the instalments of a sale that is sent as one, each with its own amount', () => {
    const rows = [1, 2, 3].map((no) => bankRow(no, { auth_code: 'A', amount: 5_000, installment_no: no, installment_count: 3, instalment_part: true }));
    const kept = new Map<EvidenceRow, keyof NotSent>();
    const merchants = { scope: 'Connector', connector_config_id: 'c', merchant_external_id: null, mappings: new Map(), split: false } as const;
    const { sent } = selectRows(rows, { from, to }, { merchants, printed: () => 'parts' }, (row, bucket) => kept.set(row as EvidenceRow, bucket));
    const transactions = [transaction('t', { auth_code: 'A' })];
    const lines = matchAsPayven(transactions, sent, { scope: 'Connector', periodEnd: endOfDay(to) });
    const proof = proveSides({ lines, rows, kept, transactions, elsewhere: { rows: 0, amount: 0 }, totals: { bank: { rows: 3, amount: 15_000 }, payven: { rows: 1, amount: 15_000 } } });
    expect(proof.bank.verdicts.Matched).toEqual({ rows: 1, amount: 5_000 });
    expect(proof.bank.apart['instalments_grouped']).toEqual({ rows: 2, amount: 10_000 });
    expect(isProven(proof)).toBe(true);
  });

  it('tell a line that is lost, and name what it held', () => {
    fc.assert(
      fc.property(someInput, fc.nat(), (input, at) => {
        const lost = input.lines[at % Math.max(input.lines.length, 1)];
        fc.pre(lost !== undefined);
        const proof = proveSides({ ...input, lines: input.lines.filter((line) => line !== lost) });
        expect(isProven(proof)).toBe(false);
        expect(proof.bank.where).toEqual(lost?.row === null ? [] : [`i ${lost?.row}`]);
        expect(proof.payven.where).toEqual(lost?.transaction_id === null ? [] : [lost?.transaction_id]);
        expect([proof.bank.unaccounted.rows, proof.payven.unaccounted.rows]).toEqual([proof.bank.where.length, proof.payven.where.length]);
      }),
      options,
    );
  });

  it('tell a row that would be sent with another amount than its own, even where the sum is right', () => {
    fc.assert(
      fc.property(someInput, fc.integer({ min: 1, max: 900 }), (input, kurus) => {
        const single = input.lines.filter((line) => line.row !== null && line.parts === undefined);
        const [one, other] = single;
        fc.pre(one !== undefined && other !== undefined);
        const changed = input.lines.map((line) =>
          line === one ? { ...line, bank_amount: (line.bank_amount ?? 0) + kurus } : line === other ? { ...line, bank_amount: (line.bank_amount ?? 0) - kurus } : line,
        );
        const proof = proveSides({ ...input, lines: changed });
        expect(proof.bank.unaccounted).toEqual({ rows: 0, amount: 0 });
        expect(proof.bank.where).toEqual([`i ${one?.row}`, `i ${other?.row}`].sort());
        expect(isProven(proof)).toBe(false);
      }),
      options,
    );
  });

  it('tell a line that is there twice', () => {
    fc.assert(
      fc.property(someInput, fc.nat(), (input, at) => {
        const twice = input.lines[at % Math.max(input.lines.length, 1)];
        fc.pre(twice !== undefined);
        const proof = proveSides({ ...input, lines: twice === undefined ? input.lines : [...input.lines, twice] });
        expect(isProven(proof)).toBe(false);
        expect(proof.bank.unaccounted.rows + proof.payven.unaccounted.rows).toBe(-proof.bank.where.length - proof.payven.where.length);
        expect(proof.bank.where.length + proof.payven.where.length).toBeGreaterThan(0);
      }),
      options,
    );
  });

  it('tell one row put in the place of another, though all sums are right', () => {
    const rows = [bankRow(1), bankRow(2)];
    const lines = matchAsPayven([], [], { scope: 'Connector', periodEnd: endOfDay(to) });
    const kept = new Map([[rows[0] ?? bankRow(1), 'failed' as const], [bankRow(1), 'fees' as const]]);
    const proof = proveSides({ lines, rows, kept, transactions: [], elsewhere: { rows: 0, amount: 0 }, totals: { bank: { rows: 2, amount: 30_000 }, payven: { rows: 0, amount: 0 } } });
    expect(proof.bank.unaccounted).toEqual({ rows: 0, amount: 0 });
    expect(proof.bank.where).toEqual(['i 1', 'i 2']);
    expect(isProven(proof)).toBe(false);
  });

  it('tell a row that is in a verdict and apart as well', () => {
    fc.assert(
      fc.property(someInput, (input) => {
        const line = input.lines.find(({ row }) => row !== null);
        const row = input.rows.find((each) => each.row === line?.row);
        fc.pre(row !== undefined);
        const kept = new Map(input.kept);
        if (row !== undefined) kept.set(row, 'fees');
        const { bank } = proveSides({ ...input, kept });
        expect(bank.where).toEqual([`i ${row?.row}`]);
        expect(bank.unaccounted.rows).toBe(-1);
      }),
      options,
    );
  });

  it('tell what the tables hold beyond what was gathered, and kuruş alone', () => {
    fc.assert(
      fc.property(someInput, few('bank' as const, 'payven' as const), few('rows' as const, 'amount' as const), (input, side, what) => {
        const total = { ...input.totals[side], [what]: input.totals[side][what] + 1 };
        const proof = proveSides({ ...input, totals: { ...input.totals, [side]: total } });
        expect(proof[side].unaccounted).toEqual({ rows: 0, amount: 0, [what]: 1 });
        expect(isProven(proof)).toBe(false);
      }),
      options,
    );
  });

  it('name at most twenty places, and always the same', () => {
    const rows = Array.from({ length: 50 }, (_, index) => bankRow(index + 1));
    const input = { lines: [], rows, kept: new Map(), transactions: [], elsewhere: { rows: 0, amount: 0 }, totals: { bank: { rows: 50, amount: 750_000 }, payven: { rows: 0, amount: 0 } } };
    expect(proveSides(input).bank.where).toHaveLength(20);
    expect(proveSides({ ...input, rows: rows.toReversed() })).toEqual(proveSides(input));
  });
});
