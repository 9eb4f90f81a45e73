import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bankRow } from '../../src/shared/bank-row.ts';
import { importContract } from '../../src/shared/contract/bank-file.ts';
import { dayOf } from '../../src/shared/day.ts';
import { type Understanding, understand } from '../../src/main/domain/bank-file/understand.ts';
import { readWorkbook } from '../../src/main/files/read-workbook.ts';
import { bankExports } from '../builders/bank-exports.ts';
import { type CodePage, failure } from '../builders/bank-files.ts';
import { faults, footers, type Variation } from '../builders/bank-cells.ts';
import { type Fixture, fixtureOf, refusals, refusedFile } from '../builders/bank-fixtures.ts';
import { call, temporaryFolder, testDesk } from '../builders/desk.ts';
import { pick, randomOf } from '../builders/bank-truth.ts';
import { amountStyles, dayStyles, fileOf, sheetKinds, textKinds } from '../builders/bank-writers.ts';

const SEED = 20_261_121;
/** Files of each bank's layout; every value of every axis is among them. */
const FILES = 24;
console.info(`bank files: seed ${SEED}, ${FILES} files a layout`);

const codePages: readonly CodePage[] = ['windows-1254', 'utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be'];

/** The `index`th variation of a layout: each axis is walked through, at a pace of its own, and the rest is chance. */
function variationOf(layout: (typeof bankExports)[number], index: number, random: () => number): Variation {
  const walk = <T>(values: readonly T[]): T => (index < values.length ? values[index] : pick(random, values)) as T;
  const kind = layout.comes_as === 'sheet' ? walk(sheetKinds) : walk(textKinds);
  const fault = index < 8 ? 'none' : walk([...Array.from({ length: 8 }, () => 'none' as const), ...faults]);
  const own = { comma: 'turkish', dot: 'plain_dot', padded: 'padded' } as const;
  return {
    kind,
    // Letters read in the wrong code page and written in it again would be right once more.
    code_page: fault === 'misread' || kind === 'html' ? 'utf-8' : walk(codePages),
    titles: pick(random, [0, 1, 3] as const),
    footer: pick(random, [...footers]),
    fault,
    amounts: index === 0 ? own[layout.decimal] : walk([own[layout.decimal], ...amountStyles]),
    days: index === 0 ? layout.days : walk([layout.days, ...dayStyles]),
    times: pick(random, ['none', 'colons', 'digits'] as const),
    with_code: index % 2 === 0,
  };
}

const lines = new Map<string, { files: number; rows: number; right: number; refused: number }>();
const lineOf = (bank: string): { files: number; rows: number; right: number; refused: number } => {
  const line = lines.get(bank) ?? { files: 0, rows: 0, right: 0, refused: 0 };
  lines.set(bank, line);
  return line;
};

/** Everything a file says, against what is true of it. */
function compare(read: Understanding, fixture: Fixture): number {
  const rows = read.rows.map((row) => bankRow.parse(row));
  expect(rows.map((row) => row.row)).toEqual(fixture.expected.map((each) => each.row));
  for (const [index, { kind, note, truth }] of fixture.expected.entries()) {
    const row = rows[index];
    expect(row, `row ${row?.row}`).toMatchObject({ kind, sheet: read.sheet, ...(note !== undefined && { note }), ...truth });
  }
  const { data, ...buckets } = read.counts;
  expect(Object.values(buckets).reduce((a, b) => a + b, 0)).toBe(data);
  expect(data).toBe(fixture.expected.length + fixture.blank);
  expect(read.amounts).toMatchObject(fixture.amounts);
  expect([...new Set(read.warnings.map((warning) => warning.code))].sort()).toEqual(fixture.warnings);
  return rows.length;
}

/** The code a file is refused with; a file that is read fails the test. */
function refusalOf(bytes: Uint8Array): string {
  return failure(() => understand(readWorkbook(bytes), { unknownWords: 'ask' })).code;
}

