import { setImmediate as nextTurn } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readXlsxStream } from '../../src/main/files/xlsx/read.ts';
import { AppError } from '../../src/shared/errors.ts';
import { seededRandom } from '../../src/sandbox/random.ts';
import { xlsxBytes } from '../builders/bank-files.ts';
import { streamed } from '../builders/xlsx-compare.ts';
import { generateWorkbook } from '../builders/xlsx-generator.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const base = unzipSync(xlsxBytes([{ name: 'A', rows: [['x', 'y'], [1.5, true]] }]));
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Bytes that do not pack, so that a small file is no bomb by its ratio alone. */
const ballast = new Uint8Array(randomBytes(1_000_000));

/** A workbook whose sheet is this text, repeated where `times` says so between `start` and `end`. */
function workbook(start: string, piece = '', times = 0, end = '', more: Zippable = {}): Uint8Array {
  const [head, one, tail] = [`<?xml version="1.0"?><worksheet xmlns="${MAIN}">${start}`, piece, `${end}</worksheet>`].map(bytesOf) as [Uint8Array, Uint8Array, Uint8Array];
  const part = Buffer.alloc(head.length + one.length * times + tail.length);
  part.set(head, 0);
  if (one.length > 0) part.fill(one, head.length, head.length + one.length * times);
  part.set(tail, head.length + one.length * times);
  return zipSync({ ...base, 'xl/worksheets/sheet1.xml': [part, { level: 1 }], 'xl/media/image.png': [ballast, { level: 0 }], ...more });
}

async function refusal(bytes: Uint8Array, signal = new AbortController().signal): Promise<AppError> {
  const read = await readXlsxStream(bytes, signal).catch((error: unknown) => error);
  if (read instanceof AppError) return read;
  throw read instanceof Error ? read : new Error(`it was not refused: ${JSON.stringify(read).slice(0, 200)}`);
}

describe('a small workbook that would unfold beyond all memory or time', () => {
  it.each<[string, () => Uint8Array, object]>([
    ['millions of empty cells', () => workbook('<sheetData><row r="1">', '<c/>', 30_000_001, '</row></sheetData>'), { cells: 30_000_001 }],
    ['millions of links', () => workbook('<sheetData/><hyperlinks>', '<hyperlink ref="A1"/>', 3_000_001, '</hyperlinks>'), { limit: 3_000_000 }],
    ['a cell that does not end', () => workbook('<sheetData><row r="1"><c r="A1" t="str"><v>', 'x', 5_000_000, '</v></c></row></sheetData>'), { limit: 1_000_000 }],
    ['a tag that does not end', () => workbook('<sheetData><row r="1" ', 'x', 5_000_000, '></row></sheetData>'), { limit: 1_000_000 }],
    ['an attribute that does not end', () => workbook('<sheetPr codeName="', 'x', 5_000_000, '"/><sheetData/>'), { limit: 1_000_000 }],
    ['elements in elements', () => workbook('<sheetData/>', '<a>', 100_000), { limit: 64 }],
    ['a row below the last one', () => workbook('<sheetData><row r="99999999"><c r="A99999999"><v>1</v></c></row></sheetData>'), { rows: 99_999_999, limit: 1_048_576 }],
    ['rows below the last one, empty', () => workbook('<sheetData><row r="1048577"/></sheetData>'), { rows: 1_048_577 }],
    ['more rows than a sheet has', () => workbook('<sheetData>', '<row></row>', 1_048_577, '</sheetData>'), { rows: 1_048_577 }],
    ['a column beyond all', () => workbook('<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>'), { columns: 16_384, limit: 512 }],
    ['the last column on every row', () => workbook(`<sheetData>${Array.from({ length: 50_000 }, (_, row) => `<row r="${row + 1}"><c r="SR${row + 1}"><v>1</v></c></row>`).join('')}</sheetData>`), { limit: 25_000_000 }],
    ['a list of sheets as large as a sheet', () => workbook('<sheetData/>', '', 0, '', { 'xl/workbook.xml': new Uint8Array(20_000_000).fill(0x20) }), { limit: 16_000_000 }],
  ])('%s', async (_, make, details) => {
    expect(await refusal(make())).toMatchObject({ code: 'input.too_large', details });
  });

  it('parts that unpack to more than they say end where they said they would', async () => {
    // Unpacked to its end it would be refused for its rows.
    const bytes = workbook('<sheetData>', '<row></row>', 1_100_000, '</sheetData>');
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    // The sheet's entry in the directory: its name stands there for the second time.
    const at = Buffer.from(bytes).lastIndexOf('xl/worksheets/sheet1.xml') - 46;
    view.setUint32(at + 24, 1_000, true);
    expect(await refusal(bytes)).toMatchObject({ code: 'input.truncated', details: { reason: 'checksum' } });
  });

  it('a zip of empty parts beyond count', async () => {
    const parts = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`a${index}`, new Uint8Array()]));
    expect(await refusal(zipSync(parts))).toMatchObject({ code: 'input.too_large', details: { parts: 10_001 } });
  });

  it('a bomb by its ratio', async () => {
    const bomb = zipSync({ ...base, 'xl/worksheets/sheet1.xml': new Uint8Array(90_000_000) }, { level: 9 });
    expect((await refusal(bomb)).code).toBe('input.too_large');
  });
});

