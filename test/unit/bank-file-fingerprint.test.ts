import { describe, expect, it } from 'vitest';
import { compareHeaders } from '../../src/main/domain/bank-file/fingerprint.ts';

describe('a layout that changed', () => {
  const headers = ['Tarih', 'Brüt', 'Komisyon', 'Net', 'Kod'];
  const compare = (now: string[]) => compareHeaders({ headers, looks: [] }, now, []);

  it('names the two columns that changed places, and nothing between them', () => {
    expect(compare(['Tarih', 'Net', 'Komisyon', 'Brüt', 'Kod'])).toEqual({
      renamed: [],
      moved: [
        { header: 'Brüt', from: 2, to: 4 },
        { header: 'Net', from: 4, to: 2 },
      ],
      gone: [],
      added: [],
    });
  });

  it('names the one column that moved, not those it pushed aside', () => {
    expect(compare(['Brüt', 'Komisyon', 'Net', 'Tarih', 'Kod']).moved).toEqual([{ header: 'Tarih', from: 1, to: 4 }]);
  });
});
