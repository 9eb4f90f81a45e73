import { describe, expect, it } from 'vitest';
import { checkIds, type KnownIds } from '../../src/main/domain/bank-file/check-ids.ts';
import { headOf } from '../../src/main/domain/bank-file/inspect-table.ts';
import { isCard } from '../../src/main/domain/bank-file/looks.ts';
import { layouts } from '../../src/main/domain/bank-file/layouts/index.ts';
import type { RawCell } from '../../src/main/domain/bank-file/raw.ts';
import { proveSums } from '../../src/main/domain/bank-file/sums.ts';
import { understand } from '../../src/main/domain/bank-file/understand.ts';
import type { ColumnFinding, LookKind } from '../../src/shared/bank-profile.ts';
import { failure, HEAD, read, sale } from '../builders/bank-files.ts';
import { bookOf, type LayoutSample, layoutSamples, sampleBook, sampleRows } from '../builders/layout-samples.ts';

const nonsense = (sample: LayoutSample): string[] => sample.columns.map((_, at) => `kolon ${at}`);

/** What each kind of value is expected to look like, and the field its look speaks for. */
const looks: Partial<Record<string, LookKind>> = {
  day: 'date', value_day: 'date', end_day: 'date', time: 'time', gross: 'amount', commission: 'amount', net: 'amount', card: 'card',
  currency: 'currency', currency_code: 'currency', kind: 'word', code: 'code', rrn: 'id', id: 'id', order: 'id', merchant: 'constant',
  terminal: 'constant', count: 'count', text: 'text',
};
const fields: Partial<Record<string, string>> = {
  time: 'transaction_time', card: 'card', currency: 'currency', currency_code: 'currency', code: 'auth_code', rrn: 'rrn', order: 'order',
  merchant: 'bank_merchant_no', terminal: 'terminal',
};

describe.each(layoutSamples)('columns of $profile', (sample) => {
  it('are explained by the layout, with content that agrees', () => {
    const { columns } = understand(sampleBook(sample));
    expect(columns.map(({ header }) => header)).toEqual(sample.columns.map(([header]) => header));
    const doubtful = columns.filter(({ field, content_agrees }) => field !== null && content_agrees === false);
    expect(doubtful).toEqual([]);
    for (const { field, reason, confidence } of columns) {
      if (field === null) continue;
      expect(['by_layout', 'by_name']).toContain(reason);
      expect(confidence).toBeGreaterThan(60);
    }
  });

  it('show what they are under headers that say nothing', () => {
    const { columns } = headOf(bookOf([nonsense(sample), ...sampleRows(sample)]), { headerRow: 1 }, 3);
    for (const [at, [header, holds]] of sample.columns.entries()) {
      const finding = columns[at];
      if (looks[holds] !== undefined) expect({ header, looks_like: finding?.looks_like }).toEqual({ header, looks_like: looks[holds] });
      if (fields[holds] !== undefined) expect({ header, suggested: finding?.suggested }).toEqual({ header, suggested: fields[holds] });
    }
  });

  it('are read under headers that say nothing where the sums prove the money, and asked about where they do not', () => {
    const rows = sampleRows(sample);
    const truth = understand(sampleBook(sample));
    const dates = sample.columns.flatMap(([, holds], at) => (holds === 'day' ? [`kolon ${at}`] : []));
    const map = { transaction_date: dates[0] ?? '' };
    const file = understand(bookOf([nonsense(sample), ...rows]), { headerRow: 1, map });
    expect(file.rows.map(({ amount, commission, net }) => [amount, commission, net])).toEqual(truth.rows.map(({ amount, commission, net }) => [amount, commission, net]));
    expect(file.columns.filter(({ reason }) => reason === 'by_sums').map(({ field }) => field).sort()).toEqual(['amount', 'commission', 'net']);
    expect(file.warnings.filter(({ code }) => code === 'found_by_sums')).toHaveLength(3);
    // One kuruş in one row, and nothing is proven any more.
    const gross = sample.columns.findIndex(([, holds]) => holds === 'gross');
    const broken = rows.with(7, (rows[7] ?? []).with(gross, sample.style === 'numbers' ? 0.01 : sample.style === 'turkish' ? '0,01' : '0.01'));
    expect(failure(() => understand(bookOf([nonsense(sample), ...broken]), { headerRow: 1, map }))).toMatchObject({ code: 'input.missing_column', details: { field: 'amount' } });
    const offered = headOf(bookOf([nonsense(sample), ...broken]), { headerRow: 1, map }, 3).columns.filter(({ suggested }) => suggested === 'amount');
    expect(offered).toHaveLength(1);
    expect(offered[0]).toMatchObject({ field: null, reason: 'suggested' });
  });
});

