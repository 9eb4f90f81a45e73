import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawCell } from '../../src/main/domain/bank-file/raw.ts';
import type { UnderstandOptions } from '../../src/main/domain/bank-file/understand.ts';
import { selectRows, type SelectionRules } from '../../src/main/domain/matching/request.ts';
import { read } from '../builders/bank-files.ts';

const SEED = 20_260_505;
console.info(`instalments put together: seed ${SEED}`);

const HEAD = ['İşlem Tarihi', 'Tutar', 'Onay Kodu', 'İşlem Tipi', 'Taksit Sayısı', 'Taksit No', 'Kart No', 'Orijinal İşlem Tutarı'];
type Cells = [date: string, amount: string, code: string, count: RawCell, no: RawCell, more?: { type?: string; card?: string; original?: string }];

const kurusText = (kurus: number): string => `${Math.floor(kurus / 100)},${String(kurus % 100).padStart(2, '0')}`;

/** The rows of one file, as they are after its import. */
function file(import_id: string, rows: readonly Cells[], options: UnderstandOptions = { instalments: 'parts' }) {
  const body = rows.map(([date, amount, code, count, no, more = {}]) => [
    date, amount, code, more.type ?? 'Satış', count, no, more.card ?? '450634******0017', more.original ?? '',
  ]);
  const understood = read([HEAD, ...body], options);
  return { import_id, instalments: understood.instalments, rows: understood.rows.map((row) => ({ ...row, import_id })) };
}

/** What a preview of these files would send, and why the rest stays. */
function send(files: readonly ReturnType<typeof file>[], period = { from: '2026-05-01', to: '2026-05-31' }) {
  const printed = new Map(files.map((each) => [each.import_id, each.instalments]));
  const rules: SelectionRules = {
    merchants: { scope: 'Connector', connector_config_id: 'c', merchant_external_id: null, mappings: new Map(), split: false },
    printed: (row) => printed.get(row.import_id) ?? 'ask',
  };
  const apart: string[] = [];
  const rows = files.flatMap((each) => each.rows);
  const { sent, not_sent } = selectRows(rows, period, rules, (row, bucket, reason) => {
    if (bucket === 'instalments') apart.push(`${row.import_id}/${row.row} ${reason}`);
  });
  expect(sent.length + Object.values(not_sent).reduce((a, b) => a + b, 0)).toBe(rows.length);
  const brief = sent.map((row) => [row.amount, row.auth_code, (row.parts ?? []).map((part) => `${part.import_id}/${part.row}`).join(' ')]);
  return { brief, sent, not_sent, apart: apart.sort() };
}

