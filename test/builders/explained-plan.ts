import { type Cause } from '../../src/shared/evidence.ts';
import { endOfDay, startOfDay } from '../../src/shared/day.ts';
import { type CausesInput, causesOf } from '../../src/main/domain/matching/causes.ts';
import type { EvidenceRow, EvidenceTransaction, Suggestion } from '../../src/main/domain/matching/evidence/sides.ts';
import type { PlanLine, SentRow } from '../../src/main/domain/matching/plan.ts';
import { matchAsPayven } from '../../src/main/domain/matching/twin.ts';

export const [from, to, today] = ['2026-05-04', '2026-05-06', '2026-06-30'];
/** Noon of the period's second day. */
export const noon = startOfDay('2026-05-05') + 43_200_000;
export const hour = 3_600_000;

/** A sale of 150,00 TL without a key; say what is different. */
export const transaction = (id: string, wish: Partial<EvidenceTransaction> = {}): EvidenceTransaction => ({
  id,
  created_at: noon,
  amount: 15_000,
  currency: 'TRY',
  status: 'Completed',
  operation_type: 'Sale',
  provider_transaction_id: null,
  auth_code: null,
  external_merchant_id: null,
  net_amount: 0,
  bank_commission_amount: 0,
  installment_count: 1,
  last4: null,
  host_reference: null,
  rrn: null,
  external_id: null,
  basket_id: null,
  merchant_id: 'm',
  settlement_at: null,
  line: null,
  ...wish,
});

/** The same sale as a bank's row. */
export const bankRow = (row: number, wish: Partial<EvidenceRow> = {}): EvidenceRow => ({
  import_id: 'i',
  row,
  sheet: 's',
  kind: 'sale',
  bank_transaction_id: null,
  auth_code: null,
  amount: 15_000,
  currency: 'TRY',
  status: 'completed',
  transaction_at: noon,
  time_known: true,
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
  refs: { rrn: null, order: null, gateway: null, sequence: null },
  note: null,
  left_out: false,
  cells: [],
  line: null,
  kept: null,
  ...wish,
});

const STATUS = { sale: null, refund: 'refunded', void: 'voided' } as const;

/** A row as it is sent, whatever its kind; `merchant`: its external id at Payven. */
export const sentOf = (row: EvidenceRow, merchant: string | null = null): SentRow => ({
  import_id: row.import_id,
  row: row.row,
  kind: row.kind,
  bank_transaction_id: row.bank_transaction_id ?? `mm-${row.import_id}-${row.row}`,
  amount: row.amount ?? 0,
  status: STATUS[row.kind as keyof typeof STATUS] ?? row.status ?? 'completed',
  transaction_at: row.transaction_at ?? noon,
  time_known: row.time_known,
  merchant_external_id: merchant,
  auth_code: row.auth_code,
});

export interface Desk {
  readonly transactions?: readonly EvidenceTransaction[];
  readonly rows?: readonly EvidenceRow[];
  readonly suggestions?: readonly Suggestion[];
  readonly today?: string;
  readonly scope?: 'Connector' | 'Merchant';
}

const inPeriod = (at: number | null): boolean => at !== null && at >= startOfDay(from) && at <= endOfDay(to);

/** The plan of both sides and what causes are told from, as the preview gathers it. */
export function explained({ transactions = [], rows = [], suggestions = [], scope = 'Connector', today: on = today }: Desk): CausesInput & { readonly lines: PlanLine[] } {
  const sent = rows.filter((row) => row.kept === null && inPeriod(row.transaction_at)).map((row) => sentOf(row));
  const lines = matchAsPayven(transactions.filter((each) => inPeriod(each.created_at)), sent, { scope, periodEnd: endOfDay(to) });
  const ofTransaction = new Map(lines.map((line) => [line.transaction_id, line]));
  const ofRow = new Map(lines.map((line) => [line.row, line]));
  const isTold = (line: PlanLine | undefined): boolean => line?.verdict !== 'Matched';
  return {
    lines,
    transactions: transactions.filter(({ id }) => isTold(ofTransaction.get(id))).map((each) => ({ ...each, line: ofTransaction.get(each.id)?.line ?? null })),
    rows: rows.filter(({ row }) => isTold(ofRow.get(row))).map((each) => ({ ...each, line: ofRow.get(each.row)?.line ?? null })),
    suggestions,
    whole: { transactions, rows },
    from,
    to,
    today: on,
  };
}

/** The causes of a desk's lines by `verdict`, in the order of the plan. */
export function causesBy(desk: Desk): Cause[] {
  const input = explained(desk);
  const causes = causesOf(input);
  return input.lines.flatMap(({ line }) => causes.get(line) ?? []);
}

/** A suggestion that these belong together, found by a pass. */
export const suggests = (transactions: readonly string[], rows: readonly number[], wish: Partial<Suggestion> = {}): Suggestion => ({
  pass: 'card',
  sureness: 'confirmed',
  transactions,
  rows: rows.map((row) => ({ import_id: 'i', row })),
  reasons: [],
  needs: [],
  rivals: 0,
  ...wish,
});
