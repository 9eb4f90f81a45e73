import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scope } from '../../src/shared/enums.ts';
import type { PayvenTransaction, PlanLine, SentRow } from '../../src/main/domain/matching/plan.ts';
import { canonicalOrder } from '../../src/main/domain/matching/request.ts';
import { matchAsPayven, statusesAgree } from '../../src/main/domain/matching/twin.ts';

const seed = 20_261_121;
console.info(`matching, slowly: seed ${seed}`);

interface Pair {
  readonly transaction: string;
  readonly row: number;
  readonly by: string;
}

/** The rules in their own words: every pair is looked at, in every pass and tier, and the best one still free is taken. */
function pairSlowly(transactions: readonly PayvenTransaction[], rows: readonly SentRow[], scope: Scope): Pair[] {
  const sent = rows.toSorted(canonicalOrder);
  const free = new Set<object>([...transactions.filter((each) => each.status !== 'Failed' && each.currency !== 'USD'), ...sent]);
  const same = (a: string | null, b: string | null): boolean => a !== null && a !== '' && a === b;
  const pairs: Pair[] = [];
  for (const by of ['id', 'code'] as const) {
    const wants = (t: PayvenTransaction, r: SentRow): boolean =>
      (scope === 'Connector' || same(t.external_merchant_id, r.merchant_external_id)) &&
      (by === 'id' ? same(t.provider_transaction_id, r.bank_transaction_id) : same(t.auth_code, r.auth_code));
    const all = transactions.flatMap((t) => sent.map((r, rank) => ({ t, r, rank, far: Math.abs(t.created_at - r.transaction_at) }))).filter(({ t, r }) => wants(t, r));
    all.sort((a, b) => a.far - b.far || (a.t.id < b.t.id ? -1 : a.t.id > b.t.id ? 1 : 0) || a.rank - b.rank);
    const tiers = [(t: PayvenTransaction, r: SentRow) => t.amount === r.amount && statusesAgree(t.status, r.status), (t: PayvenTransaction, r: SentRow) => t.amount === r.amount, () => true];
    for (const tier of tiers) {
      for (const { t, r } of all) {
        if (!free.has(t) || !free.has(r) || !tier(t, r)) continue;
        free.delete(t);
        free.delete(r);
        pairs.push({ transaction: t.id, row: r.row, by });
      }
    }
  }
  return pairs.sort((a, b) => a.row - b.row);
}

const pairsOf = (lines: readonly PlanLine[]): Pair[] =>
  lines
    .flatMap(({ transaction_id, row, reason }) => (transaction_id === null || row === null ? [] : [{ transaction: transaction_id, row, by: reason.by }]))
    .sort((a, b) => a.row - b.row);

const ids = fc.constantFrom(null, null, '', 'P1', 'P2', 'mm-i-1', 'mm-i-3');
const codes = fc.constantFrom(null, '', 'A', 'A', 'B');
const merchants = fc.constantFrom(null, '', 'M1', 'M1', 'M2');
const shared = { amount: fc.constantFrom(100, 200), at: fc.integer({ min: 0, max: 6 }) };

const transactions = fc
  .array(
    fc.record({
      ...shared,
      status: fc.constantFrom('Completed', 'Completed', 'Refunded', 'Canceled', 'Failed'),
      currency: fc.constantFrom('TRY', 'TRY', null, 'USD'),
      provider_transaction_id: ids,
      auth_code: codes,
      external_merchant_id: merchants,
    }),
    { maxLength: 14 },
  )
  .chain((all) => fc.shuffledSubarray(all.map(({ at, ...each }, index): PayvenTransaction => ({ ...each, id: `t${10 + index}`, created_at: at, operation_type: 'Sale' }))));

const rows = fc
  .array(
    fc.record({ ...shared, status: fc.constantFrom('completed', 'approved', 'refunded', 'voided', 'declined'), id: ids, auth_code: codes, merchant_external_id: merchants }),
    { maxLength: 14 },
  )
  .map((all) =>
    all.map(({ at, id, ...each }, index): SentRow => ({ ...each, import_id: 'i', row: index + 1, kind: 'sale', bank_transaction_id: id ?? `mm-i-${index + 1}`, transaction_at: at, time_known: true })),
  );

describe('the matching, against its rules read slowly', () => {
  it.each(['Connector', 'Merchant'] as const)('pairs what trying every pair gives, under %s scope', (scope) => {
    fc.assert(
      fc.property(transactions, rows, (t, r) => {
        expect(pairsOf(matchAsPayven(t, r, { scope, periodEnd: 100 }))).toEqual(pairSlowly(t, r, scope));
      }),
      { seed, numRuns: 2000 },
    );
  });
});

const sale = (id: string, over: Partial<PayvenTransaction> = {}): PayvenTransaction => ({
  id,
  created_at: 0,
  amount: 100,
  currency: 'TRY',
  status: 'Completed',
  operation_type: 'Sale',
  provider_transaction_id: null,
  auth_code: null,
  external_merchant_id: null,
  ...over,
});

const printed = (row: number, over: Partial<SentRow> = {}): SentRow => ({
  import_id: 'i',
  row,
  kind: 'sale',
  bank_transaction_id: `mm-i-${row}`,
  amount: 100,
  status: 'completed',
  transaction_at: 0,
  time_known: true,
  merchant_external_id: null,
  auth_code: null,
  ...over,
});

const match = (t: readonly PayvenTransaction[], r: readonly SentRow[]): PlanLine[] => matchAsPayven(t, r, { scope: 'Connector', periodEnd: 100 });

describe('what the lines say of it', () => {
  it('finds a provider id that looks like one of ours', () => {
    const [line] = match([sale('t', { provider_transaction_id: 'mm-7' })], [printed(1, { bank_transaction_id: 'mm-7' })]);
    expect(line).toMatchObject({ verdict: 'Matched', reason: { by: 'id', key: 'mm-7' } });
  });

  it('names the rule also where a pair is only free because of an earlier contest', () => {
    const lines = match(
      [sale('a', { provider_transaction_id: 'P' }), sale('b', { provider_transaction_id: 'P', auth_code: 'Y', amount: 200 })],
      [printed(1, { bank_transaction_id: 'P' }), printed(2, { auth_code: 'Y', amount: 200 })],
    );
    expect(lines.map(({ transaction_id, reason, assumptions }) => [transaction_id, reason.by, assumptions])).toEqual([
      ['a', 'id', ['candidate_order']],
      ['b', 'code', ['candidate_order']],
    ]);
  });

  it('says of who lost a contest which key was taken', () => {
    const code = { auth_code: 'A' };
    const taken = { reason: { by: 'taken', key: 'A' }, assumptions: ['candidate_order'] };
    expect(match([sale('t', code)], [printed(1, code), printed(2, code)])).toMatchObject([{ row: 1, verdict: 'Matched' }, { row: 2, ...taken }]);
    expect(match([sale('t', code), sale('u', code)], [printed(1, code)])).toMatchObject([{ transaction_id: 't' }, { transaction_id: 'u', ...taken }]);
  });

  it("puts what is Payven's alone behind the rows, by time, then by id", () => {
    const alone = [sale('c', { created_at: 1 }), sale('b', { created_at: 2 }), sale('a', { created_at: 2 })];
    expect(match(alone, [printed(9)]).map(({ line, transaction_id }) => [line, transaction_id])).toEqual([[1, null], [2, 'c'], [3, 'a'], [4, 'b']]);
  });
});
