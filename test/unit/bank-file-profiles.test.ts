import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headOf } from '../../src/main/domain/bank-file/inspect-table.ts';
import type { RawCell, RawWorkbook } from '../../src/main/domain/bank-file/raw.ts';
import { type Understanding, understand, type UnderstandOptions } from '../../src/main/domain/bank-file/understand.ts';
import { type BankProfile, PROFILE_FORMAT, profileFile, type SavedProfile } from '../../src/shared/bank-profile.ts';
import { failure, HEAD, read, sale } from '../builders/bank-files.ts';
import { bookOf, type LayoutSample, layoutSamples, sampleBook, sampleRows } from '../builders/layout-samples.ts';

/** Change it to look for new counterexamples; fast-check prints it with every failure. */
const SEED = 20_261_121;

/** What an export writes and an import reads: the profile has been through JSON. */
function throughJson(content: BankProfile): BankProfile {
  const document = { format: PROFILE_FORMAT, format_version: 1, name: 'x', version: 1, profile: content };
  return profileFile.parse(JSON.parse(JSON.stringify(document))).profile;
}

const saved = (file: Understanding, name = 'Bankam', version = 1): SavedProfile => ({ name, version, content: throughJson(file.used) });

/** A sample read by its built-in layout, and the profile that saving it makes. */
function learned(sample: LayoutSample): { first: Understanding; profile: SavedProfile } {
  const first = understand(sampleBook(sample));
  expect(first.profile.name).toBe(sample.profile);
  return { first, profile: saved(first) };
}

type Row = readonly RawCell[];

/** The sample's table with its columns in another order, its headers or its values changed. */
function table(sample: LayoutSample, change: (headers: string[], rows: RawCell[][]) => readonly [Row, readonly Row[]]): RawWorkbook {
  const [headers, rows] = change(sample.columns.map(([header]) => header), sampleRows(sample));
  return bookOf([headers, ...rows]);
}

/** Puts columns in the order of `places`. */
const arranged = (headers: string[], rows: RawCell[][], places: readonly number[]): readonly [Row, readonly Row[]] => [
  places.map((at) => headers[at] ?? ''),
  rows.map((row) => places.map((at) => row[at] ?? null)),
];

const placeOf = (sample: LayoutSample, holds: string): number => sample.columns.findIndex(([, what]) => what === holds);
const headerOf = (sample: LayoutSample, holds: string): string => sample.columns[placeOf(sample, holds)]?.[0] ?? '';

const stopped = (book: RawWorkbook, profile: SavedProfile, more: UnderstandOptions = {}): Record<string, unknown> => {
  const error = failure(() => understand(book, { profiles: [profile], ...more }));
  expect(error.code).toBe('input.layout_changed');
  expect(error.details).toMatchObject({ profile: profile.name, version: profile.version });
  const { renamed, moved, gone, added, swapped } = error.details;
  return { renamed, moved, gone, added, swapped };
};

const nothing = { renamed: [], moved: [], gone: [], added: [], swapped: [] };

