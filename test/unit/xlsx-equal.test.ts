import { describe, expect, it } from 'vitest';
import { generateWorld } from '../../src/sandbox/generator.ts';
import { layoutOf } from '../../src/sandbox/layouts/index.ts';
import { dateCell, garantiXlsx, xlsxBytes, yapiKrediXlsx } from '../builders/bank-files.ts';
import { byLibrary, streamed } from '../builders/xlsx-compare.ts';
import { generateWorkbook } from '../builders/xlsx-generator.ts';

const isFull = process.env['MUTABAKAT_FULL'] === '1';
const COUNT = isFull ? 1_000 : 150;
/** Fixed, so that what fails once fails again: seeds FIRST to FIRST + COUNT - 1. */
const FIRST = 20_261_121;

describe('our own reader and the library', () => {
  it(`give the same cells for ${COUNT} generated workbooks`, async () => {
    let cells = 0;
    for (let seed = FIRST; seed < FIRST + COUNT; seed += 1) {
      const { bytes } = generateWorkbook(seed, false);
      const ours = await streamed(bytes);
      expect(ours, `seed ${seed}`).toEqual(byLibrary(bytes));
      if (typeof ours !== 'string') for (const { rows } of ours) for (const row of rows) cells += row.length;
    }
    process.stdout.write(`xlsx: ${COUNT} workbooks from seed ${FIRST}, ${cells} cells equal\n`);
    // Workbooks without cells would prove nothing.
    expect(cells).toBeGreaterThan(COUNT * 50);
  });

  it(`give the same cells, or ours gives up, where ${COUNT} workbooks hold something odd`, async () => {
    const reasons = new Map<string, Set<string>>();
    let equal = 0;
    for (let seed = FIRST; seed < FIRST + COUNT; seed += 1) {
      const { bytes, odd } = generateWorkbook(seed, true);
      const ours = await streamed(bytes);
      if (typeof ours === 'string') {
        reasons.set(odd ?? '', (reasons.get(odd ?? '') ?? new Set()).add(ours));
        continue;
      }
      equal += 1;
      expect(ours, `seed ${seed}, ${odd}`).toEqual(byLibrary(bytes));
    }
    // What is odd may have had no row to stand in; mostly it had one.
    expect(equal).toBeLessThan(COUNT / 5);
    expect([...reasons.keys()].length).toBeGreaterThan(14);
  });

  it('give the same cells for every layout of the sandbox', async () => {
    for (const bank of ['garanti', 'yapikredi'] as const) {
      for (const seed of [1, 2, 3]) {
        const world = generateWorld({ seed, transactions: 300, bank, variant: 'standard' });
        const bytes = new Uint8Array(layoutOf(bank).write(world.rows, 'standard'));
        expect(await streamed(bytes)).toEqual(byLibrary(bytes));
      }
    }
  });

  it.each<[string, () => Uint8Array]>([
    ['Garanti', () => garantiXlsx(true)],
    ['Garanti without codes', () => garantiXlsx(false)],
    ['Yapı Kredi', () => yapiKrediXlsx()],
    ['a far corner', () => xlsxBytes([{ name: 'A', rows: [['x', 1], [], ['y', 2]], origin: 'C5' }])],
    ['dates, truths and errors', () => xlsxBytes([{ name: 'A', rows: [[dateCell('2026-05-03'), true, false, { t: 'e', v: 0x2a }, -0, 1e21, 0.1, '__proto__']] }], true)],
    ['hidden sheets', () => xlsxBytes([{ name: 'A', rows: [['x']], hidden: true }, { name: 'B', rows: [] }])],
  ])('give the same cells for %s', async (_, make) => {
    const bytes = make();
    expect(await streamed(bytes)).toEqual(byLibrary(bytes));
  });
});