describe('a sale in instalments', () => {
  it('is put together where every part is in the file, to the kuruş, with the first part\'s date and code', () => {
    const parts: Cells[] = [['07.05.2026', '33,33', '001122', '3', '3'], ['05.05.2026', '33,34', '001122', '3', '1'], ['06.05.2026', '33,33', '001122', '3', '2']];
    const { brief, sent, not_sent } = send([file('a', parts)]);
    expect(brief).toEqual([[10_000, '001122', 'a/3 a/4 a/2']]);
    expect(sent[0]).toMatchObject({ row: 3, transaction_at: Date.parse('2026-05-05T12:00:00+03:00') });
    expect(not_sent).toMatchObject({ instalments: 0, instalments_grouped: 2 });
  });

  it('is put together over the files that were chosen, and not where one of them is missing', () => {
    const [may, june, july] = ['1', '2', '3'].map((no, index) => file('abc'[index] ?? '', [['05.05.2026', '100,00', '001122', '3', no]]));
    if (may === undefined || june === undefined || july === undefined) throw new Error('three files');
    expect(send([july, may, june]).brief).toEqual([[30_000, '001122', 'a/2 b/2 c/2']]);
    expect(send([may, july])).toMatchObject({ brief: [], apart: ['a/2 incomplete', 'c/2 incomplete'] });
  });

  it('stays apart where nobody said that the gross is the part\'s', () => {
    const parts: Cells[] = [['05.05.2026', '300,00', '001122', '2', '1'], ['05.05.2026', '300,00', '001122', '2', '2']];
    expect(send([file('a', parts, {})])).toMatchObject({ brief: [], apart: ['a/2 unclear', 'a/3 unclear'] });
    // The whole on the first part's row: the second says the same sale again.
    expect(send([file('a', parts, { instalments: 'whole' })])).toMatchObject({ brief: [[30_000, '001122', '']], apart: ['a/3 later_part'] });
  });

  it('has the amount that a column of the file names, whichever part stands there', () => {
    const one = (no: string): Cells => ['05.05.2026', '100,00', '001122', '3', no, { original: '300,00' }];
    expect(send([file('a', [one('1'), one('2')], {})]).brief).toEqual([[30_000, '001122', 'a/2 a/3']]);
    expect(send([file('a', [one('2')], {})]).brief).toEqual([[30_000, '001122', 'a/2']]);
    // The original amount of a refund is the sale's, and of a sale in one part nothing new.
    const others: Cells[] = [['05.05.2026', '50,00', '7', '', '', { type: 'İade', original: '300,00' }], ['05.05.2026', '60,00', '8', '1', '', { original: '99,00' }]];
    expect(send([file('a', others, {})]).brief).toEqual([[5000, '7', ''], [6000, '8', '']]);
    const refund: Cells = ['05.05.2026', '50,00', '7', '3', '1', { type: 'İade', original: '300,00' }];
    expect(send([file('a', [refund, others[1] ?? refund], {})]).apart).toEqual(['a/2 unclear']);
  });

  it('is the original amount of Yapı Kredi\'s ORJTUT, on every one of its rows', () => {
    const head = ['ISLTAR', 'ORJTUT', 'KMSYN', 'NETODMTUT', 'KRTNO', 'TKSTADEDI', 'TKSTSIRASI', 'ISLTIP', 'AUTH_NBR', 'REFERANS_NO'];
    const row = (no: string): RawCell[] => ['05.05.2026', '300,00', '2,00', '98,00', '450634******0017', '3', no, 'S', '001122', `R${no}`];
    const understood = read([head, row('1'), row('2'), row('3')]);
    expect(understood.profile.name).toBe('yapi-kredi-csv');
    const files = [{ import_id: 'a', instalments: understood.instalments, rows: understood.rows.map((each) => ({ ...each, import_id: 'a' })) }];
    expect(send(files).brief).toEqual([[30_000, '001122', 'a/2 a/3 a/4']]);
  });

  it('keeps two sales of one code on two days apart from each other', () => {
    const sale = (day: string, amount: string): Cells[] => ['1', '2'].map((no) => [`${day}.05.2026`, amount, '001122', '2', no]);
    expect(send([file('a', [...sale('05', '10,00'), ...sale('06', '20,00')])]).brief).toEqual([[2000, '001122', 'a/2 a/3'], [4000, '001122', 'a/4 a/5']]);
  });

  it('stays apart where a part stands twice, where nothing names it, and where a number is beyond the count', () => {
    const twice: Cells[] = ['1', '1', '2'].map((no) => ['05.05.2026', '10,00', '1', '2', no]);
    expect(send([file('a', twice)]).apart).toEqual(['a/2 ambiguous', 'a/3 ambiguous', 'a/4 ambiguous']);
    const nameless: Cells[] = ['1', '2'].map((no) => ['05.05.2026', '10,00', '', '2', no]);
    expect(send([file('a', nameless)]).apart).toEqual(['a/2 no_identity', 'a/3 no_identity']);
    const beyond: Cells[] = ['1', '3'].map((no) => ['05.05.2026', '10,00', '1', '2', no]);
    expect(send([file('a', beyond)])).toMatchObject({ brief: [], apart: ['a/2 incomplete', 'a/3 incomplete'] });
  });

  it('never mixes kinds or cards', () => {
    const other = (more: NonNullable<Cells[5]>): ReturnType<typeof file> => file('a', [['05.05.2026', '10,00', '1', '2', '1'], ['05.05.2026', '10,00', '1', '2', '2', more]]);
    for (const more of [{ type: 'İade' }, { card: '540000******0001' }]) expect(send([other(more)]).brief).toEqual([]);
  });

  it('of which the first part is out of the period is out of it with all its parts', () => {
    const parts: Cells[] = [['30.04.2026', '10,00', '1', '2', '1'], ['30.05.2026', '10,00', '1', '2', '2']];
    expect(send([file('a', parts)])).toMatchObject({ brief: [], not_sent: { out_of_period: 2, instalments: 0, instalments_grouped: 0 } });
  });

  it('comes out whole from any file in any order, or not at all', () => {
    const sale = fc.record({
      code: fc.integer({ min: 0, max: 999_999 }),
      day: fc.integer({ min: 1, max: 28 }),
      parts: fc.array(fc.integer({ min: 1, max: 5_000_000 }), { minLength: 2, maxLength: 12 }),
      missing: fc.option(fc.nat({ max: 11 }), { freq: 3 }),
      places: fc.array(fc.nat({ max: 2 }), { minLength: 12, maxLength: 12 }),
    });
    const sales = fc.uniqueArray(sale, { minLength: 1, maxLength: 8, selector: ({ code }) => code });
    fc.assert(
      fc.property(sales, fc.infiniteStream(fc.nat()), (given, order) => {
        const rows: { place: number; cells: Cells; rank: number }[] = [];
        const truth: [number, string][] = [];
        for (const { code, day, parts, missing, places } of given) {
          const text = String(code).padStart(6, '0');
          const kept = parts.flatMap((amount, index) => (index === missing ? [] : [{ amount, no: index + 1 }]));
          if (kept.length === parts.length) truth.push([parts.reduce((a, b) => a + b, 0), text]);
          for (const { amount, no } of kept) {
            const cells: Cells = [`${String(day).padStart(2, '0')}.05.2026`, kurusText(amount), text, String(parts.length), String(no)];
            rows.push({ place: places[no - 1] ?? 0, cells, rank: order.next().value ?? 0 });
          }
        }
        rows.sort((a, b) => a.rank - b.rank);
        const files = [0, 1, 2].flatMap((place) => {
          const mine = rows.filter((row) => row.place === place).map((row) => row.cells);
          return mine.length === 0 ? [] : [file(`f${place}`, mine)];
        });
        const { sent, not_sent } = send(files);
        const found = sent.map((row): [number, string] => [row.amount, row.auth_code ?? '']);
        const byCode = (a: [number, string], b: [number, string]): number => (a[1] < b[1] ? -1 : 1);
        expect(found.sort(byCode)).toEqual(truth.sort(byCode));
        expect(not_sent.instalments + not_sent.instalments_grouped + sent.length).toBe(rows.length);
      }),
      { seed: SEED, numRuns: 150 },
    );
  });
});