it('has a sample of every built-in layout whose files are read', () => {
  expect(layoutSamples.map(({ profile }) => profile).toSorted()).toEqual(layouts.filter(({ daily_totals }) => daily_totals !== true).map(({ name }) => name).toSorted());
});

describe('Fibabanka’s statement', () => {
  it('is refused as totals of days', () => {
    const rows: RawCell[][] = [['Gün', 'İşlem', 'Adet', 'Brüt Tutar', 'Komisyon Tutarı', 'Net Tutar'], ['03.05.2026', 'Satış', '12', '1.200,00', '24,00', '1.176,00']];
    expect(failure(() => read(rows)).code).toBe('input.daily_totals');
  });
});

const finding = (columns: readonly ColumnFinding[], header: string): ColumnFinding | undefined => columns.find((one) => one.header === header);

describe('what is known of a column', () => {
  it('carries how sure it is and why', () => {
    const rows = [1, 2, 3, 4].map((n) => ['03.05.2026', `${n}00,00`, `A0000${n}`, 'Satış', `REF-2026-${n}-x`, 'serbest']);
    const { columns } = read([['İşlem Tarihi', 'Tutar', 'Onay Kodu', 'İşlem Tipi', 'Müşteri Anahtarı', 'Not'], ...rows], { map: { order: 'Müşteri Anahtarı' } });
    expect(finding(columns, 'Müşteri Anahtarı')).toMatchObject({ field: 'order', reason: 'by_you', confidence: 100 });
    expect(finding(columns, 'Onay Kodu')).toMatchObject({ field: 'auth_code', reason: 'by_name', looks_like: 'code', content_agrees: true });
    expect(finding(columns, 'Tutar')?.confidence).toBeLessThan(finding(columns, 'Onay Kodu')?.confidence ?? 0);
    expect(finding(columns, 'Not')).toMatchObject({ field: null, suggested: null, reason: 'not_used', confidence: 0 });
  });

  it('is doubted where the values are of another kind', () => {
    const rows = [1, 2, 3].map((n) => ['03.05.2026', '100,00', `0${n}.05.2026`, 'Satış']);
    const { columns } = read([HEAD, ...rows]);
    expect(finding(columns, 'Onay Kodu')).toMatchObject({ field: 'auth_code', looks_like: 'date', content_agrees: false, confidence: 45 });
  });

  it('takes the one column of dates and the one column of type words, with a remark, and no code', () => {
    const rows = [1, 2, 3, 4].map((n) => [`0${n}.05.2026`, '100,00', `A0000${n}`, n === 4 ? 'İade' : 'Satış']);
    const file = read([['a', 'Tutar', 'b', 'c'], ...rows], { headerRow: 1 });
    expect(file.kinds).toMatchObject({ sale: 3, refund: 1 });
    expect(file.columns.map(({ field, suggested, reason }) => [field, suggested, reason])).toEqual([
      ['transaction_date', null, 'by_content'], ['amount', null, 'by_name'], [null, 'auth_code', 'suggested'], ['kind', null, 'by_content'],
    ]);
    expect(file.warnings.filter(({ code }) => code === 'found_by_content').map(({ params }) => params['header'])).toEqual(['a', 'c']);
    expect(failure(() => read([['a', 'Tutar', 'b', 'c'], ...rows], { headerRow: 1, map: { transaction_date: '' } })).code).toBe('input.missing_column');
  });

  it('offers the earlier of two columns of dates and takes neither', () => {
    const rows = [1, 2, 3].map((n) => [`0${n}.06.2026`, `0${n}.05.2026`, '100,00', `A0000${n}`]);
    expect(failure(() => read([['a', 'b', 'Tutar', 'Onay Kodu'], ...rows], { headerRow: 1 })).details).toMatchObject({ field: 'transaction_date' });
    const { columns } = headOf(bookOf([['a', 'b', 'Tutar', 'Onay Kodu'], ...rows]), { headerRow: 1 }, 3);
    expect(columns.slice(0, 2).map(({ suggested }) => suggested)).toEqual(['value_date', 'transaction_date']);
  });

  it('knows a card by its mask or its check digit', () => {
    for (const text of ['450634******0017', '4355**********17', '4506 34** **** 0017', '4111111111111111']) expect(isCard(text)).toBe(true);
    for (const text of ['612312345678', '4111111111111112', '****', 'A1B2C3', '1.234,56']) expect(isCard(text)).toBe(false);
  });

  it('shows no whole card number, whatever its column is called', () => {
    const book = bookOf([['İşlem Tarihi', 'Tutar', 'Onay Kodu', 'x'], ['03.05.2026', '1,00', 'A1B2C3', '4111111111111111']]);
    expect(headOf(book, {}, 5).rows[0]?.cells[3]).toBe('411111******1111');
    expect(headOf(bookOf([['a', '4111111111111111'], ['b', '612312345678']]), {}, 5)).toMatchObject({ header_row: null, rows: [{ cells: ['a', '411111******1111'] }, { cells: ['b', '612312345678'] }] });
  });
});

