import { describe, expect, it } from 'vitest';
import { shortReason, withoutHint, withPlainInstants } from '../../src/renderer/src/ui/format.ts';
import { differencesOf, prove, proven } from '../../src/renderer/src/features/preview/sums.ts';
import { usualRanges } from '../../src/renderer/src/features/sync/usual-ranges.ts';
import type { PreviewSummary } from '../../src/shared/contract/preview.ts';

const summary: PreviewSummary = {
  preview_id: 'p',
  plan_hash: 'h',
  scope: 'Connector',
  connector_config_id: 'c',
  merchant_id: null,
  from: '2026-05-01',
  to: '2026-05-09',
  import_ids: ['i'],
  counts: { matched: 3, amount_mismatch: 1, status_mismatch: 1, orphan_db: 2, orphan_bank: 1 },
  amounts: { db: 1_000, bank: 900 },
  buckets: {
    Matched: { db: 500, bank: 500 },
    AmountMismatch: { db: 200, bank: 190 },
    StatusMismatch: { db: 100, bank: 100 },
    OrphanDb: { db: 200, bank: 0 },
    OrphanBank: { db: 0, bank: 110 },
  },
  sent: 6,
  out_of_period: 1,
  not_sent: { out_of_period: 1, failed: 2, fees: 0, totals: 1, rejected: 0, left_out: 0, other_merchant: 0, instalments_grouped: 0, foreign_currency: 0, instalments: 0 },
  instalments_apart: {},
  merchant_numbers: [],
  several_merchants: null,
  merchants_unclear: false,
  overlapping_rows: 0,
  assumed: 0,
  assumed_rules: {},
  matchable: true,
  data_read_at: '2026-05-10T10:00:00+03:00',
  data_complete: true,
  request_bytes: 1_000,
  created_at: '2026-05-10T10:00:00+03:00',
};

describe('the proof strip', () => {
  it('holds when every row and every kuruş is in a bucket', () => {
    const proof = prove(summary, 10);
    expect(proof).toMatchObject({ db: 1_000, bank: 900, bankRows: 6, dbRows: 7, notSent: 4 });
    expect(proven(proof)).toBe(true);
    expect(differencesOf(summary.counts)).toBe(5);
  });

  it.each([
    ['a kuruş of Payven', { ...summary, amounts: { db: 1_001, bank: 900 } }, 10],
    ['a kuruş of the bank', { ...summary, amounts: { db: 1_000, bank: 899 } }, 10],
    ['a row to be sent', { ...summary, sent: 7 }, 11],
    ['a row of the file', summary, 11],
  ])('fails over %s', (_, changed, fileRows) => {
    expect(proven(prove(changed, fileRows))).toBe(false);
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

  it('knows the months around a year’s end', () => {
    expect(usualRanges('2026-01-15')).toEqual({
      this_month: { from: '2026-01-01', to: '2026-01-15' },
      last_month: { from: '2025-12-01', to: '2025-12-31' },
      last_week: { from: '2026-01-09', to: '2026-01-15' },
    });
  });
});
