import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, openReader } from '../../src/main/db/open.ts';
import { readingLedger, sharedLedger } from '../../src/main/db/request-ledger.ts';
import { temporaryFolder } from '../builders/bare.ts';

const LIMIT = { most: 3, within_ms: 60_000 };
const START = 1_750_000_000_000;

let folder: ReturnType<typeof temporaryFolder>;
let now = START;
const clock = { now: () => now, sleep: () => Promise.resolve() };
const closing: (() => void)[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  now = START;
});
afterEach(() => {
  for (const close of closing.splice(0)) close();
  folder.remove();
});

function open() {
  const database = openDatabase(folder.path);
  closing.push(() => database.close());
  return { ledger: sharedLedger(database.write, clock), database };
}

describe('the ledger of counted calls', () => {
  it('is one for every program on the data folder', () => {
    const [one, other] = [open().ledger, open().ledger];
    expect([one, other, one, other].map((each) => each.claim('token', 'x', now, LIMIT))).toEqual([null, null, null, START + 60_000]);
    expect(one.claim('token', 'y', now, LIMIT)).toBeNull();
    expect(one.claim('start', 'x', now, LIMIT)).toBeNull();
    now += 60_000;
    expect(other.claim('token', 'x', now, LIMIT)).toBeNull();
    expect(other.recent('token', 'x', START)).toEqual([START + 60_000]);
    expect(other.recent('token', 'x', START - 1)).toEqual([START, START, START, START + 60_000]);
  });

  it('never lets more through than the limit, in whatever order programs ask', () => {
    const seed = 20_260_505;
    console.info(`ledger: seed ${seed}`);
    const programs = [open().ledger, open().ledger, open().ledger];
    let key = 0;
    fc.assert(
      fc.property(fc.array(fc.record({ who: fc.nat(2), later: fc.integer({ min: 0, max: 30_000 }) }), { maxLength: 40 }), (asks) => {
        key += 1;
        const granted: number[] = [];
        for (const { who, later } of asks) {
          now += later;
          const free_at = programs[who]?.claim('token', String(key), now, LIMIT);
          if (free_at === null) granted.push(now);
          else expect(free_at).toBeGreaterThan(now);
        }
        for (const at of granted) expect(granted.filter((each) => each > at - LIMIT.within_ms && each <= at).length).toBeLessThanOrEqual(LIMIT.most);
      }),
      { seed, numRuns: 60 },
    );
  });

  it('forgets what no limit looks back to', () => {
    const { ledger, database } = open();
    ledger.record('token', 'x', now);
    now += 3_600_001;
    ledger.record('start', 'y', now);
    expect(database.read.prepare('SELECT count(*) FROM request_ledger').pluck().get()).toBe(1);
  });

  it('does not wait for a clock that was set back', () => {
    const { ledger } = open();
    for (let each = 0; each < 3; each += 1) ledger.record('token', 'x', now);
    now -= 1_000_000;
    expect(ledger.claim('token', 'x', now, LIMIT)).toBeNull();
  });

  it('can be read where it cannot be written, and counts its own calls there', () => {
    const { ledger } = open();
    const reader = openReader(folder.path);
    closing.push(() => reader.close());
    const reading = readingLedger(reader.read, clock);
    ledger.record('token', 'x', now);
    now += 1_000;
    expect(reading.claim('token', 'x', now, LIMIT)).toBeNull();
    expect(reading.claim('token', 'x', now, LIMIT)).toBeNull();
    expect(reading.claim('token', 'x', now, LIMIT)).toBe(START + 60_000);
    expect(reading.recent('token', 'x', START - 1)).toEqual([START, START + 1_000, START + 1_000]);
    expect(reading.recent('token', 'y', START - 1)).toEqual([]);
    expect(ledger.recent('token', 'x', START - 1)).toEqual([START]);
  });
});
