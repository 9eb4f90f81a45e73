import { describe, expect, it } from 'vitest';
import { shortReason, withoutHint, withPlainDays, withPlainInstants } from '../../src/renderer/src/ui/format.ts';
import { splitCauses } from '../../src/renderer/src/features/preview/causes.ts';
import { isProven } from '../../src/shared/proof.ts';
import { differencesOf, partsOf, segmentsOf } from '../../src/renderer/src/features/preview/sums.ts';
import { tr } from '../../src/renderer/src/i18n/tr/index.ts';
import { assumedRules } from '../../src/main/domain/matching/assumptions.ts';
import { timeLeft } from '../../src/renderer/src/ui/time-left.ts';
import { usualRanges } from '../../src/renderer/src/features/sync/usual-ranges.ts';
import type { PreviewProof } from '../../src/shared/contract/preview.ts';

const part = (rows: number, amount: number) => ({ rows, amount });
const none = part(0, 0);

const proof: PreviewProof = {
  bank: {
    total: part(10, 1_850),
    verdicts: { Matched: part(3, 500), AmountMismatch: part(1, 190), StatusMismatch: part(1, 100), OrphanDb: none, OrphanBank: part(1, 110) },
    apart: { failed: part(2, 0), totals: part(1, 900), fees: part(1, 50), rejected: none },
    unaccounted: none,
    where: [],
  },
  payven: {
    total: part(9, 1_400),
    verdicts: { Matched: part(3, 500), AmountMismatch: part(1, 200), StatusMismatch: part(1, 100), OrphanDb: part(2, 200), OrphanBank: none },
    apart: { other_scope: part(2, 400) },
    unaccounted: none,
    where: [],
  },
};

const broken = (side: 'bank' | 'payven', rows: number, amount: number): PreviewProof => ({
  ...proof,
  [side]: { ...proof[side], unaccounted: part(rows, amount), where: ['mayis.xlsx, 7'] },
});

describe('the proof strip', () => {
  it('cuts both sides into their parts, what matches first and lying over each other', () => {
    const drawn = (side: 'bank' | 'payven', unit: 'lira' | 'rows') => segmentsOf(proof, side, unit).map(({ kind, name, size }) => [kind, name, size]);
    expect(drawn('bank', 'rows')).toEqual([
      ['verdict', 'Matched', 3],
      ['verdict', 'AmountMismatch', 1],
      ['verdict', 'StatusMismatch', 1],
      ['verdict', 'OrphanBank', 1],
      ['not_sent', 'failed', 2],
      ['not_sent', 'fees', 1],
      ['not_sent', 'totals', 1],
    ]);
    expect(drawn('payven', 'lira')).toEqual([
      ['verdict', 'Matched', 500],
      ['verdict', 'AmountMismatch', 200],
      ['verdict', 'StatusMismatch', 100],
      ['verdict', 'OrphanDb', 200],
      ['not_considered', 'other_scope', 400],
    ]);
    expect(segmentsOf(proof, 'bank', 'lira')[0]?.size).toBe(segmentsOf(proof, 'payven', 'lira')[0]?.size);
  });

  it.each(['bank', 'payven'] as const)('draws every row and every kuruş of the %s side', (side) => {
    const segments = segmentsOf(proof, side, 'rows');
    expect(segments.reduce((sum, { rows }) => sum + rows, 0)).toBe(proof[side].total.rows);
    expect(segments.reduce((sum, { amount }) => sum + amount, 0)).toBe(proof[side].total.amount);
    const { inside, outside } = partsOf(proof[side]);
    expect([inside.rows + outside.rows, inside.amount + outside.amount]).toEqual([proof[side].total.rows, proof[side].total.amount]);
  });

  it('draws a negative part by its size', () => {
    const refunds: PreviewProof = { ...proof, bank: { ...proof.bank, verdicts: { ...proof.bank.verdicts, OrphanBank: part(1, -110) } } };
    expect(segmentsOf(refunds, 'bank', 'lira').find(({ name }) => name === 'OrphanBank')).toMatchObject({ size: 110, amount: -110 });
  });

  it('holds where nothing is unaccounted for, and not before it was drawn', () => {
    expect(isProven(proof)).toBe(true);
    expect(isProven({ ...proof, bank: { ...proof.bank, where: ['banka.xlsx 7'] } })).toBe(false);
  });

  it.each([
    ['a row of the file', broken('bank', 1, 0)],
    ['a kuruş of the file', broken('bank', 0, 1)],
    ['a transaction of the period', broken('payven', 1, 0)],
    ['a kuruş too much of Payven', broken('payven', 0, -1)],
  ])('fails over %s, and shows it as the last part', (_, changed) => {
    expect(isProven(changed)).toBe(false);
    expect([...segmentsOf(changed, 'bank', 'rows').slice(-1), ...segmentsOf(changed, 'payven', 'rows').slice(-1)].some(({ kind }) => kind === 'gap')).toBe(true);
  });

  it('counts what differs', () => {
    expect(differencesOf({ matched: 3, amount_mismatch: 1, status_mismatch: 1, orphan_db: 2, orphan_bank: 1 })).toBe(5);
  });

  it('tells what is absent as expected from what is missing', () => {
    const cause = (name: 'missing' | 'voided_same_day' | 'net_for_gross') => ({ cause: name, verdict: 'OrphanDb' as const, lines: 1, db: 1, bank: 0 });
    const { open, expected } = splitCauses([cause('missing'), cause('voided_same_day'), cause('net_for_gross')]);
    expect(open.map((each) => each.cause)).toEqual(['missing', 'net_for_gross']);
    expect(expected.map((each) => each.cause)).toEqual(['voided_same_day']);
  });
});

