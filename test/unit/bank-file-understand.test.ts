import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawCell } from '../../src/main/domain/bank-file/raw.ts';
import { type Understanding, understand } from '../../src/main/domain/bank-file/understand.ts';
import { bankRow } from '../../src/shared/bank-row.ts';
import { failure, HEAD, read, sale } from '../builders/bank-files.ts';

const codesOf = (file: Understanding): string[] => file.warnings.map((warning) => warning.code);

describe('the header', () => {
  it('is found among titles, a legend and a small table above it', () => {
    const file = read([
      ['MUTABAKAT RAPORU'], [null], ['Tarih', '03.05.2026', 'Tutar', '1'], [null, 'Tutar: brüt işlem tutarı'],
      [null, ...HEAD, null], [null, ...sale('000123'), null],
    ]);
    expect(file).toMatchObject({ header_row: 5, headers: ['', ...HEAD], profile: { name: 'generic', version: 1 }, bank: 'unknown' });
    expect(file.rows[0]).toMatchObject({ row: 6, auth_code: '000123', amount: 10_000, cells: ['', '03.05.2026', '100,00', '000123', 'Satış'] });
  });

  it('is looked for in visible sheets only; the other sheets are named', () => {
    const rows = [HEAD, sale('1')];
    const book = {
      format: 'xlsx', encoding: null,
      sheets: [
        { name: 'gizli', hidden: true, rows: [[...HEAD, 'Net Tutar'], [...sale('9'), '1,00']] },
        { name: 'Özet', hidden: false, rows: [['Özet'], [], ['x']] },
        { name: 'boş', hidden: false, rows: [[null]] },
        { name: 'Liste', hidden: false, rows },
      ],
    };
    const file = understand(book);
    expect(file.sheet).toBe('Liste');
    expect(file.warnings).toEqual([{ code: 'other_sheet', row: null, params: { sheet: 'Özet', rows: 2 } }]);
  });

  it('has to be there, with an amount and a date', () => {
    expect(failure(() => read([['bir', 'iki'], ['x', 'y']]))).toMatchObject({ code: 'input.no_header', details: { sheets: ['Sayfa1'] } });
    expect(failure(() => read([['İşlem Tarihi', 'Onay Kodu', 'Kart No'], ['03.05.2026', '1', '2']]))).toMatchObject({ code: 'input.missing_column', details: { field: 'amount' } });
    expect(failure(() => read([['Tutar', 'Onay Kodu'], ['1,00', '1']]))).toMatchObject({ code: 'input.missing_column', details: { field: 'transaction_date' } });
  });

  it('with nothing below, or nothing usable below, is no_rows', () => {
    expect(failure(() => read([HEAD]))).toMatchObject({ code: 'input.no_rows', details: { rejected: 0, reason: null } });
    expect(failure(() => read([HEAD, sale('1', 'x')]))).toMatchObject({ code: 'input.no_rows', details: { rejected: 1, reason: 'bad_amount' } });
  });

  it('of daily totals is refused', () => {
    const rows = [['Gün', 'İşlem', 'Adet', 'Brüt Tutar', 'Komisyon Tutarı', 'Net Tutar'], ['03.05.2026', 'Satış', '12', '100,00', '1,00', '99,00']];
    expect(failure(() => read(rows)).code).toBe('input.daily_totals');
  });

  it('named __proto__ or constructor is a header like any other', () => {
    const file = read([[...HEAD, '__proto__', 'constructor'], [...sale('1'), 'a', 'b']]);
    expect(file.headers).toEqual([...HEAD, '__proto__', 'constructor']);
    expect(file.rows[0]?.cells.slice(4)).toEqual(['a', 'b']);
    expect(failure(() => read([HEAD, sale('1')], { map: JSON.parse('{"__proto__": "Tutar"}') as Record<string, string> })).code).toBe('usage.unknown_field');
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });
});