describe.each(layoutSamples)('a profile saved from $profile', (sample) => {
  const { first, profile } = learned(sample);

  it('is known by its headers and reads the same file to the same rows', () => {
    const again = understand(sampleBook(sample), { profiles: [profile] });
    expect(again.profile).toEqual({ name: 'Bankam', version: 1 });
    expect(again.bank).toBe(first.bank);
    expect(again.rows).toEqual(first.rows);
    expect(again.mapping).toEqual(first.mapping);
    expect(again.counts).toEqual(first.counts);
    expect(again.warnings).toEqual(first.warnings);
    const changing = ({ looks: _looks, orders: _orders, ...rest }: BankProfile): unknown => rest;
    expect(changing(again.used)).toEqual(changing(profile.content));
    expect(again.columns.filter(({ field }) => field !== null).every(({ reason, confidence }) => reason === 'by_profile' && confidence >= 50)).toBe(true);
  });

  it('bears spacing in the headers and other rows below them', () => {
    const book = table(sample, (headers, rows) => [headers.map((header) => ` ${header.replaceAll(' ', '  ')} `), rows.toReversed().slice(0, 9)]);
    expect(understand(book, { profiles: [profile] }).profile.name).toBe('Bankam');
  });

  it('stops where a column is renamed', () => {
    const gross = headerOf(sample, 'gross');
    const book = table(sample, (headers, rows) => [headers.map((header) => (header === gross ? 'Yeni Tutar' : header)), rows]);
    expect(stopped(book, profile)).toEqual({ ...nothing, renamed: [{ from: gross, to: 'Yeni Tutar' }] });
    const accepted = understand(book, { profiles: [profile], acceptLayout: true });
    expect(accepted.rows).toEqual(first.rows.map((row) => row));
    expect(accepted.mapping.amount).toBe('Yeni Tutar');
    expect(accepted.warnings).toContainEqual({ code: 'layout_accepted', row: null, params: { profile: 'Bankam', version: 1, changes: `${gross} → Yeni Tutar` } });
  });

  it('stops where a column moved', () => {
    const last = sample.columns.length - 1;
    const places = [last, ...sample.columns.keys()].slice(0, -1);
    const book = table(sample, (headers, rows) => arranged(headers, rows, places));
    expect(stopped(book, profile)).toEqual({ ...nothing, moved: [{ header: sample.columns[last]?.[0], from: last + 1, to: 1 }] });
  });

  it('stops where two headers changed places and their values did not', () => {
    const [net, gross] = [headerOf(sample, 'net'), headerOf(sample, 'gross')];
    const other = new Map([[net, gross], [gross, net]]);
    const book = table(sample, (headers, rows) => [headers.map((header) => other.get(header) ?? header), rows]);
    const { moved, swapped, ...rest } = stopped(book, profile) as { moved: { header: string }[]; swapped: string[][] };
    expect(rest).toEqual({ renamed: [], gone: [], added: [] });
    expect(moved.length).toBeGreaterThan(0);
    expect([net, gross]).toContain(moved[0]?.header);
    expect(swapped).toEqual([]);
  });

  it.each([['net', 'gross'], ['commission', 'net'], ['day', 'value_day'], ['code', 'merchant']])('stops where %s and %s hold each other’s values', (a, b) => {
    const [from, to] = [placeOf(sample, a), placeOf(sample, b)];
    if (from < 0 || to < 0) return;
    const book = table(sample, (headers, rows) => [headers, rows.map((row) => row.with(from, row[to] ?? null).with(to, row[from] ?? null))]);
    const { swapped, ...rest } = stopped(book, profile) as { swapped: string[][] };
    expect(rest).toEqual({ renamed: [], moved: [], gone: [], added: [] });
    expect(swapped.map((pair) => pair.toSorted())).toContainEqual([headerOf(sample, a), headerOf(sample, b)].toSorted());
  });

  it('stops where a column is gone, and where one was added', () => {
    const at = placeOf(sample, 'commission');
    const fewer = table(sample, (headers, rows) => arranged(headers, rows, [...headers.keys()].filter((place) => place !== at)));
    expect(stopped(fewer, profile)).toEqual({ ...nothing, gone: [headerOf(sample, 'commission')] });
    const more = table(sample, (headers, rows) => [[...headers.slice(0, 2), 'Yeni Sütun', ...headers.slice(2)], rows.map((row) => [...row.slice(0, 2), 'x', ...row.slice(2)])]);
    expect(stopped(more, profile)).toEqual({ ...nothing, added: ['Yeni Sütun'] });
  });

  it('becomes a new version that knows the new layout, beside the old one', () => {
    const gross = headerOf(sample, 'gross');
    const book = table(sample, (headers, rows) => [headers.map((header) => (header === gross ? 'Yeni Tutar' : header)), rows]);
    const next = saved(understand(book, { profiles: [profile], acceptLayout: true }), 'Bankam', 2);
    const profiles = [profile, next];
    expect(understand(book, { profiles }).profile).toEqual({ name: 'Bankam', version: 2 });
    expect(understand(sampleBook(sample), { profiles }).profile).toEqual({ name: 'Bankam', version: 1 });
    expect(understand(sampleBook(sample), { profiles, profile: 'Bankam@1' }).rows).toEqual(first.rows);
  });
});