describe.each(bankExports)('$profile', (layout) => {
  const random = randomOf(SEED + bankExports.indexOf(layout));
  const variations = Array.from({ length: FILES }, (_, index) => variationOf(layout, index, random));

  it.each(variations.map((variation, index) => ({ index, ...variation })))(
    'file $index: $kind $code_page, $titles titles, footer $footer, fault $fault, amounts $amounts, days $days, times $times',
    ({ index, ...variation }) => {
      const line = lineOf(layout.bank);
      line.files += 1;
      const fixture = fixtureOf(layout, variation, SEED * 31 + index);
      const read = understand(readWorkbook(fixture.bytes), { unknownWords: 'ask' });
      line.rows += fixture.expected.length;
      expect(read).toMatchObject({ bank: layout.bank, profile: { name: layout.profile } });
      line.right += compare(read, fixture);
    },
  );

  it.each(refusals)('a file that must be refused: %s', (refusal) => {
    for (const code_page of ['utf-8', 'windows-1254'] as const) {
      const file = refusedFile(layout, refusal, code_page);
      if (file === null) continue;
      const line = lineOf(layout.bank);
      line.files += 1;
      expect(refusalOf(file.bytes)).toBe(file.code);
      line.refused += 1;
    }
  });
});

describe('one file of every bank', () => {
  it('is stored as it was read, all of them by one command', async () => {
    const folder = temporaryFolder();
    const desk = testDesk(join(folder.path, 'data'));
    const random = randomOf(SEED);
    const fixtures = bankExports.map((layout, index) => ({ layout, fixture: fixtureOf(layout, variationOf(layout, 0, random), SEED + index) }));
    const files = fixtures.map(({ layout, fixture }) => {
      const file = join(folder.path, `${layout.profile}.dat`);
      writeFileSync(file, fixture.bytes);
      return file;
    });
    const { imports } = await call(desk, importContract, 'import.run', { files });
    for (const [index, { layout, fixture }] of fixtures.entries()) {
      const summary = imports[index];
      expect(summary).toMatchObject({ file_name: `${layout.profile}.dat`, bank: layout.bank, amounts: fixture.amounts });
      const { rows } = await call(desk, importContract, 'import.rows', { import_id: summary?.import_id, limit: 10_000 });
      expect(rows.map((row) => [row.row, row.kind])).toEqual(fixture.expected.map((each) => [each.row, each.kind]));
      const days = fixture.expected.flatMap(({ kind, truth }) => (kind === 'sale' || kind === 'refund' || kind === 'void' ? [dayOf(Number(truth?.['transaction_at']))] : []));
      expect(summary).toMatchObject({ first_day: days[0], last_day: days.at(-1) });
    }
    desk.close();
    folder.remove();
  });
});

describe('fibabanka-statement', () => {
  const rows = [
    ['Gün', 'İşlem', 'Adet', 'Brüt Tutar', 'Komisyon Tutarı', 'Net Tutar'],
    ['03.05.2026', 'Yurtiçi Kredi', '12', '1.234,56', '24,69', '1.209,87'],
    ['04.05.2026', 'Yurtiçi Banka Kartı', '3', '100,00', '1,00', '99,00'],
  ];

  it.each([...sheetKinds, ...textKinds])('daily totals in %s are no transactions', (kind) => {
    for (const titles of [[], [['FIBABANKA A.Ş.'], []]]) {
      const line = lineOf('Fibabanka');
      line.files += 1;
      expect(refusalOf(fileOf([...titles, ...rows], kind, 'utf-8'))).toBe('input.daily_totals');
      line.refused += 1;
    }
  });
});

afterAll(() => {
  const rows = [...lines].map(([bank, line]) => [bank, line.files, line.rows, line.right, line.refused] as const);
  const sum = (at: 1 | 2 | 3 | 4): number => rows.reduce((total, row) => total + row[at], 0);
  const all = [...rows, ['together', sum(1), sum(2), sum(3), sum(4)] as const];
  const text = all.map(([bank, ...counts]) => bank.padEnd(16) + counts.map((count) => String(count).padStart(9)).join(''));
  console.info([`${'bank'.padEnd(16)}    files     rows    right  refused`, ...text].join('\n'));
});