describe('columns', () => {
  it('IslemTipi and İşlem Tipi stay two columns and the exact one is read', () => {
    for (const flip of [false, true]) {
      const [a, b] = flip ? ['İşlem Tipi', 'IslemTipi'] : ['IslemTipi', 'İşlem Tipi'];
      const types = flip ? ['İade', '77'] : ['77', 'İade'];
      const file = read([['İşlem Tarihi', 'Tutar', 'Onay Kodu', a ?? '', b ?? ''], ['03.05.2026', '1,00', '1', ...types]]);
      expect(file.mapping.kind).toBe('İşlem Tipi');
      expect(file.rows[0]?.kind).toBe('refund');
      expect(file.headers).toContain('IslemTipi');
    }
  });

  it('the specific date wins over a plain Tarih', () => {
    const file = read([['Tarih', 'ISLEM_TARIHI', 'Tutar'], ['01.01.2026', '03.05.2026', '1,00']]);
    expect(file.mapping.transaction_date).toBe('ISLEM_TARIHI');
  });

  it('the user overrides everything, and empties a field', () => {
    const rows = [['İşlem Tarihi', 'Tutar', 'Çekilen', 'Onay Kodu', 'İşlem No'], ['03.05.2026', '1,00', '2,00', '000123', '9']];
    const file = read(rows, { map: { amount: 'ÇEKİLEN', bank_transaction_id: 'İşlem No', auth_code: '' } });
    expect(file.mapping).toEqual({ transaction_date: 'İşlem Tarihi', amount: 'Çekilen', bank_transaction_id: 'İşlem No', sequence: 'İşlem No' });
    expect(file.rows[0]).toMatchObject({ amount: 200, bank_transaction_id: '9', auth_code: null, refs: { sequence: '9' } });
  });

  it('several columns of deductions are added up and named together', () => {
    const rows = [['İşlem Tarihi', 'Net Tutar', 'Komisyon', 'Katkı Payı (TL)', 'Hizmet Ücreti'], ['03.05.2026', '90,00', '5,00', '3,00', '2,00']];
    const file = read(rows);
    expect(file.mapping).toMatchObject({ deductions: 'Katkı Payı (TL) + Hizmet Ücreti', commission: 'Komisyon' });
    expect(file.rows[0]?.amount).toBe(10_000);
    expect(read(rows, { map: { deductions: 'Hizmet Ücreti + Katkı Payı (TL)' } }).rows[0]?.amount).toBe(10_000);
    expect(read(rows, { map: { deductions: 'Hizmet Ücreti' } }).rows[0]?.amount).toBe(9700);
  });

  it('unknown names are refused by name', () => {
    const rows = [HEAD, sale('1')];
    expect(failure(() => read(rows, { map: { amount: 'Yok' } }))).toMatchObject({ code: 'input.unknown_header', details: { header: 'Yok', field: 'amount', headers: HEAD } });
    expect(failure(() => read(rows, { map: { nope: 'Tutar' } }))).toMatchObject({ code: 'usage.unknown_field', details: { field: 'nope' } });
    expect(failure(() => read(rows, { map: { amount: 'Tutar', net: 'Tutar' } }))).toMatchObject({ code: 'usage.repeated_header' });
    expect(failure(() => read(rows, { profile: 'yok' }))).toMatchObject({ code: 'usage.unknown_profile', details: { profile: 'yok' } });
    expect(read(rows, { profile: 'garanti-xlsx' }).bank).toBe('Garanti BBVA');
    expect(codesOf(read([[...HEAD, 'Tutar'], [...sale('1'), '2,00']]))).toContain('repeated_header');
  });

  it('the bank\'s id shares its column with one reference and with nothing else', () => {
    const rows = [['İşlem Tarihi', 'Tutar', 'İşlem No', 'RRN'], ['03.05.2026', '1,00', '1,23457E+15', '9']];
    const both = read(rows, { map: { sequence: 'İşlem No', bank_transaction_id: 'İşlem No' } });
    expect(both.mapping).toMatchObject({ bank_transaction_id: 'İşlem No', sequence: 'İşlem No', rrn: 'RRN' });
    expect(both.warnings.filter((warning) => warning.code === 'digits_lost')).toHaveLength(1);
    const other = read(rows, { map: { rrn: 'İşlem No', bank_transaction_id: 'İşlem No' } });
    expect(other.mapping).toMatchObject({ bank_transaction_id: 'İşlem No', rrn: 'İşlem No' });
    expect(other.mapping.sequence).toBeUndefined();
    expect(failure(() => read(rows, { map: { bank_transaction_id: 'Tutar' } }))).toMatchObject({ code: 'input.missing_column' });
    expect(failure(() => read(rows, { map: { auth_code: 'RRN', bank_transaction_id: 'RRN' } })).code).toBe('usage.repeated_header');
  });

  it('a reference number identifies a row only where it stands alone', () => {
    const one = read([['İşlem Tarihi', 'Tutar', 'Referans No', 'Batch No'], ['03.05.2026', '1,00', '55', '1']]);
    expect(one.mapping).toMatchObject({ bank_transaction_id: 'Referans No', rrn: 'Referans No', sequence: 'Batch No' });
    const two = read([['İşlem Tarihi', 'Tutar', 'Referans No', 'İşlem No'], ['03.05.2026', '1,00', '55', '1']]);
    expect(two.mapping).toMatchObject({ rrn: 'Referans No', sequence: 'İşlem No' });
    expect(codesOf(two)).toEqual(['no_identity']);
  });
});

