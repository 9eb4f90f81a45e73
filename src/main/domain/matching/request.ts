import type { BankRow } from '../../../shared/bank-row.ts';
import type { NotSent } from '../../../shared/contract/preview.ts';
import { type Day, dayOf, daysBetween, endOfDay, istanbulIso, startOfDay } from '../../../shared/day.ts';
import type { BankStatus, Period } from '../../../shared/enums.ts';
import type { ApartReason, InstalmentRows } from '../../../shared/instalments.ts';
import { groupInstalments } from '../bank-file/group-instalments.ts';
import { belongingOf, externalIdOf, type MerchantRule } from './merchants.ts';
import { listPieces } from './pieces.ts';
import type { Plan, RowPlace, SentRow } from './plan.ts';

type Row = BankRow & { readonly import_id: string };

interface Eligible extends Row {
  readonly amount: number;
  readonly transaction_at: number;
  readonly parts?: readonly RowPlace[];
}

/** What is known of the files' rows beside the rows themselves. */
export interface SelectionRules {
  /** Whose rows are taken, and the external ids that go with them. */
  readonly merchants: MerchantRule;
  /** What a row of a sale in instalments stands for in its file. */
  readonly printed: (row: Row) => InstalmentRows;
}

/** Is told of every row that is not sent by itself; `reason` says why a part of a sale stayed apart. */
export type KeptRow = (row: Row, bucket: keyof NotSent, reason: ApartReason | null) => void;

const SENT_STATUS = { sale: null, refund: 'refunded', void: 'voided' } as const;
const nobody: KeptRow = () => undefined;

