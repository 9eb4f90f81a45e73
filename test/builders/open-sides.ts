import { startOfDay } from '../../src/shared/day.ts';
import type { EvidenceRow, EvidenceTransaction } from '../../src/main/domain/matching/evidence/sides.ts';

/** Instants of a made-up day, Istanbul time: `at(10, 30)` is half past ten. */
export const at = (hours: number, minutes = 0, seconds = 0, day = '2026-05-04'): number =>
  startOfDay(day) + ((hours * 60 + minutes) * 60 + seconds) * 1000;

/** Payven's side of nothing in particular: a sale without a key, in the plan. */
export const openTransaction = (id: string, over: Partial<EvidenceTransaction> = {}): EvidenceTransaction => ({
  id,
  created_at: at(12),
  amount: 15_000,
  currency: 'TRY',
  status: 'Completed',
  operation_type: 'Sale',
  provider_transaction_id: null,
  auth_code: null,
  external_merchant_id: null,
  net_amount: 14_700,
  bank_commission_amount: 300,
  installment_count: 1,
  last4: null,
  host_reference: null,
  rrn: null,
  external_id: null,
  basket_id: null,
  merchant_id: 'm',
  settlement_at: null,
  line: 1,
  ...over,
});

type RowOver = Partial<Omit<EvidenceRow, 'refs'>> & { readonly refs?: Partial<EvidenceRow['refs']> };

/** A bank's row likewise; the day alone is known. */
export const openRow = (row: number, { refs, ...over }: RowOver = {}): EvidenceRow => ({
  import_id: 'i',
  sheet: 's',
  row,
  kind: 'sale',
  bank_transaction_id: null,
  auth_code: null,
  amount: 15_000,
  currency: 'TRY',
  status: 'completed',
  transaction_at: at(12),
  time_known: false,
  value_date: null,
  bank_merchant_no: null,
  terminal: null,
  card: null,
  commission: null,
  net: null,
  installment_no: null,
  installment_count: null,
  instalment_part: false,
  sale_amount: null,
  refs: { rrn: null, order: null, gateway: null, sequence: null, ...refs },
  note: null,
  left_out: false,
  cells: [],
  line: row,
  kept: null,
  ...over,
});