describe('a saved profile', () => {
  const sample = layoutSamples.find(({ profile }) => profile === 'ziraat-csv');
  if (sample === undefined) throw new Error('no sample');
  const { profile } = learned(sample);

  it('does not take the file of a bank that is known otherwise for its own', () => {
    for (const other of layoutSamples) {
      if (other.profile === 'ziraat-csv' || other.profile === 'ziraat-xlsx') continue;
      expect(understand(sampleBook(other), { profiles: [profile] }).profile.name).toBe(other.profile);
    }
  });

  it('is not that of another bank, however alike their headers are; one of an unknown bank may be', () => {
    const headers = ['İşlem Tarihi', 'İşlem Tutarı', 'Onay Kodu', 'Kart No', 'Net Tutar', 'İşyeri No'];
    const rows = [1, 2, 3].map((n) => ['03.05.2026', `${n}00,00`, `A0000${n}`, '4506', `${n}00,00`, '0042']);
    const isbank = bookOf([[...headers, 'POS İşlem No'], ...rows.map((row) => [...row, '1'])]);
    const content = throughJson(understand(bookOf([headers, ...rows])).used);
    expect(content.bank).toBe('unknown');
    expect(stopped(isbank, { name: 'B', version: 1, content })).toEqual({ ...nothing, added: ['POS İşlem No'] });
    expect(understand(isbank, { profiles: [{ name: 'B', version: 1, content: { ...content, bank: 'Ziraat Bankası' } }] }).profile.name).toBe('isbank');
  });

  it('is not asked for a changed layout where the user names another reading', () => {
    const book = table(sample, (headers, rows) => arranged(headers, rows, [...headers.keys()].slice(1)));
    stopped(book, profile);
    expect(understand(book, { profiles: [profile], profile: 'ziraat-csv' }).profile.name).toBe('ziraat-csv');
    stopped(sampleBook(layoutSamples[0] ?? sample), profile, { profile: 'Bankam' });
    expect(failure(() => understand(book, { profiles: [profile], profile: 'Bankam@7' })).code).toBe('usage.unknown_profile');
  });

  it('that reads its own gross never takes another figure for it', () => {
    const gross = placeOf(sample, 'gross');
    const book = table(sample, (headers, rows) => arranged(headers, rows, [...headers.keys()].filter((at) => at !== gross)));
    expect(failure(() => understand(book, { profiles: [profile], acceptLayout: true }))).toMatchObject({ code: 'input.missing_column', details: { field: 'amount' } });
    expect(stopped(book, profile, { acceptLayout: false })).toMatchObject({ gone: [headerOf(sample, 'gross')] });
  });

  it('remembers what was answered about decimals, dates, padding and words', () => {
    const rows = [HEAD, sale('1', '1.234', 'Xyz', '03/05/2026'), sale('2', '2.345', 'Xyz', '04/05/2026')];
    const answered = read(rows, { decimal: 'comma', dateOrder: 'mdy', words: { Xyz: 'refund' }, unknownWords: 'ask' });
    expect(answered.kinds.refund).toBe(2);
    const content = throughJson(answered.used);
    expect(content).toMatchObject({ decimal: 'comma', date_order: 'mdy', words: [{ word: 'Xyz', means: 'refund' }], code_padding: 6 });
    const again = read(rows, { profiles: [{ name: 'B', version: 1, content }], unknownWords: 'ask' });
    expect(again.rows).toEqual(answered.rows);
    const bare = read([HEAD, ['03.05.2026', '1,00', 77, 'Satış']]).used;
    const unpadded = { name: 'B', version: 1, content: { ...throughJson(bare), code_padding: 0 } };
    expect(read([HEAD, ['03.05.2026', '1,00', 77, 'Satış']], { profiles: [unpadded] }).rows[0]).toMatchObject({ auth_code: '77', note: null });
  });

  it('keeps nothing of what the file leaves open', () => {
    expect(throughJson(read([HEAD, sale('1', 1234, 'Satış')]).used)).toMatchObject({ decimal: null, date_order: null, instalments: 'ask' });
    expect(throughJson(read([HEAD, sale('1', '1.234,50', 'Satış', '13/05/2026')]).used)).toMatchObject({ decimal: 'comma', date_order: 'dmy' });
  });

  it('keeps of the values only type and status words', () => {
    const texts = new Set(sampleRows(sample).flat().filter((cell) => typeof cell === 'string' && cell.length > 3));
    for (const word of ['Satış', 'İade']) texts.delete(word);
    const kept = JSON.stringify(profile.content);
    expect([...texts].filter((text) => kept.includes(`"${String(text)}"`))).toEqual([]);
  });

  it('finds a header whose names mean nothing to anybody else', () => {
    const odd = sample.columns.map(([, holds], at) => `x${at}${holds.slice(0, 1)}`);
    const book = bookOf([['Rapor'], [], odd, ...sampleRows(sample)]);
    expect(failure(() => understand(book)).code).toBe('input.no_header');
    const map = Object.fromEntries(([['amount', 'gross'], ['transaction_date', 'day'], ['auth_code', 'code'], ['kind', 'kind']] as const).map(([field, holds]) => [field, odd[placeOf(sample, holds)] ?? '']));
    const taught = saved(understand(book, { headerRow: 3, map }), 'Tuhaf');
    const again = understand(book, { profiles: [taught] });
    expect(again).toMatchObject({ header_row: 3, profile: { name: 'Tuhaf' } });
    expect(again.counts.sales + again.counts.refunds).toBe(again.rows.length);
    const renamed = bookOf([['Rapor'], [], odd.with(placeOf(sample, 'gross'), 'başka'), ...sampleRows(sample)]);
    expect(stopped(renamed, taught)).toEqual({ ...nothing, renamed: [{ from: odd[placeOf(sample, 'gross')], to: 'başka' }] });
  });

  it('reads a file without a header, and knows it again by its columns', () => {
    const book = bookOf(sampleRows(sample));
    expect(failure(() => understand(book)).code).toBe('input.no_header');
    const names = headOf(book, { headerRow: 0 }, 1).headers;
    expect(names.slice(0, 3)).toEqual(['Sütun A', 'Sütun B', 'Sütun C']);
    const map = Object.fromEntries(([['amount', 'gross'], ['transaction_date', 'day'], ['auth_code', 'code'], ['kind', 'kind']] as const).map(([field, holds]) => [field, names[placeOf(sample, holds)] ?? '']));
    const first = understand(book, { headerRow: 0, map });
    expect(first.rows[0]?.row).toBe(1);
    const again = understand(book, { profiles: [saved(first, 'Başlıksız')] });
    expect(again).toMatchObject({ header_row: 0, profile: { name: 'Başlıksız' } });
    expect(again.rows).toEqual(first.rows);
    const other = bookOf(sampleRows(sample).map((row) => row.toReversed()));
    expect(failure(() => understand(other, { profiles: [saved(first)] })).code).toBe('input.no_header');
  });

  it('is refused where the header row pointed at is empty', () => {
    expect(failure(() => understand(bookOf([['Tarih', 'Tutar'], []]), { headerRow: 2 })).code).toBe('usage.header_row');
  });
});

