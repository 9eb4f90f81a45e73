import { describe, expect, it } from 'vitest';
import { countOverlap, overlapsByImport } from '../../src/main/domain/bank-file/overlap.ts';
import { HEAD, read, sale } from '../builders/bank-files.ts';

const file = (import_id: string, ...rows: ReturnType<typeof sale>[]) => read([HEAD, ...rows]).rows.map((row) => ({ ...row, import_id }));

describe('rows that stand in two files', () => {
  it('are counted by content, each row against one of the other file\'s', () => {
    const a = file('a', sale('1'), sale('1'), sale('1'), sale('2'), sale('3'));
    const b = file('b', sale('9'), sale('1'), sale('1'), sale('2', '100,01'), sale('3', '100,00', 'İade'));
    expect(countOverlap([...a, ...b])).toBe(2);
    expect(countOverlap(a)).toBe(0);
    expect(countOverlap([...a, ...b, ...file('c', sale('1'))])).toBe(3);
    expect([...overlapsByImport(b, a)]).toEqual([['a', [3, 4]]]);
    expect([...overlapsByImport(a, b)]).toEqual([['b', [2, 3]]]);
  });

  it('do no harm where they are never sent', () => {
    const fees = [sale('1', '5,00', 'Ücret'), sale('2', '5,00', 'Red')];
    expect(countOverlap([...file('a', sale('7'), ...fees), ...file('b', sale('8'), ...fees)])).toBe(0);
  });

  it('are found among 100,000 without comparing each with each', () => {
    const [row] = file('a', sale('1'));
    if (row === undefined) throw new Error('no row');
    const many = Array.from({ length: 100_000 }, (_, index) => ({ ...row, row: index + 2, amount: index + 1 }));
    const started = performance.now();
    expect(overlapsByImport(many, many.map((one) => ({ ...one, import_id: 'b' }))).get('b')).toHaveLength(100_000);
    expect(countOverlap([...many, ...many.map((one) => ({ ...one, import_id: 'b' }))])).toBe(100_000);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
