import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawCell } from '../../src/main/domain/bank-file/raw.ts';
import { type Understanding, understand, type UnderstandOptions } from '../../src/main/domain/bank-file/understand.ts';
import { bankRow } from '../../src/shared/bank-row.ts';
import { AppError } from '../../src/shared/errors.ts';
import { rawBook } from '../builders/bank-files.ts';

const HEAD = ['İşlem Tarihi', 'Tutar', 'Onay Kodu', 'İşlem Tipi'];
const read = (rows: readonly (readonly RawCell[])[], options: UnderstandOptions = {}): Understanding => understand(rawBook(rows), options);
const sale = (code: string, amount: RawCell = '100,00', type = 'Satış', date: RawCell = '03.05.2026'): RawCell[] => [date, amount, code, type];

function failure(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}
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
    expect(file.mapping).toEqual({ transaction_date: 'İşlem Tarihi', amount: 'Çekilen', bank_transaction_id: 'İşlem No' });
    expect(file.rows[0]).toMatchObject({ amount: 200, bank_transaction_id: '9', auth_code: null, refs: { sequence: null } });
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
    expect(failure(() => read(rows, { profile: 'yok' }))).toMatchObject({ code: 'input.unknown_profile', details: { profile: 'yok' } });
    expect(read(rows, { profile: 'garanti-xlsx' }).bank).toBe('Garanti BBVA');
    expect(codesOf(read([[...HEAD, 'Tutar'], [...sale('1'), '2,00']]))).toContain('repeated_header');
  });

  it('a reference number identifies a row only where it stands alone', () => {
    const one = read([['İşlem Tarihi', 'Tutar', 'Referans No', 'Batch No'], ['03.05.2026', '1,00', '55', '1']]);
    expect(one.mapping).toMatchObject({ bank_transaction_id: 'Referans No', sequence: 'Batch No' });
    const two = read([['İşlem Tarihi', 'Tutar', 'Referans No', 'İşlem No'], ['03.05.2026', '1,00', '55', '1']]);
    expect(two.mapping).toMatchObject({ rrn: 'Referans No', sequence: 'İşlem No' });
    expect(codesOf(two)).toEqual(['no_identity']);
  });
});

