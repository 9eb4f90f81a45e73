import { describe, expect, it } from 'vitest';
import type { RawCell } from '../../src/main/domain/bank-file/raw.ts';
import { layouts } from '../../src/main/domain/bank-file/layouts/index.ts';
import { read } from '../builders/bank-files.ts';

const HEAD = ['İşlem Tarihi', 'Tutar', 'Onay Kodu', 'İşlem Tipi', 'Taksit Sayısı', 'Taksit No'];

function parts(cells: readonly (readonly [code: string, count: RawCell, no: RawCell, type?: string])[], profile = 'generic'): boolean[] {
  const file = read([HEAD, ...cells.map(([code, count, no, type = 'Satış']) => ['03.05.2026', '100,00', code, type, count, no])], { profile });
  const marked = file.rows.map((row) => row.instalment_part);
  const count = marked.filter(Boolean).length;
  // The generic layout says nothing of instalments, so the question is put.
  expect(file.warnings.filter((warning) => warning.code.startsWith('instalment'))).toEqual(
    count === 0 ? [] : [{ code: 'instalments_unclear', row: null, params: { count } }],
  );
  return marked;
}

describe('rows of sales in instalments', () => {
  it('are parts where no layout says that they carry the whole sale', () => {
    expect(parts([['1', '3', '1'], ['2', '3', null], ['3', '1', '1'], ['4', null, null], ['5', null, '2'], ['6', '3', '1', 'İade'], ['7', '3', '1', 'Red']])).toEqual([
      true, true, false, false, true, true, false,
    ]);
  });

  it('stay apart even where every part is there', () => {
    expect(parts([['1', '3', '1'], ['1', '3', '2'], ['1', '3', '3']])).toEqual([true, true, true]);
  });

  it('without a count are known by a later part of the same sale', () => {
    expect(parts([['1', null, '1'], ['1', null, '2'], ['2', null, '1']])).toEqual([true, true, false]);
  });

  it('carry the whole sale in VakıfBank\'s, Garanti\'s and iyzico\'s files, unless they number a later part', () => {
    for (const profile of ['vakifbank-csv', 'garanti-xlsx', 'iyzico-settlement']) {
      const layout = layouts.find((one) => one.name === profile);
      expect(layout?.instalments).toBe('whole');
    }
    const head = ['ISLEMTARIHI', 'BURUT', 'ISLEMTIPI', 'TSAYISI', 'PROVİZYON NO', 'Taksit No'];
    const file = read([head, ['03.05.2026', 100, 'SATIS', 6, '000123', null], ['03.05.2026', 100, 'SATIS', 6, '000124', '2']]);
    expect([file.profile.name, file.rows.map((row) => row.instalment_part)]).toEqual(['garanti-xlsx', [false, true]]);
  });

  it('carry it in Yapı Kredi\'s xlsx under their last number, unless the file shows other parts', () => {
    const head = ['Org. İşlem Tarihi', 'Brüt Tutar', 'Onay Kodu', 'Mesaj Tipi', 'Taksit Sayısı / Taksit Numarası'];
    const marks = (...cells: [string, string][]): boolean[] =>
      read([head, ...cells.map(([code, part]) => ['03.05.2026', 100, code, 'Satış', part])]).rows.map((row) => row.instalment_part);
    expect(marks(['1', '3/3'], ['2', '6/6'], ['3', '1/1'], ['4', ''])).toEqual([false, false, false, false]);
    expect(marks(['1', '3/3'], ['1', '3/2'])).toEqual([true, true]);
    expect(marks(['1', '3/3'], ['2', '6/1'], ['3', '1/1'])).toEqual([true, true, false]);
    expect(marks(['1', '3'])).toEqual([true]);
  });

  it('are sent after all where the user leaves the instalment fields without a column', () => {
    const file = read([HEAD, ['03.05.2026', '100,00', '1', 'Satış', '3', '1']], { map: { installment_count: '', installment_no: '' } });
    expect(file.rows[0]).toMatchObject({ instalment_part: false, installment_count: null });
  });
});