describe('a verdict that rests on a rule nobody has confirmed', () => {
  it.each(Object.keys(assumedRules))('%s has words on the page', (rule) => {
    expect(Object.keys(tr)).toContain(`assumed.${rule}`);
  });
});

describe('the time a long call has left', () => {
  const begun = { done: 100, at: 10_000 };

  it.each([
    ['as fast as it has been', { done: 300, total: 1_100 }, 14_000, 16_000],
    ['nothing at the end', { done: 1_100, total: 1_100 }, 14_000, 0],
    ['not in its first moment', { done: 300, total: 1_100 }, 11_000, null],
    ['not while nothing moves', { done: 100, total: 1_100 }, 60_000, null],
    ['not without an end', { done: 300, total: null }, 14_000, null],
  ])('is told %s', (_, progress, now, left) => {
    expect(timeLeft(begun, progress, now)).toBe(left);
  });
});

describe('small words', () => {
  it('leaves out what made the pair and keeps what differs', () => {
    expect(shortReason('Aynı onay kodu 505839. Banka 1.016,88 TL eksik.')).toBe('Banka 1.016,88 TL eksik.');
    expect(shortReason('Öbür tarafta 289702 yok.')).toBe('Öbür tarafta 289702 yok.');
    expect(shortReason(null)).toBe('–');
  });

  it('leaves out what only the command line can do', () => {
    expect(withoutHint('Hiçbir şey gönderilmedi. Emin olduğunuzda onaylayın (--yes).')).toBe('Hiçbir şey gönderilmedi. Emin olduğunuzda onaylayın.');
  });

  it('writes instants in a sentence as people do, and leaves the rest', () => {
    expect(withPlainInstants('2026-11-21T07:20:17.325+03:00 anında gönderilen istek; 2026-11-21 günü.')).toBe('21.11.2026 07:20 anında gönderilen istek; 2026-11-21 günü.');
  });

  it('writes days in a sentence as people do', () => {
    expect(withPlainDays('Aynı gün: 2026-05-04. DIS-2026-05-045')).toBe('Aynı gün: 04.05.2026. DIS-2026-05-045');
  });

  it('knows the months around a year’s end', () => {
    expect(usualRanges('2026-01-15')).toEqual({
      this_month: { from: '2026-01-01', to: '2026-01-15' },
      last_month: { from: '2025-12-01', to: '2025-12-31' },
      last_week: { from: '2026-01-09', to: '2026-01-15' },
    });
  });
});
