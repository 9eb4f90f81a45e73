import { describe, expect, it } from 'vitest';
import { maskOf, type ReviewColumns, sumPlaces, talliesOf } from '../../src/main/db/review-columns.ts';
import { sortedBy } from '../../src/main/db/review-order.ts';
import { randomOf } from '../builders/files-mutations.ts';

const SEED = 20261121;
const none = Number.NaN;

/** What a sort promises, said plainly: by number, what is equal as it stood, what has none last. */
function plainly(places: readonly number[], of: Float64Array, down: boolean): number[] {
  const numberAt = (place: number): number => of[place] ?? none;
  const known = places.filter((place) => !Number.isNaN(numberAt(place)));
  const unknown = places.filter((place) => Number.isNaN(numberAt(place)));
  return [...known.sort((a, b) => (down ? -1 : 1) * (numberAt(a) - numberAt(b))), ...unknown];
}

describe('places by a number each', () => {
  // Few values for ties; a month of instants; more than one double holds beside a position.
  const ranges = { ties: 4, instants: 2_678_400_000, huge: Number.MAX_SAFE_INTEGER } as const;
  it.each(Object.entries(ranges))('are sorted as plainly said, both ways: %s', (_name, range) => {
    const random = randomOf(SEED);
    for (let round = 0; round < 40; round += 1) {
      const count = Math.floor(random() * 400);
      const of = Float64Array.from({ length: count }, () => (random() < 0.1 ? none : Math.floor((random() - 0.5) * range)));
      const places = Array.from(of.keys()).filter(() => random() < 0.8);
      for (const down of [false, true]) {
        expect([...sortedBy(Int32Array.from(places), { of, down })], `seed ${SEED}, round ${round}`).toEqual(plainly(places, of, down));
      }
    }
  });
  it('stay as they are where they stand in order already', () => {
    expect([...sortedBy(Int32Array.of(0, 1, 2, 3), { of: Float64Array.of(1, none, 1, 2), down: false })]).toEqual([0, 2, 3, 1]);
  });
});

describe('columns of a review', () => {
  const columns: ReviewColumns = {
    bucket: Int32Array.of(1, 0, 2, 1),
    stake: Float64Array.of(100, 0, 50, 7),
    db_amount: Float64Array.of(100, 0, 200, none),
    bank_amount: Float64Array.of(none, 0, 150, 7),
    at: new Float64Array(4),
    line: new Float64Array(4),
    sureness: new Uint8Array(4),
  };
  it('are summed by bucket, a side that is not there as nothing, and no row where none is', () => {
    expect([...talliesOf(columns, null)]).toEqual([
      [1, { rows: 2, db: 100, bank: 7, delta: -93, stake: 107 }],
      [2, { rows: 1, db: 200, bank: 150, delta: -50, stake: 50 }],
    ]);
    expect([...talliesOf(columns, maskOf(columns, [2]))]).toEqual([[2, { rows: 1, db: 200, bank: 150, delta: -50, stake: 50 }]]);
    expect(sumPlaces(columns, Int32Array.of(3))).toEqual({ rows: 1, db: 0, bank: 7, delta: 7, stake: 7 });
  });
  it('refuse a sum that can no longer be exact', () => {
    const huge = { ...columns, stake: Float64Array.of(Number.MAX_SAFE_INTEGER, 0, 0, 1) };
    expect(() => talliesOf(huge, null)).toThrow(expect.objectContaining({ code: 'state.sum_too_large' }));
  });
});
