import { describe, expect, it } from 'vitest';
import type { RawCell } from '../../src/main/domain/bank-file/raw.ts';
import { read, sale } from '../builders/bank-files.ts';

const HEAD = ['İşlem Tarihi', 'Brüt Tutar', 'Onay Kodu', 'İşlem Tipi', 'Komisyon', 'Net Tutar', 'Terminal No'];
const row = (code: string, gross: string, commission: string, net: string, terminal = '1', type = 'Satış'): RawCell[] => [
  '03.05.2026', gross, code, type, commission, net, terminal,
];
const warnings = (rows: readonly (readonly RawCell[])[]): unknown[] =>
  read([HEAD, ...rows]).warnings.map(({ code, row: at, params }) => [code, at, params['header'], params['expected'], params['found']]);

describe('sums of the file\'s own', () => {
  const first = [row('1', '100,00', '2,00', '98,00'), row('2', '50,00', '1,00', '49,00')];
  const second = [row('3', '-30,00', '-0,60', '-29,40', '2', 'İade')];

  it('are checked in every amount column', () => {
    expect(warnings([...first, ['TOPLAM', '150,00', null, null, '3,00', '147,00']])).toEqual([]);
    expect(warnings([...first, ['TOPLAM', '150,00', null, null, '3,01', '147,10']])).toEqual([
      ['total_differs', 4, 'Komisyon', 300, 301],
      ['total_differs', 4, 'Net Tutar', 14_700, 14_710],
    ]);
  });

  it('may be of a day within a terminal within the file', () => {
    const nested = [
      ...first, ['Gün Toplamı', '150,00'],
      ...second, ['Gün Toplamı', '-30,00'],
      ['Terminal Toplamı', '120,00'],
      row('4', '7,00', '0,00', '7,00', '3'), ['Gün Toplamı', '7,00'],
      ['Terminal Toplamı', '7,00'],
      ['GENEL TOPLAM', '127,00'],
    ];
    expect(warnings(nested)).toEqual([]);
    const wrong = nested.with(7, ['Gün Toplamı', '8,00']);
    expect(warnings(wrong)).toEqual([['total_differs', 9, 'Brüt Tutar', 12_700, 800]]);
  });

  it('are found beside the amount columns too', () => {
    expect(warnings([...first, [null, null, 'Toplam Tutar', '150,00 TL']])).toEqual([]);
    expect(warnings([...first, [null, null, 'Toplam Tutar', '151,00 TL']])).toEqual([['total_differs', 4, 'Brüt Tutar', 15_000, 15_100]]);
    expect(warnings([...first, ['Toplam Net', null, '147.00']])).toEqual([]);
  });

  it('may be a number of rows', () => {
    expect(warnings([...first, ['Toplam İşlem Adedi', null, '2'], ['Toplam Tutar', '150,00']])).toEqual([]);
    expect(warnings([...first, ['Toplam İşlem Adedi', null, '3']])).toEqual([['count_differs', 4, undefined, 2, 3]]);
    expect(warnings([...first, ['Gün toplamı, adet', null, '2'], ...second, ['Gün toplamı, adet', null, '1'], ['Genel toplam, adet', null, '3']])).toEqual([]);
  });
});

describe('gross, deductions and net of a row', () => {
  it('are held against each other, and the row is named', () => {
    expect(warnings([row('1', '100,00', '2,00', '98,00'), row('2', '50,00', '1,00', '49,01')])).toEqual([['net_differs', 3, undefined, 4900, 4901]]);
  });

  it('are held against each other where there are deductions and no commission', () => {
    const head = ['İşlem Tarihi', 'Brüt Tutar', 'Onay Kodu', 'İşlem Tipi', 'Katkı Payı', 'Hizmet Ücreti', 'Net Tutar'];
    const understood = read([head, ['03.05.2026', '100,00', '1', 'Satış', '1,50', '0,50', '98,00'], ['03.05.2026', '100,00', '2', 'Satış', '1,50', '0,50', '98,50']]);
    expect(understood.warnings).toEqual([{ code: 'net_differs', row: 3, params: { expected: 9800, found: 9850 } }]);
  });

  it('say nothing where nothing was kept back', () => {
    const head = ['İşlem Tarihi', 'Brüt Tutar', 'Onay Kodu', 'İşlem Tipi', 'Net Tutar'];
    expect(read([head, ['03.05.2026', '100,00', '1', 'Satış', '90,00']]).warnings).toEqual([]);
  });

  it('give the gross where the file has none, marked on every row and in the summary', () => {
    const head = ['İşlem Tarihi', 'Onay Kodu', 'İşlem Tipi', 'Komisyon', 'Katkı Payı', 'Net Tutar'];
    const understood = read([head, ['03.05.2026', '1', 'Satış', '2,00', '0,50', '97,50'], ['03.05.2026', '2', 'İade', '-1,00', '0,00', '-49,00']]);
    expect(understood.rows.map(({ kind, amount, note }) => [kind, amount, note])).toEqual([['sale', 10_000, 'gross_rebuilt'], ['refund', 5000, 'gross_rebuilt']]);
    expect(understood.warnings).toEqual([{ code: 'gross_rebuilt', row: null, params: { count: 2 } }]);
  });
});

describe('rows that are equal', () => {
  it('are flagged and kept, every one of them', () => {
    const understood = read([['İşlem Tarihi', 'Tutar', 'Onay Kodu', 'İşlem Tipi'], sale('1'), sale('2'), sale('1'), sale('1')]);
    expect(understood.counts.sales).toBe(4);
    expect(understood.warnings).toEqual([{ code: 'equal_rows', row: 2, params: { rows: '2, 4, 5', count: 3 } }]);
  });
});
