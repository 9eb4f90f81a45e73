import { describe, expect, it } from 'vitest';
import { daysOf, type DayFacts, isCut, partedBy, sumDays } from '../../src/renderer/src/features/daily/days.ts';
import type { VerdictCounts } from '../../src/shared/contract/preview.ts';

const none: VerdictCounts = { matched: 0, amount_mismatch: 0, status_mismatch: 0, orphan_db: 0, orphan_bank: 0 };

const preview = (given: Partial<DayFacts>): DayFacts => ({
  preview_id: 'whole',
  scope: 'Connector',
  connector_config_id: 'c1',
  merchant_id: null,
  from: '2026-05-01',
  to: '2026-05-03',
  import_ids: ['i1', 'i2'],
  counts: { ...none, matched: 10, amount_mismatch: 2 },
  amounts: { db: 1200_00, bank: 1200_00 },
  sent: 12,
  reconciliation_id: null,
  ...given,
});

const day = (from: string, given: Partial<DayFacts> = {}): DayFacts =>
  preview({ preview_id: from, from, to: from, counts: { ...none, matched: 3 }, amounts: { db: 400_00, bank: 300_00 }, sent: 4, ...given });

describe('a period cut into days', () => {
  const whole = preview({});

  it('knows its days by files, scope and period, in order, the newest of each', () => {
    const listed = [day('2026-05-02', { preview_id: 'new' }), day('2026-05-03'), day('2026-05-02', { preview_id: 'old' }), whole];
    expect(daysOf(whole, listed).map(({ preview_id }) => preview_id)).toEqual(['new', '2026-05-03']);
  });

  it('keeps a day that was started before one that was cut later', () => {
    const started = day('2026-05-02', { preview_id: 'old', reconciliation_id: 'r1' });
    expect(daysOf(whole, [day('2026-05-02', { preview_id: 'new' }), started])).toEqual([started]);
  });

  it.each([
    ['other files', { import_ids: ['i1'] }],
    ['another connector', { connector_config_id: 'c2' }],
    ['another scope', { scope: 'Merchant', connector_config_id: null, merchant_id: 'm1' }],
    ['two days', { to: '2026-05-03' }],
    ['a day outside', { from: '2026-05-04', to: '2026-05-04' }],
  ] as const)('takes no preview of %s for its day', (_, given) => {
    expect(daysOf(whole, [day('2026-05-02', given as Partial<DayFacts>)])).toEqual([]);
  });

  it('says how many pairs are parted, and whether every row is in a day', () => {
    const days = [day('2026-05-01'), day('2026-05-02'), day('2026-05-03')];
    expect(partedBy(whole, days)).toBe(3);
    expect(isCut(whole, days)).toBe(true);
    expect(isCut(whole, days.slice(1))).toBe(false);
    expect(isCut(preview({ sent: 0 }), [])).toBe(false);
  });

  it('sums rows, kuruş and what is started', () => {
    expect(sumDays([day('2026-05-01', { reconciliation_id: 'r1' }), day('2026-05-02')])).toEqual({ days: 2, started: 1, sent: 8, bank: 600_00 });
  });
});