it('no whole card number is kept with a row, whatever its column is called', () => {
  const file = read([['İşlem Tarihi', 'Tutar', 'Onay Kodu', 'Anahtar'], ['03.05.2026', '1,00', 'A1B2C3', '4111111111111111'], ['bozuk', 'bozuk', 'A1B2C4', '5500000000000004']]);
  expect(file.rows.map(({ cells }) => cells[3])).toEqual(['411111******1111', '550000******0004']);
  expect(file.rejected.map(({ cells }) => cells[3])).toEqual(['550000******0004']);
});

describe('sums as proof', () => {
  const rows = [[100, 98, 2], [200, 196, 4], [300, 300, 0]].map((row) => row.map((cell) => cell + 0.5 - 0.5));

  it('need three rows, one way and every row', () => {
    expect(proveSums(rows, [0, 1, 2])).toEqual(new Map([['amount', 0], ['net', 1], ['commission', 2]]));
    expect(proveSums(rows.slice(0, 2), [0, 1, 2])).toBeUndefined();
    expect(proveSums([...rows, [100, 98, 3]], [0, 1, 2])).toBeUndefined();
    expect(proveSums([...rows, [98, 98, null]], [0, 1, 2])).toBeUndefined();
    expect(proveSums([...rows, [null, null, null]], [0, 1, 2])).toBeDefined();
    expect(proveSums(rows.map((row) => [...row, row[0] ?? 0]), [0, 1, 2, 3])).toBeUndefined();
    expect(proveSums(rows.map(([gross = 0]) => [gross, gross, 0]), [0, 1, 2])).toBeUndefined();
  });
});

describe('the column of the bank’s id', () => {
  const ids = Array.from({ length: 100 }, (_, at) => `PX${1000 + at}`);
  const known: KnownIds = { provider_transaction_id: new Set(ids), rrn: new Set(ids.map((id) => `R${id}`)), host_reference: new Set(), order: new Set() };
  const candidates = ['Sayaç', 'RRN', 'Banka No', 'Boş'].map((header, at) => ({ header, at, field: null, in_use: at === 0 }));
  const cells = ids.map((id, at) => [String(at % 10), `R${id}`, at < 90 ? id : `yok${at}`, '']);

  it('is the one most sales are known by; a counter that repeats is none', () => {
    const { columns, offer } = checkIds(candidates, cells, known);
    expect(columns.map(({ header, rows, distinct, hits, verdict }) => [header, rows, distinct, hits.provider_transaction_id, hits.rrn, verdict])).toEqual([
      ['Banka No', 100, 100, 90, 0, 'better'], ['Sayaç', 100, 10, 0, 0, 'repeats'], ['RRN', 100, 100, 0, 100, 'fewer_hits'],
    ]);
    expect(offer).toMatchObject({ header: 'Banka No' });
  });

  it('stays where it is as good as any, and where nothing is known', () => {
    const inUse = candidates.map((one) => ({ ...one, in_use: one.at === 2 }));
    expect(checkIds(inUse, cells, known)).toMatchObject({ offer: null, columns: [{ header: 'Banka No', verdict: 'best' }, {}, {}] });
    const nobody: KnownIds = { provider_transaction_id: new Set(), rrn: new Set(), host_reference: new Set(), order: new Set() };
    expect(checkIds(candidates, cells, nobody)).toMatchObject({ offer: null });
    const equal = [{ ...candidates[0], header: 'A', at: 0, field: null, in_use: false }, { header: 'B', at: 1, field: null, in_use: true }];
    expect(checkIds(equal, ids.map((id) => [id, id]), known).offer).toBeNull();
  });

  it('is offered for its references where it names no provider id, and never when it repeats', () => {
    expect(checkIds(candidates, cells.map((row) => row.with(2, 'x')), known).offer).toMatchObject({ header: 'RRN' });
    expect(checkIds(candidates, cells.map((row, at) => row.with(2, ids[at % 50] ?? '').with(1, '')), known)).toMatchObject({ offer: null });
  });
});

it('a table’s first rows are shown with what was understood of its columns', () => {
  const head = headOf(bookOf([['Rapor'], HEAD, sale('A00001'), [null], sale('A00002')]), {}, 5);
  expect(head).toMatchObject({ header_row: 2, headers: HEAD });
  expect(head.rows.map(({ row }) => row)).toEqual([3, 5]);
});