describe('names and texts that mean harm', () => {
  it('are names and texts', async () => {
    const bytes = zipSync({ ...base, '../../etc/passwd': bytesOf('x'), 'xl/../../evil.xml': bytesOf('<x/>') });
    expect(await streamed(bytes)).toMatchObject([{ rows: [['x', 'y'], [1.5, true]] }]);
    const texts = ['=HYPERLINK("http://x")', '+cmd|x', '@SUM(A1)', '__proto__', 'constructor', '-2+3'];
    const row = texts.map((text, index) => `<c r="${String.fromCharCode(65 + index)}1" t="inlineStr"><is><t>${text.replaceAll('"', '&quot;')}</t></is></c>`).join('');
    expect(await streamed(workbook(`<sheetData><row r="1">${row}</row></sheetData>`))).toMatchObject([{ rows: [texts] }]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('a damaged workbook', () => {
  const whole = generateWorkbook(14, false).bytes;

  it('cut at every fiftieth of its length is named', async () => {
    for (let part = 0; part < 50; part += 1) {
      const error = await refusal(whole.slice(0, Math.floor((whole.length * part) / 50)));
      expect(error.code, `${part}/50`).toBe('input.truncated');
    }
  });

  it('ends in a named error, in the same cells, or is left to the library; never in other cells', async () => {
    const right = JSON.stringify(await streamed(whole));
    expect(right.length).toBeGreaterThan(1_000);
    const random = seededRandom(20_261_121);
    let same = 0;
    for (let index = 0; index < 1_500; index += 1) {
      const bytes = whole.slice();
      const at = random.int(0, bytes.length - 1);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(0, 7));
      try {
        const read = await streamed(bytes);
        if (typeof read === 'string') continue;
        expect(JSON.stringify(read), `byte ${at}`).toBe(right);
        same += 1;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
      }
    }
    // Some bytes (times, versions) mean nothing: those files are read.
    expect(same).toBeGreaterThan(0);
  });
});

describe('a reader that is told to stop', () => {
  const rows = Array.from({ length: 60_000 }, (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>${index}</v></c></row>`).join('');
  const bytes = workbook(`<sheetData>${rows}</sheetData>`);

  it.each([6, 0] as const)('stops between two pieces of a part packed at level %i', async (level) => {
    const packed = zipSync(unzipSync(bytes), { level });
    const stop = new AbortController();
    const reading = refusal(packed, stop.signal);
    await nextTurn();
    stop.abort();
    expect((await reading).code).toBe('state.cancelled');
  });

  it('does not begin at all', async () => {
    expect((await refusal(bytes, AbortSignal.abort())).code).toBe('state.cancelled');
  });
});
