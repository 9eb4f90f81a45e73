import { describe, expect, it } from 'vitest';
import { type Classification, Classifier } from '../../src/main/domain/bank-file/classify.ts';
import { answerOf, meaningOf, ownWords, readWord } from '../../src/main/domain/bank-file/words.ts';
import { wordMeanings } from '../../src/shared/bank-profile.ts';
import { failure, HEAD, read, sale } from '../builders/bank-files.ts';

const STATUS_HEAD = [...HEAD, 'Durum'];
const ask = { unknownWords: 'ask' } as const;

describe('a word nobody knows', () => {
  it('is asked about once, with how many rows it keeps from counting and the first of them', () => {
    const rows = [HEAD, sale('1'), ...Array.from({ length: 8 }, (_, at) => sale(`x${at}`, '5,00', 'Xyz')), sale('2', '1,00', 'Abc')];
    const error = failure(() => read(rows, ask));
    expect(error.code).toBe('input.unknown_words');
    expect(error.details).toMatchObject({
      named: 'Xyz (8), Abc (1)',
      words: [{ word: 'Xyz', column: 'kind', count: 8, rows: [3, 4, 5, 6, 7] }, { word: 'Abc', column: 'kind', count: 1, rows: [11] }],
    });
  });

  it('is settled by an answer, and asked about no more', () => {
    const rows = [HEAD, sale('1'), sale('2', '5,00', 'Xyz'), sale('3', '6,00', 'Abc')];
    const file = read(rows, { ...ask, words: { Xyz: 'refund', Abc: 'fee' } });
    expect(file.rows.map(({ kind, status }) => [kind, status])).toEqual([['sale', 'completed'], ['refund', 'refunded'], ['fee', null]]);
    expect(failure(() => read(rows, { ...ask, words: { Xyz: 'refund' } })).details).toMatchObject({ named: 'Abc (1)' });
    const content = file.used;
    expect(read(rows, { ...ask, profiles: [{ name: 'B', version: 1, content }] }).rows).toEqual(file.rows);
  });

  it('need not be answered: its rows are then rejected, with the reason and counted', () => {
    const file = read([HEAD, sale('1'), sale('2', '5,00', 'Xyz')], { unknownWords: 'reject' });
    expect(file.counts).toMatchObject({ sales: 1, rejected: 1 });
    expect(file.rows[1]).toMatchObject({ kind: 'rejected', note: 'unknown_type' });
    expect(file.warnings).toContainEqual({ code: 'unknown_type', row: 3, params: { word: 'Xyz', count: 1 } });
  });

  it('is no question where its rows could not count anyway', () => {
    const rows = [HEAD, sale('1'), sale('2', '', 'Xyz'), sale('3', '0,00', 'Xyz'), sale('4', 'bozuk', 'Xyz'), sale('5', '1,00', '')];
    expect(read(rows, ask).counts).toMatchObject({ sales: 1, rejected: 4 });
  });

  it('is no question where the status says that nothing was moved', () => {
    const rows = [STATUS_HEAD, [...sale('1'), 'Onaylandı'], [...sale('2', '5,00', 'Xyz'), 'Reddedildi'], [...sale('3', '5,00', 'Ücret'), 'Qwe']];
    expect(read(rows, ask).rows.map(({ kind }) => kind)).toEqual(['sale', 'failed', 'fee']);
    for (const status of ['Onaylandı', 'İade', 'İptal']) {
      expect(failure(() => read([...rows, [...sale('4', '5,00', 'Xyz'), status]], ask)).details).toMatchObject({ named: 'Xyz (1)' });
    }
    expect(failure(() => read([...rows, [...sale('4'), 'Qwe']], ask)).details).toMatchObject({ words: [{ word: 'Qwe', column: 'status', count: 1, rows: [5] }] });
  });

  it('is asked about even where it has no Latin letter, and means only itself', () => {
    const rows = [HEAD, sale('1'), sale('2', '5,00', '★'), sale('3', '5,00', '☆')];
    expect(failure(() => read(rows, { ...ask, words: { '★': 'fee' } })).details).toMatchObject({ named: '☆ (1)' });
    expect(read(rows, { words: { '★': 'fee' }, unknownWords: 'reject' }).rows.map(({ kind }) => kind)).toEqual(['sale', 'fee', 'rejected']);
  });
});

describe('answers about words', () => {
  it('are meanings, each of them and back', () => {
    for (const answer of wordMeanings) expect(answerOf(meaningOf(answer))).toBe(answer);
    const classify = (means: (typeof wordMeanings)[number], status: string | null = null): Classification =>
      new Classifier(ownWords({ Xyz: meaningOf(means) })).classify({ type: 'Xyz', status, others: [] }, false);
    expect(classify('approved', 'İade')).toMatchObject({ kind: 'refund' });
    expect(classify('sale', 'Reddedildi')).toMatchObject({ kind: 'failed', status: 'declined' });
    expect(classify('pending')).toMatchObject({ kind: 'failed', status: 'pending' });
    expect(classify('chargeback')).toMatchObject({ kind: 'chargeback', status: null });
  });

  it('stand above what the word would mean elsewhere, for that very cell', () => {
    const own = ownWords({ Puan: meaningOf('sale') });
    expect(readWord('PUAN', own)).toMatchObject({ kind: 'sale' });
    expect(readWord('Puan İade', own)).not.toMatchObject({ kind: 'sale' });
  });

  it('named after what every object has are words like others', () => {
    for (const word of ['__proto__', 'constructor', 'toString']) {
      expect(failure(() => read([HEAD, sale('1'), sale('2', '5,00', word)], ask)).details).toMatchObject({ named: `${word} (1)` });
      const words = Object.fromEntries([[word, 'refund']]) as Record<string, 'refund'>;
      const file = read([HEAD, sale('1'), sale('2', '5,00', word)], { ...ask, words });
      expect(file.kinds.refund).toBe(1);
      expect(file.used.words).toEqual([{ word, means: 'refund' }]);
    }
  });
});
