import type { BankRow } from '../../../shared/bank-row.ts';
import type { NotSent } from '../../../shared/contract/preview.ts';
import { type Day, dayOf, daysBetween, endOfDay, istanbulIso, startOfDay } from '../../../shared/day.ts';
import type { BankStatus, Period } from '../../../shared/enums.ts';
import type { Plan, SentRow } from './plan.ts';

type Row = BankRow & { readonly import_id: string };

interface Eligible extends Row {
  readonly amount: number;
  readonly transaction_at: number;
}

const SENT_STATUS = { sale: null, refund: 'refunded', void: 'voided' } as const;

function apartFrom(row: Row, from: Day, to: Day): keyof NotSent | null {
  if (row.kind === 'failed') return 'failed';
  if (row.kind === 'fee' || row.kind === 'point' || row.kind === 'chargeback') return 'fees';
  if (row.kind === 'total') return 'totals';
  if (row.kind === 'rejected' || row.amount === null || row.transaction_at === null) return 'rejected';
  if (row.currency !== 'TRY') return 'foreign_currency';
  if (row.instalment_part) return 'instalments';
  const day = dayOf(row.transaction_at);
  return day < from || day > to ? 'out_of_period' : null;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Chooses the rows that are sent (Payven guide, "What we send"): sales, refunds and
 * voids in TRY, whole ones, whose Istanbul day lies in the period. Everything else is counted by
 * the reason it stays here. The bank's own id goes out unchanged where it is unique
 * in the request, else `mm-<import>-<row>`, which can never equal a provider's id.
 */
export function selectRows(
  rows: readonly Row[],
  period: { from: Day; to: Day },
  merchantExternalId: string | null,
): { sent: SentRow[]; not_sent: NotSent } {
  const not_sent = { out_of_period: 0, failed: 0, fees: 0, totals: 0, rejected: 0, foreign_currency: 0, instalments: 0 };
  const eligible: Eligible[] = [];
  for (const row of rows) {
    const apart = apartFrom(row, period.from, period.to);
    if (apart === null) eligible.push(row as Eligible);
    else not_sent[apart] += 1;
  }
  const uses = new Map<string, number>();
  for (const { bank_transaction_id: id } of eligible) if (id !== null) uses.set(id, (uses.get(id) ?? 0) + 1);
  const sent = eligible.map((row) => toSent(row, uses, merchantExternalId));
  return { sent: sent.sort(canonicalOrder), not_sent };
}

function toSent(row: Eligible, uses: ReadonlyMap<string, number>, merchantExternalId: string | null): SentRow {
  const own = row.bank_transaction_id;
  const status: BankStatus = SENT_STATUS[row.kind as keyof typeof SENT_STATUS] ?? row.status ?? 'completed';
  return {
    import_id: row.import_id,
    row: row.row,
    kind: row.kind,
    bank_transaction_id: own !== null && uses.get(own) === 1 ? own : `mm-${row.import_id}-${row.row}`,
    amount: row.amount,
    status,
    transaction_at: row.transaction_at,
    time_known: row.time_known,
    merchant_external_id: merchantExternalId,
    auth_code: row.auth_code,
  };
}

/**
 * Whether Payven can match any of these rows at all: it needs an id or a code, and under
 * Merchant scope the merchant's external id, since nothing never equals nothing.
 */
export function isMatchable({ scope, sent }: Pick<Plan, 'scope' | 'sent'>): boolean {
  const hasKey = (row: SentRow): boolean => row.auth_code !== null || !row.bank_transaction_id.startsWith('mm-');
  const inScope = (row: SentRow): boolean => scope === 'Connector' || (row.merchant_external_id ?? '') !== '';
  return sent.length === 0 || sent.some((row) => hasKey(row) && inScope(row));
}

/** Date, id, row: equal input gives an equal body. */
export function canonicalOrder(a: SentRow, b: SentRow): number {
  return (
    a.transaction_at - b.transaction_at ||
    compareText(a.bank_transaction_id, b.bank_transaction_id) ||
    compareText(a.import_id, b.import_id) ||
    a.row - b.row
  );
}

/** Daily, Monthly or Yearly when the range is exactly one (Istanbul days), else Custom. */
export function periodOf(from: Day, to: Day): Period {
  if (from === to) return 'Daily';
  const first = from.slice(0, 8);
  if (from.endsWith('-01') && to.startsWith(first) && dayOf(endOfDay(to) + 1).endsWith('-01')) return 'Monthly';
  const year = from.slice(0, 4);
  return from === `${year}-01-01` && to === `${year}-12-31` ? 'Yearly' : 'Custom';
}

/**
 * The body of `POST /reconciliations/start` (seed page reconciliations/start), as
 * text. Field and row order are fixed, so that equal plans send equal bytes.
 */
export function startBody(plan: Pick<Plan, 'scope' | 'connector_config_id' | 'merchant_id' | 'from' | 'to' | 'sent'>): string {
  return JSON.stringify({
    scope: plan.scope,
    connector_config_id: plan.connector_config_id,
    merchant_id: plan.merchant_id,
    period: periodOf(plan.from, plan.to),
    period_start: istanbulIso(startOfDay(plan.from)),
    period_end: istanbulIso(endOfDay(plan.to)),
    bank_transactions: plan.sent.map((row) => ({
      bank_transaction_id: row.bank_transaction_id,
      amount: row.amount,
      status: row.status,
      transaction_date: istanbulIso(row.transaction_at),
      merchant_external_id: row.merchant_external_id,
      auth_code: row.auth_code,
    })),
  });
}

/** The days of a period that are not among `known`. */
export function missingDays(from: Day, to: Day, known: Iterable<Day>): Day[] {
  const have = new Set(known);
  return daysBetween(from, to).filter((day) => !have.has(day));
}
