import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decisionContract } from '../../src/shared/contract/decision.ts';
import { reviewContract, type ReviewRow } from '../../src/shared/contract/review.ts';
import { bankStatuses, detailStatuses, discrepancies, transactionStatuses } from '../../src/shared/enums.ts';
import { causes } from '../../src/shared/evidence.ts';
import { answerStates, type ReviewFilter, type ReviewOrder, reviewOrders, type ReviewSort } from '../../src/shared/review-filter.ts';
import type { Desk } from '../../src/main/desk.ts';
import { call, jumpingClock, temporaryFolder, testDesk } from '../builders/desk.ts';
import { fillReview, REVIEWED } from '../builders/review-scene.ts';

const SEED = 20_260_501;
const DETAILS = 900;
const TODAY = '2026-06-15';
const of = { reconciliation_id: REVIEWED };

let folder: ReturnType<typeof temporaryFolder>;
let desk: Desk;
let all: ReviewRow[];

const rowsOf = (filter: ReviewFilter, sort: ReviewSort, offset = 0, limit = 1_000) => call(desk, reviewContract, 'review.rows', { ...of, filter, sort, offset, limit });
const PLAN: ReviewSort = { by: 'plan', direction: 'up' };

beforeAll(async () => {
  console.info(`review: seed ${SEED}`);
  folder = temporaryFolder();
  fillReview({ folder: folder.path, details: DETAILS, seed: SEED });
  const clock = { ...jumpingClock(), now: () => Date.parse(`${TODAY}T09:00:00+03:00`) };
  desk = testDesk(folder.path, { clock });
  const pending = (await rowsOf({}, PLAN)).rows.filter((row) => row.status === 'Pending');
  for (const [at, action] of ['AcceptDb', 'Ignore'].entries()) {
    const detail_ids = pending.filter((_, index) => index % 5 === at).map((row) => row.id);
    await call(desk, decisionContract, 'decision.make', { ...of, detail_ids, action });
  }
  all = (await rowsOf({}, PLAN)).rows;
});
afterAll(() => {
  desk.close();
  folder.remove();
});