describe('rows', () => {
  it('are rejected by name, each of them', () => {
    const file = read([
      HEAD,
      sale('1'),
      sale('2', null),
      sale('3', '12,345'),
      sale('4', '1,00', 'Satış', null),
      sale('5', '1,00', 'Satış', '31.04.2026'),
      sale('6', '1,00', 'Xyz'),
      sale('7', '1,00', 'Xyz'),
      sale('8', { error: '#N/A' }),
      sale('9', '0,00'),
      ['Rapor tarihi 05.05.2026 tarihinde alınmıştır', null, null, null],
      HEAD,
      ['03.05.2026', '1,00', { error: '#REF!' }, 'Satış'],
    ]);
    expect(file.rows.map((row) => row.note)).toEqual([
      null, 'no_amount', 'too_many_decimals', 'no_date', 'bad_date', 'unknown_type', 'unknown_type', 'error_cell',
      'zero_amount', 'not_a_transaction', 'not_a_transaction', 'error_cell',
    ]);
    expect(file.counts).toMatchObject({ data: 12, sales: 1, rejected: 11 });
    expect(file.warnings.filter((warning) => warning.code === 'unknown_type')).toEqual([{ code: 'unknown_type', row: 7, params: { word: 'Xyz', count: 2 } }]);
    expect(file.warnings).toContainEqual({ code: 'bad_date', row: 6, params: { header: 'İşlem Tarihi', value: '31.04.2026' } });
    expect(file.warnings).toContainEqual({ code: 'error_cell', row: 9, params: { header: 'Tutar', value: '#N/A' } });
  });

  it('keep an amount that is too large out by name', () => {
    expect(read([HEAD, sale('1'), sale('2', '90071992547409,92')]).rows[1]).toMatchObject({ kind: 'rejected', note: 'amount_too_large' });
  });

  it('that did not go through, fees and points need no amount', () => {
    const file = read([HEAD, sale('1'), sale('2', null, 'Red'), sale('3', '5,00', 'Ücret'), sale('', null, 'Puan'), sale('4', '1,00', 'Ters İbraz')]);
    expect(file.kinds).toMatchObject({ sale: 1, failed: 1, fee: 1, point: 1, chargeback: 1, rejected: 0 });
    expect(file.counts).toMatchObject({ failed: 1, fees: 3 });
  });

  it('with a negative amount are refunds', () => {
    const file = read([HEAD, sale('1'), sale('2', '-40,00'), sale('3', '-1,00', 'İade')]);
    expect(file.kinds).toMatchObject({ sale: 1, refund: 2 });
    expect(file.rows[1]).toMatchObject({ kind: 'refund', status: 'refunded', amount: 4000, note: 'negative_sale' });
    expect(file.warnings).toEqual([{ code: 'negative_sale', row: 3, params: { type: 'Satış' } }]);
    expect(file.amounts).toEqual({ sales: 10_000, refunds: 4100, voids: 0, commission: 0 });
  });

  it('in other currencies are counted and never summed', () => {
    const head = [...HEAD, 'Para Birimi'];
    const file = read([head, [...sale('1'), 'TL'], [...sale('2'), '949'], [...sale('3'), 840], [...sale('4'), 'EUR'], [...sale('5'), 'USD'], [...sale('6'), 'chf'], [...sale('7'), null]]);
    expect(file.rows.map((row) => row.currency)).toEqual(['TRY', 'TRY', 'USD', 'EUR', 'USD', 'CHF', 'TRY']);
    expect(file.amounts.sales).toBe(30_000);
    expect(file.warnings).toEqual([
      { code: 'foreign_currency', row: null, params: { currency: 'USD', count: 2 } },
      { code: 'foreign_currency', row: null, params: { currency: 'EUR', count: 1 } },
      { code: 'foreign_currency', row: null, params: { currency: 'CHF', count: 1 } },
    ]);
    expect(read([HEAD, sale('1', '1,00 USD')]).rows[0]?.currency).toBe('USD');
  });

  it('keep zeros of codes and ids; numbers are padded, lost digits are null', () => {
    const rows: RawCell[][] = [
      ['İşlem Tarihi', 'Tutar', 'Onay Kodu', 'Üye İşyeri No', 'Sipariş No'],
      ['03.05.2026', '1,00', '000123', '00042', 'A-1'],
      ['03.05.2026', '1,00', 123, 123_456_789_012_345, 1_234_567_890_123_456],
      ['03.05.2026', '1,00', '-', '1,23457E+15', ' '],
    ];
    const file = read(rows);
    expect(file.rows.map((row) => [row.auth_code, row.bank_merchant_no, row.refs.order])).toEqual([
      ['000123', '00042', 'A-1'], ['000123', '123456789012345', null], [null, null, null],
    ]);
    expect(file.warnings).toEqual([
      { code: 'digits_lost', row: 3, params: { header: 'Sipariş No' } },
      { code: 'digits_lost', row: 4, params: { header: 'Üye İşyeri No' } },
      { code: 'code_padded', row: null, params: { count: 1 } },
    ]);
  });

  it('that are equal, or share a bank id, are flagged and kept', () => {
    const rows = [[...HEAD, 'Referans No'], [...sale('1'), '7'], [...sale('1'), '7'], [...sale('2'), '7'], [...sale('3'), '8']];
    const file = read(rows);
    expect(file.counts.sales).toBe(4);
    expect(file.warnings).toEqual([
      { code: 'equal_rows', row: 2, params: { rows: '2, 3', count: 2 } },
      { code: 'repeated_id', row: 2, params: { id: '7', rows: '2, 3, 4', count: 3 } },
    ]);
  });

  it('take the time from their own column, and say when it cannot be read', () => {
    const head = ['İşlem Tarihi', 'İşlem Saati', 'Tutar', 'Onay Kodu'];
    const file = read([head, ['03.05.2026', '93458', '1,00', '1'], ['03.05.2026', null, '1,00', '2'], ['03.05.2026', '99:99', '1,00', '3']]);
    expect(file.rows.map((row) => row.time_known)).toEqual([true, false, false]);
    expect(file.rows[0]?.transaction_at).toBe(Date.parse('2026-05-03T09:34:58+03:00'));
    expect(file.warnings).toEqual([{ code: 'bad_time', row: 4, params: { header: 'İşlem Saati', value: '99:99' } }]);
  });

  it('read 1/6, 6/1 and a single figure as instalments', () => {
    const head = ['İşlem Tarihi', 'Tutar', 'Onay Kodu', 'Taksit Sayısı', 'Taksit No'];
    const cells: [RawCell, RawCell][] = [['6/1', null], ['1/6', null], ['6', '2'], ['Peşin', null], [null, '2/6'], [null, null]];
    const file = read([head, ...cells.map(([count, no], index) => ['03.05.2026', '1,00', String(index), count, no])]);
    expect(file.rows.map((row) => [row.installment_no, row.installment_count])).toEqual([[1, 6], [1, 6], [2, 6], [null, 1], [2, 6], [null, null]]);
  });
});