describe('the JSON of a profile', () => {
  const content = read([HEAD, sale('1')]).used;
  const document = { format: PROFILE_FORMAT, format_version: 1, name: 'Bankam', version: 3, profile: content };

  it('goes out and comes back the same', () => {
    for (const sample of layoutSamples) {
      const { used } = understand(sampleBook(sample));
      expect(throughJson(used)).toEqual(used);
    }
    expect(profileFile.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  });

  it.each<[string, object]>([
    ['another format', { ...document, format: 'x' }],
    ['another version of the format', { ...document, format_version: 2 }],
    ['a field nobody knows', { ...document, extra: 1 }],
    ['a field nobody knows, deeper', { ...document, profile: { ...content, extra: 1 } }],
    ['a name with an @', { ...document, name: 'a@1' }],
    ['a version that is none', { ...document, version: 0 }],
    ['a column that is not in the headers', { ...document, profile: { ...content, columns: { amount: ['Yok'] } } }],
    ['a field that is none', { ...document, profile: { ...content, columns: { money: ['Tutar'] } } }],
    ['a meaning that is none', { ...document, profile: { ...content, words: [{ word: 'a', means: 'b' }] } }],
    ['looks that are too few', { ...document, profile: { ...content, looks: [] } }],
    ['places outside the headers', { ...document, profile: { ...content, orders: [{ above: 99, below: 0, greater: 1, lesser: 0 }] } }],
  ])('is refused with %s', (_, changed) => {
    expect(profileFile.safeParse(JSON.parse(JSON.stringify(changed))).success).toBe(false);
  });
});

describe('folding', () => {
  it('never makes two columns of one file into one', () => {
    const letters = fc.constantFrom('I', 'ı', 'i', 'İ', 'S', 'ş', 's', 'Ş', ' ', '_', '.', 'T', 't', 'U', 'ü', 'O', 'ö', 'a', 'â', 'Ý', 'þ');
    const header = fc.string({ unit: letters, minLength: 1, maxLength: 8 }).map((text) => text.trim()).filter((text) => text !== '');
    const distinct = fc.uniqueArray(header, { minLength: 4, maxLength: 9, selector: (text) => text.normalize('NFC').replaceAll(/\s+/gu, ' ') });
    fc.assert(
      fc.property(distinct, fc.context(), (headers, context) => {
        const [date = '', gross = '', code = '', kind = ''] = headers;
        const map = { transaction_date: date, amount: gross, auth_code: code, kind };
        const row = headers.map((one) => ({ [date]: '03.05.2026', [gross]: '1,00', [code]: 'A00001', [kind]: 'Satış' })[one] ?? 'başka');
        context.log(JSON.stringify(headers));
        const file = understand(bookOf([headers, row]), { headerRow: 1, map });
        expect(file.rows[0]).toMatchObject({ kind: 'sale', amount: 100, auth_code: 'A00001', transaction_at: Date.parse('2026-05-03T12:00:00+03:00') });
        const again = understand(bookOf([headers, row]), { profiles: [saved(file)] });
        expect(again.rows).toEqual(file.rows);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});
