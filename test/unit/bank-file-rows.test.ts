import { describe, expect, it } from 'vitest';
import type { RawCell } from '../../src/main/domain/bank-file/raw.ts';
import { HEAD, read, sale } from '../builders/bank-files.ts';

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

  it('never carry a whole card number, neither in their field nor among their cells', () => {
    const head = ['İşlem Tarihi', 'Tutar', 'Onay Kodu', 'Kart No'];
    const whole = ['5400', '6712', '3456', '7894'];
    const file = read([head, ['03.05.2026', '1,00', '000123', whole.join(' ')], ['03.05.2026', '1,00', '000124', whole.join('')], ['03.05.2026', '2,00', '000125', '540067******7894']]);
    expect(file.rows.map((row) => row.card)).toEqual(Array.from({ length: 3 }, () => '540067******7894'));
    expect(JSON.stringify(file.rows)).not.toContain('12345');
    expect(JSON.stringify(file.rows)).not.toContain('6712');
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