const ordered = fc.constantFrom(...reviewOrders);
const sorts = fc.record({ by: ordered, direction: fc.constantFrom('up' as const, 'down' as const) });
const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
const days = fc.integer({ min: 1, max: 31 }).map((day) => `2026-05-${String(day).padStart(2, '0')}`);
const filters: fc.Arbitrary<ReviewFilter> = fc.record(
  {
    verdicts: some(discrepancies),
    causes: some(causes),
    statuses: some(detailStatuses),
    answers: some(answerStates),
    undecided: fc.boolean(),
    stake_from: fc.nat(50_000),
    stake_to: fc.nat(50_000),
    from: days,
    to: days,
    age_from: fc.integer({ min: 14, max: 46 }),
    card: fc.integer({ min: 0, max: 99 }).map(String),
    with_suggestion: fc.boolean(),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ReviewFilter>;

const within = (values: readonly string[] | undefined, value: string | null): boolean => values === undefined || (value !== null && values.includes(value));

/** The same filter, asked of rows as the page sees them. */
function passes(row: ReviewRow, filter: ReviewFilter): boolean {
  const { stake_from = 0, stake_to = Number.MAX_SAFE_INTEGER, from = '', to = '9', age_from = 0, card = '' } = filter;
  const day = row.date?.slice(0, 10) ?? '';
  return (
    within(filter.verdicts, row.verdict) &&
    within(filter.causes, row.cause) &&
    within(filter.statuses, row.status) &&
    within(filter.answers, row.answer) &&
    (filter.undecided === undefined || ['none', 'refused', 'conflict'].includes(row.answer) === filter.undecided) &&
    row.stake >= stake_from &&
    row.stake <= stake_to &&
    day >= from &&
    day <= to &&
    row.age_days >= age_from &&
    (card === '' || (row.card?.endsWith(card) ?? false)) &&
    (filter.with_suggestion === undefined || row.suggestions > 0 === filter.with_suggestion)
  );
}

type Key = number | string | null;
const rank = (known: readonly string[], value: string | null): Key => (value === null ? null : known.indexOf(value));
const keys: Partial<Record<ReviewOrder, (row: ReviewRow) => Key>> = {
  verdict: (row) => rank(discrepancies, row.verdict),
  cause: (row) => rank(causes, row.cause),
  code: (row) => row.auth_code,
  card: (row) => row.card,
  merchant: (row) => row.merchant,
  db_amount: (row) => row.db_amount,
  bank_amount: (row) => row.bank_amount,
  delta: (row) => row.delta,
  stake: (row) => row.stake,
  db_status: (row) => rank(transactionStatuses, row.db_status),
  bank_status: (row) => rank(bankStatuses, row.bank_status),
  status: (row) => rank(detailStatuses, row.status),
  answer: (row) => rank(answerStates, row.answer),
};
const turkish = new Intl.Collator('tr').compare;
const compareKeys = (a: Key, b: Key): number => (typeof a === 'string' && typeof b === 'string' ? turkish(a, b) : Number(a) - Number(b));

describe('a view of the review', () => {
  it('shows what its filter says, sums it, and gives every row once in windows', async () => {
    await fc.assert(
      fc.asyncProperty(filters, sorts, fc.integer({ min: 1, max: 400 }), async (filter, sort, limit) => {
        const wanted = all.filter((row) => passes(row, filter));
        const seen: string[] = [];
        for (let offset = 0; ; offset += limit) {
          const { total, sums, undecided, rows } = await rowsOf(filter, sort, offset, limit);
          expect(total).toBe(wanted.length);
          expect(sums.stake).toBe(wanted.reduce((sum, row) => sum + row.stake, 0));
          expect(undecided.rows).toBe(wanted.filter((row) => ['none', 'refused', 'conflict'].includes(row.answer)).length);
          seen.push(...rows.map((row) => row.id));
          if (rows.length < limit) break;
        }
        expect([...seen].sort()).toEqual(wanted.map((row) => row.id).sort());
        expect(new Set(seen).size).toBe(seen.length);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it.each(reviewOrders)('sorts by %s both ways, with nothing at the end and equals in a fixed order', async (by) => {
    const [up, down] = [(await rowsOf({}, { by, direction: 'up' })).rows, (await rowsOf({}, { by, direction: 'down' })).rows];
    const keyOf = keys[by];
    if (keyOf === undefined) return;
    const shownAt = new Map(all.map((row, index) => [row.id, index]));
    for (const [rows, sign] of [[up, 1], [down, -1]] as const) {
      for (const [index, row] of rows.entries()) {
        const next = rows[index + 1];
        if (next === undefined) break;
        const [a, b] = [keyOf(row), keyOf(next)];
        if (a === null) expect(b).toBeNull();
        else if (b !== null) {
          const order = compareKeys(a, b) * sign;
          expect(order, `${by}: ${a} before ${b}`).toBeLessThanOrEqual(0);
          if (order === 0 && row.merchant !== null) expect(shownAt.has(row.id) && shownAt.has(next.id)).toBe(true);
        }
      }
    }
    // Equal rows keep their order whichever way it is turned.
    const equal = (rows: readonly ReviewRow[], key: Key) => rows.filter((row) => keyOf(row) === key).map((row) => row.id);
    for (const key of new Set(up.slice(0, 20).map(keyOf))) expect(equal(down, key)).toEqual(equal(up, key));
  });

  it('puts first in the queue what waits, by money, age and evidence', async () => {
    const { rows } = await rowsOf({}, { by: 'queue', direction: 'up' });
    const waits = (row: ReviewRow): boolean => ['none', 'refused', 'conflict'].includes(row.answer);
    const first = rows.findIndex((row) => !waits(row));
    expect(rows.slice(first).some(waits)).toBe(false);
    const queue = rows.slice(0, first);
    for (const [index, row] of queue.entries()) {
      const next = queue[index + 1];
      if (next === undefined) break;
      expect(row.stake).toBeGreaterThanOrEqual(next.stake);
      if (row.stake === next.stake && row.date !== null && next.date !== null) expect(row.age_days).toBeGreaterThanOrEqual(next.age_days);
    }
  });

  it('counts each facet without its own part of the filter', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const facets = await call(desk, reviewContract, 'review.facets', { ...of, filter });
        const { verdicts: _, ...others } = filter;
        const wanted = Map.groupBy(all.filter((row) => passes(row, others)), (row) => row.verdict ?? '');
        expect(new Map(facets.verdicts.map((each) => [each.value, each.rows]))).toEqual(new Map([...wanted].map(([verdict, rows]) => [verdict, rows.length])));
        const { answers: __, ...rest } = filter;
        const answered = Map.groupBy(all.filter((row) => passes(row, rest)), (row) => row.answer);
        expect(new Map(facets.answers.map((each) => [each.value, each.stake]))).toEqual(
          new Map([...answered].map(([answer, rows]) => [answer, rows.reduce((sum, row) => sum + (row.answer === 'none' || row.answer === 'refused' || row.answer === 'conflict' ? row.stake : 0), 0)])),
        );
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  it.each([
    ['ÇARŞI', 'carsi'],
    ['Iğdır', 'IĞDIR'],
    ['igdir', 'ığdır'],
    ['SİPARİŞ-17', 'siparis-17'],
    ['öz ülkü', 'OZ ULKU'],
    ['İNCİ', 'ıncı'],
  ])('finds %s and %s alike', async (one, other) => {
    const [a, b] = [await rowsOf({ text: one }, PLAN), await rowsOf({ text: other }, PLAN)];
    expect(a.total).toBeGreaterThan(0);
    expect(a.total).toBeLessThan(DETAILS);
    expect(b).toEqual(a);
    expect(a.sums.rows).toBe(a.rows.length);
  });

  it('finds a row by the end of its card, however much of it is typed', async () => {
    const wanted = all.find((row) => row.card !== null)?.card ?? '';
    const whole = await rowsOf({ card: `4355 08** **** ${wanted}` }, PLAN);
    expect(whole.rows.length).toBeGreaterThan(0);
    expect(whole.rows.every((row) => row.card === wanted)).toBe(true);
  });

  it.each<ReviewFilter>([{ text: '\u0307' }, { text: '\u001f' }, { text: ' \u0301\u001f ' }, { card: '****' }, { card: 'kart' }])(
    'finds nothing by %j, and decides nothing by it',
    async (filter) => {
      expect((await rowsOf(filter, PLAN)).total).toBe(0);
      await expect(call(desk, decisionContract, 'decision.make', { ...of, filter, action: 'Ignore' })).rejects.toMatchObject({ code: 'state.nothing_undecided' });
      expect((await rowsOf({}, PLAN)).rows).toEqual(all);
    },
  );

  it('is narrowed by no card as long as none is typed', async () => {
    expect((await rowsOf({ card: ' ' }, PLAN)).total).toBe(DETAILS);
  });

  it('knows an age as far as there are days, and refuses another in words', async () => {
    expect((await rowsOf({ age_from: 100_000 }, PLAN)).total).toBe(0);
    await expect(rowsOf({ age_from: 100_001 }, PLAN)).rejects.toMatchObject({ code: 'usage.invalid' });
  });

  it('tells where a row stands, and the next that waits, around the end', async () => {
    const sort: ReviewSort = { by: 'date', direction: 'down' };
    const { rows } = await rowsOf({}, sort);
    const beforeOne = rows.findIndex((each, index) => index > 7 && each.answer === 'none') - 1;
    for (const index of [0, 7, beforeOne, rows.length - 1]) {
      const at = await call(desk, reviewContract, 'review.place', { ...of, filter: {}, sort, want: 'detail', detail_id: rows[index]?.id });
      expect(at).toEqual({ index, detail_id: rows[index]?.id });
      const next = await call(desk, reviewContract, 'review.place', { ...of, filter: {}, sort, want: 'undecided', after: index });
      const behind = [...rows.keys()].map((step) => (index + 1 + step) % rows.length).find((each) => rows[each]?.answer === 'none');
      expect(next).toEqual({ index: behind, detail_id: rows[behind ?? -1]?.id });
    }
    const none = await call(desk, reviewContract, 'review.place', { ...of, filter: {}, sort, want: 'conflict' });
    expect(none).toEqual({ index: null, detail_id: null });
  });

  it('names for selecting what may be decided, in the order shown', async () => {
    const sort: ReviewSort = { by: 'stake', direction: 'down' };
    const { rows } = await rowsOf({}, sort);
    const stretch = rows.slice(20, 121).filter((row) => row.status === 'Pending');
    const { ids, sums } = await call(desk, reviewContract, 'review.ids', { ...of, filter: {}, sort, from: 20, to: 120 });
    expect(ids).toEqual(stretch.map((row) => row.id));
    expect(sums).toEqual(await call(desk, reviewContract, 'review.sums', { ...of, detail_ids: ids }));
    expect(sums.delta).toBe(stretch.reduce((sum, row) => sum + row.delta, 0));
  });
});