describe('totals at the foot', () => {
  const rows = [HEAD, sale('1', '100,00'), sale('2', '50,00'), ['Ara Toplam', '150,00'], sale('3', '-30,00', 'İade'), ['ARA TOPLAM', '-30,00']];

  it('are held against the rows above them', () => {
    expect(codesOf(read([...rows, [null, '120,00', null, 'GENEL TOPLAM']]))).toEqual([]);
    const wrong = read([...rows, [null, '121,00', null, 'Genel Toplam']]);
    expect(wrong.warnings).toEqual([{ code: 'total_differs', row: 7, params: { header: 'Tutar', expected: 12_000, found: 12_100 } }]);
    expect(wrong.counts).toMatchObject({ totals: 3, sales: 2, refunds: 1, rejected: 0 });
  });

  it('may be signed by direction where the rows are not', () => {
    expect(codesOf(read([HEAD, sale('1', '100,00'), sale('2', '30,00', 'İade'), ['Toplam', '70,00']]))).toEqual([]);
  });

  it('may add up lira alone, or all currencies alike', () => {
    for (const total of ['100,00', '107,00']) {
      expect(codesOf(read([HEAD, sale('1', '100,00'), sale('2', '7,00 USD'), ['Toplam', total]]))).toEqual(['foreign_currency']);
    }
  });

  it('are no totals when they have a date', () => {
    expect(read([HEAD, sale('1'), ['03.05.2026', '1,00', 'Toplam', 'Satış']]).counts).toMatchObject({ totals: 0, sales: 2 });
  });
});

describe('what the file leaves open', () => {
  it('is asked for and can be answered', () => {
    const rows = [HEAD, sale('1', '1.234')];
    expect(failure(() => read(rows))).toMatchObject({ code: 'input.decimal_unclear', details: { header: 'Tutar', samples: ['1.234'] } });
    expect(read(rows, { decimal: 'comma' }).rows[0]?.amount).toBe(123_400);
    const dates = [HEAD, sale('1', '1,00', 'Satış', '03/05/2026')];
    expect(failure(() => read(dates)).code).toBe('input.date_order_unclear');
    expect(read(dates, { dateOrder: 'mdy' }).rows[0]?.transaction_at).toBe(Date.parse('2026-03-05T12:00:00+03:00'));
  });

  it('is said once where it concerns the file, and capped where it concerns rows', () => {
    const rows = Array.from({ length: 120 }, (_, index) => sale(String(index), 'x'));
    const file = read([HEAD, sale('a'), ...rows]);
    expect(file.warnings.filter((warning) => warning.code === 'bad_amount')).toHaveLength(50);
    expect(file.warnings.at(-1)).toEqual({ code: 'more_warnings', row: null, params: { of: 'bad_amount', count: 70 } });
  });
});

describe('the buckets', () => {
  const cell: fc.Arbitrary<RawCell> = fc.oneof(
    fc.constantFrom<RawCell>(null, '', '  ', 'Satış', 'İade', 'İptal', 'Red', 'Ücret', 'Puan', 'Toplam', 'Xyz', '-5,00', '03.05.2026', true),
    fc.string({ maxLength: 6 }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.record({ serial: fc.double({ min: -10, max: 100_000, noNaN: true }), date1904: fc.boolean(), shows_time: fc.boolean() }),
    fc.constant({ error: '#N/A' }),
  );
  const good = fc.tuple(
    fc.constantFrom<RawCell>('03.05.2026', null, '31.02.2026', { serial: 46_145.5, date1904: false, shows_time: true }),
    fc.constantFrom<RawCell>('1.234,56', '-1,00', null, '0,00', 12.5, 'x'),
    fc.constantFrom<RawCell>('000123', 123, null),
    fc.constantFrom<RawCell>('Satış', 'İade', 'İptal', 'Red', 'Ücret', 'Xyz', null, 'Toplam'),
  );

  it('add up on whatever stands in the rows', () => {
    const rowLists = fc.array(fc.oneof(good, fc.array(cell, { maxLength: 6 })), { maxLength: 40 });
    fc.assert(
      fc.property(rowLists, (rows) => {
        const file = read([HEAD, sale('000001', '1,00'), ...rows], { decimal: 'comma', dateOrder: 'dmy' });
        const { data, blank, ...buckets } = file.counts;
        expect(Object.values(buckets).reduce((sum, count) => sum + count, blank)).toBe(data);
        expect(file.rows).toHaveLength(data - blank);
        expect(Object.values(file.kinds).reduce((sum, count) => sum + count, 0)).toBe(file.rows.length);
        expect(file.rows.every((row) => (row.kind === 'rejected') === (row.kind === 'rejected' && row.note !== null))).toBe(true);
        for (const row of file.rows) expect(bankRow.safeParse(row).success).toBe(true);
        const sales = file.rows.filter((row) => row.kind === 'sale' && row.currency === 'TRY');
        expect(file.amounts.sales).toBe(sales.reduce((sum, row) => sum + (row.amount ?? 0), 0));
        for (const row of file.rows) if (['sale', 'refund', 'void'].includes(row.kind)) expect(row.amount).toBeGreaterThan(0);
      }),
      { seed: 20_260_503, numRuns: 400 },
    );
  });

  it('leave rows after the last filled one out', () => {
    const file = read([HEAD, sale('1'), [null], ['  '], sale('2'), [null], ['']]);
    expect(file.counts).toMatchObject({ data: 4, blank: 2, sales: 2 });
    expect(file.rows.map((row) => row.row)).toEqual([2, 5]);
  });
});