/** Why a row cannot be sent, whatever the period and its sale's other parts. */
function apartFrom(row: Row, rule: MerchantRule, several: boolean): keyof NotSent | null {
  if (row.kind === 'failed') return 'failed';
  if (row.kind === 'fee' || row.kind === 'point' || row.kind === 'chargeback') return 'fees';
  if (row.kind === 'total') return 'totals';
  if (row.left_out) return 'left_out';
  if (row.kind === 'rejected' || row.amount === null || row.transaction_at === null) return 'rejected';
  if (row.currency !== 'TRY') return 'foreign_currency';
  const belongs = belongingOf(row.bank_merchant_no, rule);
  return belongs === 'elsewhere' || (belongs === 'unmapped' && several && rule.split) ? 'other_merchant' : null;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Bank merchant numbers of the rows that could be sent, with how many rows each has; null: rows without one. */
export function merchantNumbers(rows: readonly Row[]): Map<string | null, number> {
  const numbers = new Map<string | null, number>();
  for (const { kind, bank_merchant_no: number } of rows) {
    if (kind === 'sale' || kind === 'refund' || kind === 'void') numbers.set(number, (numbers.get(number) ?? 0) + 1);
  }
  return numbers;
}

/** Whether the files hold more than one bank merchant number. */
export const hasSeveral = (numbers: ReadonlyMap<string | null, number>): boolean => numbers.size - (numbers.has(null) ? 1 : 0) > 1;

/**
 * Chooses the rows that are sent (Payven guide, "What we send"): sales, refunds and
 * voids in TRY of the asked scope, whole ones or put together out of their instalments,
 * whose Istanbul day lies in the period. Everything else is counted by the reason it
 * stays here, and `kept` is told of it. The bank's own id goes out unchanged where it is
 * unique in the request, else `mm-<import>-<row>`, which can never equal a provider's id.
 */
export function selectRows(
  rows: readonly Row[],
  period: { from: Day; to: Day },
  rules: SelectionRules,
  kept: KeptRow = nobody,
): { sent: SentRow[]; not_sent: NotSent } {
  const not_sent = emptyBuckets();
  const keep: KeptRow = (row, bucket, reason) => {
    not_sent[bucket] += 1;
    kept(row, bucket, reason);
  };
  const several = hasSeveral(merchantNumbers(rows));
  const [eligible, parts]: [Eligible[], Row[]] = [[], []];
  for (const row of rows) {
    const apart = apartFrom(row, rules.merchants, several);
    if (apart !== null) keep(row, apart, null);
    else if (row.instalment_part) parts.push(row);
    else if (isOutside(row, period)) keep(row, 'out_of_period', null);
    else eligible.push(row as Eligible);
  }
  const grouping = groupInstalments(parts, rules.printed);
  for (const { row, reason } of grouping.apart) keep(row, 'instalments', reason);
  for (const { row, amount, parts: places } of grouping.sales) {
    const outside = isOutside(row, period);
    for (const part of outside ? places : places.slice(1)) keep(part, outside ? 'out_of_period' : 'instalments_grouped', null);
    if (!outside) eligible.push({ ...(row as Eligible), amount, parts: places.map((part) => ({ import_id: part.import_id, row: part.row })) });
  }
  const uses = new Map<string, number>();
  for (const { bank_transaction_id: id } of eligible) if (id !== null) uses.set(id, (uses.get(id) ?? 0) + 1);
  const sent = eligible.map((row) => toSent(row, uses, externalIdOf(row.bank_merchant_no, rules.merchants)));
  return { sent: sent.sort(canonicalOrder), not_sent };
}

const emptyBuckets = (): NotSent => ({
  out_of_period: 0,
  failed: 0,
  fees: 0,
  totals: 0,
  rejected: 0,
  left_out: 0,
  foreign_currency: 0,
  other_merchant: 0,
  instalments: 0,
  instalments_grouped: 0,
});

const MADE_UP = 'mm-';

/** The id of a row to which the bank gave none, or none of its own: it can never equal a provider's id. */
export const madeUpId = ({ import_id, row }: RowPlace): string => `${MADE_UP}${import_id}-${row}`;

/** Whether an id is one of {@link madeUpId}. */
export const isMadeUp = (id: string): boolean => id.startsWith(MADE_UP);

function isOutside(row: Row, { from, to }: { from: Day; to: Day }): boolean {
  const day = dayOf(row.transaction_at ?? 0);
  return day < from || day > to;
}

/** The status a row is sent with: a sale's own, or what its kind says. */
export const sentStatus = ({ kind, status }: Pick<Row, 'kind' | 'status'>): BankStatus => SENT_STATUS[kind as keyof typeof SENT_STATUS] ?? status ?? 'completed';

function toSent(row: Eligible, uses: ReadonlyMap<string, number>, merchantExternalId: string | null): SentRow {
  const own = row.bank_transaction_id;
  return {
    import_id: row.import_id,
    row: row.row,
    kind: row.kind,
    bank_transaction_id: own !== null && uses.get(own) === 1 ? own : madeUpId(row),
    amount: row.amount,
    status: sentStatus(row),
    transaction_at: row.transaction_at,
    time_known: row.time_known,
    merchant_external_id: merchantExternalId,
    auth_code: row.auth_code,
    ...(row.parts !== undefined && { parts: row.parts }),
  };
}

/**
 * Whether Payven can match any of these rows at all: it needs an id or a code, and under
 * Merchant scope the merchant's external id, since nothing never equals nothing.
 */
export function isMatchable({ scope, sent }: Pick<Plan, 'scope' | 'sent'>): boolean {
  const hasKey = (row: SentRow): boolean => row.auth_code !== null || !isMadeUp(row.bank_transaction_id);
  const inScope = (row: SentRow): boolean => scope === 'Connector' || (row.merchant_external_id ?? '') !== '';
  return sent.length === 0 || sent.some((row) => hasKey(row) && inScope(row));
}

type Ordered = Pick<SentRow, 'transaction_at' | 'bank_transaction_id' | 'import_id' | 'row'>;

/** Date, id, row: equal input gives an equal body. */
export function canonicalOrder(a: Ordered, b: Ordered): number {
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

const bodyRow = (row: SentRow): string =>
  JSON.stringify({
    bank_transaction_id: row.bank_transaction_id,
    amount: row.amount,
    status: row.status,
    transaction_date: istanbulIso(row.transaction_at),
    merchant_external_id: row.merchant_external_id,
    auth_code: row.auth_code,
  });

type Asked = Pick<Plan, 'scope' | 'connector_config_id' | 'merchant_id' | 'from' | 'to' | 'sent'>;

/** {@link startBody} piece by piece. */
export function startPieces({ scope, connector_config_id, merchant_id, from, to, sent }: Asked): Generator<string, void, void> {
  const asked = {
    scope,
    connector_config_id,
    merchant_id,
    period: periodOf(from, to),
    period_start: istanbulIso(startOfDay(from)),
    period_end: istanbulIso(endOfDay(to)),
  };
  return listPieces(`${JSON.stringify(asked).slice(0, -1)},"bank_transactions":[`, sent, bodyRow, ']}');
}

/**
 * The body of `POST /reconciliations/start` (seed page reconciliations/start), as
 * text. Field and row order are fixed, so that equal plans send equal bytes.
 */
export const startBody = (plan: Asked): string => [...startPieces(plan)].join('');

/** The days of a period that are not among `known`. */
export function missingDays(from: Day, to: Day, known: Iterable<Day>): Day[] {
  const have = new Set(known);
  return daysBetween(from, to).filter((day) => !have.has(day));
}
