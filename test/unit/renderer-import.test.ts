import { describe, expect, it } from 'vitest';
import { assignColumn, choosing, type InspectedColumn, recognisedBy, rowsNamed } from '../../src/renderer/src/features/import/inspected.ts';
import { fieldOfNote, mendFields } from '../../src/renderer/src/features/import/mending.ts';
import { say } from '../../src/shared/text/say.ts';

const column = (at: number, header: string, given: Partial<InspectedColumn> = {}): InspectedColumn => ({
  header,
  at,
  field: null,
  also: null,
  suggested: null,
  confidence: 90,
  reason: 'by_name',
  looks_like: 'text',
  content_agrees: null,
  reason_text: '',
  samples: [],
  ...given,
});

describe('giving a column to a field', () => {
  const columns = [
    column(0, 'Tarih', { field: 'transaction_date' }),
    column(1, 'Tutar', { field: 'amount' }),
    column(2, 'RRN', { field: 'rrn' }),
    column(3, 'Puan', { field: 'deductions' }),
    column(4, 'Katkı', { field: 'deductions' }),
    column(5, 'Açıklama'),
    column(6, 'Referans', { field: 'bank_transaction_id', also: 'order' }),
  ];

  it('takes the column from what it fed before', () => {
    expect(assignColumn(columns, {}, 'Tutar', 'net')).toEqual({ amount: '', net: 'Tutar' });
    expect(assignColumn(columns, {}, 'Açıklama', 'kind')).toEqual({ kind: 'Açıklama' });
    expect(assignColumn(columns, {}, 'Tutar', null)).toEqual({ amount: '' });
  });

  it('changes an earlier choice instead of contradicting it', () => {
    const once = assignColumn(columns, {}, 'Açıklama', 'kind');
    expect(assignColumn(columns, once, 'Açıklama', 'status')).toEqual({ kind: '', status: 'Açıklama' });
    const back = assignColumn([column(5, 'Açıklama', { field: 'status' })], { kind: '', status: 'Açıklama' }, 'Açıklama', 'kind');
    expect(back).toEqual({ kind: 'Açıklama', status: '' });
  });

  it('leaves a reference one when its column becomes the bank’s id, and frees both when it becomes something else', () => {
    expect(assignColumn(columns, {}, 'RRN', 'bank_transaction_id')).toEqual({ bank_transaction_id: 'RRN' });
    expect(assignColumn(columns, {}, 'Referans', 'auth_code')).toEqual({ bank_transaction_id: '', order: '', auth_code: 'Referans' });
  });

  it('gathers deductions, and gives one of them up alone', () => {
    expect(assignColumn(columns, {}, 'Açıklama', 'deductions')).toEqual({ deductions: 'Puan + Katkı + Açıklama' });
    expect(assignColumn(columns, {}, 'Puan', null)).toEqual({ deductions: 'Katkı' });
    expect(assignColumn(columns, {}, 'Puan', 'commission')).toEqual({ deductions: 'Katkı', commission: 'Puan' });
  });
});

describe('choices about a file', () => {
  it('are made and taken back one by one', () => {
    expect(choosing({ decimal: 'dot' }, 'date_order', 'mdy')).toEqual({ decimal: 'dot', date_order: 'mdy' });
    expect(choosing({ decimal: 'dot', date_order: 'mdy' }, 'decimal', undefined)).toEqual({ date_order: 'mdy' });
  });

  it('say how the bank was recognised', () => {
    expect(recognisedBy({ columns: [column(0, 'A', { reason: 'by_layout' })] }, { profile: 'garanti' })).toBe('you');
    expect(recognisedBy({ columns: [column(0, 'A', { reason: 'by_profile' })] }, {})).toBe('saved');
    expect(recognisedBy({ columns: [column(0, 'A', { reason: 'by_layout' })] }, {})).toBe('known');
    expect(recognisedBy({ columns: [column(0, 'A')] }, {})).toBe('columns');
  });
});

describe('the rows a warning names', () => {
  it.each(['tr', 'en'] as const)('are read out of its sentence, %s', (language) => {
    const rows = '3, 7, 12, …';
    expect(rowsNamed(say(language, 'warning.overlapping_rows', { count: 12, file: '2026 (1).xlsx', rows }))).toEqual([3, 7, 12]);
    expect(rowsNamed(say(language, 'warning.equal_rows', { count: 2, rows: '4, 5' }))).toEqual([4, 5]);
    expect(rowsNamed(say(language, 'warning.repeated_id', { id: '991, 2', count: 2, rows: '4, 5' }))).toEqual([4, 5]);
    expect(rowsNamed(say(language, 'warning.bad_amount', { value: '(1, 2)' }))).toEqual([]);
  });
});

describe('a rejected row', () => {
  it('offers what can be typed, as it stands in the file', () => {
    const imported = { headers: ['Tarih', 'Tutar', 'Puan'], mapping: { transaction_date: 'Tarih', amount: 'Tutar', deductions: 'Puan' } };
    expect(mendFields(imported, ['03.05.2026', 'bozuk', '1,00'])).toEqual([
      { field: 'kind', text: '' },
      { field: 'amount', text: 'bozuk' },
      { field: 'transaction_date', text: '03.05.2026' },
    ]);
  });

  it('points at the field it was rejected for', () => {
    expect(fieldOfNote('bad_amount')).toBe('amount');
    expect(fieldOfNote('bad_date')).toBe('transaction_date');
    expect(fieldOfNote('unknown_type')).toBe('kind');
    expect(fieldOfNote('not_a_transaction')).toBeNull();
    expect(fieldOfNote(null)).toBeNull();
  });
});