describe('gross, commission and net', () => {
  const head = ['İşlem Tarihi', 'Onay Kodu', 'Brüt Tutar', 'Komisyon', 'Hizmet Ücreti', 'Net Tutar'];
  const line = (code: string, ...amounts: string[]): string[] => ['03.05.2026', code, ...amounts];

  it('are held against each other row by row', () => {
    const file = read([head, line('1', '100,00', '2,00', '1,00', '97,00'), line('2', '100,00', '2,00', '1,00', '98,00'), line('3', '100,00', '2,00', '1,00', '97,00')]);
    expect(file.warnings).toEqual([{ code: 'net_differs', row: 3, params: { expected: 9700, found: 9800 } }]);
  });

  it('may have the deductions inside the commission, for the whole file', () => {
    const file = read([head, line('1', '100,00', '3,00', '1,00', '97,00'), line('2', '50,00', '3,00', '1,00', '47,00'), line('3', '50,00', '3,00', '1,00', '46,00')]);
    expect(file.warnings).toEqual([{ code: 'net_differs', row: 4, params: { expected: 4700, found: 4600 } }]);
  });

  it('rebuild the gross where only the net is there', () => {
    const rows = [head.toSpliced(2, 1), ['03.05.2026', '1', '2,00', '1,00', '97,00'], ['03.05.2026', '2', '-2,00', '0,00', '-98,00']];
    const file = read(rows);
    expect(file.rows.map((row) => [row.kind, row.amount, row.note])).toEqual([['sale', 10_000, 'gross_rebuilt'], ['refund', 10_000, 'gross_rebuilt']]);
    expect(file.warnings).toEqual([{ code: 'gross_rebuilt', row: null, params: { count: 2 } }]);
    const bare = read([['İşlem Tarihi', 'Onay Kodu', 'Net Tutar'], ['03.05.2026', '1', '97,00']]);
    expect(bare.rows[0]).toMatchObject({ amount: 9700, net: 9700, note: 'net_only' });
    expect(bare.warnings).toEqual([{ code: 'net_only', row: null, params: { count: 1 } }]);
  });

  it('leave a commission that cannot be read out by name', () => {
    const file = read([head, line('1', '100,00', 'x', '1,00', '97,00')]);
    expect(file.rows[0]).toMatchObject({ kind: 'sale', commission: null });
    expect(file.warnings).toEqual([{ code: 'unreadable_value', row: 2, params: { header: 'Komisyon', value: 'x' } }]);
  });
});

describe('totals at the foot', () => {
  const rows = [HEAD, sale('1', '100,00'), sale('2', '50,00'), ['Ara Toplam', '150,00'], sale('3', '-30,00', 'İade'), ['ARA TOPLAM', '-30,00']];

  it('are held against the rows above them', () => {
    expect(codesOf(read([...rows, [null, '120,00', null, 'GENEL TOPLAM']]))).toEqual([]);
    const wrong = read([...rows, [null, '121,00', null, 'Genel Toplam']]);
    expect(wrong.warnings).toEqual([{ code: 'total_differs', row: 7, params: { expected: 12_000, found: 12_100 } }]);
    expect(wrong.counts).toMatchObject({ totals: 3, sales: 2, refunds: 1, rejected: 0 });
  });

  it('may be signed by direction where the rows are not', () => {
    expect(codesOf(read([HEAD, sale('1', '100,00'), sale('2', '30,00', 'İade'), ['Toplam', '70,00']]))).toEqual([]);
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
