import type { BankRow } from '../../../shared/bank-row.ts';
import { dayOf } from '../../../shared/day.ts';
import type { Cause, Clue } from '../../../shared/evidence.ts';
import { normalReference } from './evidence/normal.ts';
import type { EvidenceRow, EvidenceTransaction } from './evidence/sides.ts';
import type { PlanLine } from './plan.ts';

/** A line with the records it was made of; null: the line has no such side, or its record is not at hand. */
export interface LineSides {
  readonly line: PlanLine;
  readonly transaction: EvidenceTransaction | null;
  readonly row: EvidenceRow | null;
}

/** Two sides with the amounts that are set against each other, kuruş. */
export interface Amounts {
  readonly db: number;
  readonly bank: number;
  readonly transaction: EvidenceTransaction | null;
  readonly row: EvidenceRow | null;
  /** The row stands for a sale put together out of its instalments. */
  readonly isGrouped: boolean;
  /** A code alone made the pair: strangers may share one. */
  readonly byCode: boolean;
}

/** The amounts of a pair of the plan. */
export const pairAmounts = ({ line, transaction, row }: LineSides): Amounts => ({
  db: line.db_amount ?? 0,
  bank: line.bank_amount ?? 0,
  transaction,
  row,
  isGrouped: line.parts !== undefined,
  byCode: line.reason.by === 'code',
});

/** Two sides' statuses, Payven's and as sent to it. */
export interface Statuses {
  readonly db_status: string | null;
  readonly bank_status: string | null;
  readonly isRefund: boolean;
}

/** The statuses of a pair of the plan. */
export const pairStatuses = ({ line: { db_status, bank_status }, transaction }: LineSides): Statuses => ({ db_status, bank_status, isRefund: isRefund(transaction) });

/** Points used at the bank, by amount, day and code or card: what a row of kind `point` says. */
export type PointsUsed = ReadonlySet<string>;

/** What of the files explains amounts beyond the pair itself. */
export interface FileHints {
  readonly points: PointsUsed;
  /** Files whose amounts are net of commission on every row, so that they name no commission. */
  readonly netImports: ReadonlySet<string>;
}

/** Interest and commission are at most a tenth of a sale paid at once; a part captured leaves out more. */
const SMALL_IS_ONE_IN = 10;
/** Of a sale in instalments they may be several tenths, but not more than half. */
const LARGE_IS_ONE_IN = 2;
const DAY_MS = 86_400_000;
const SETTLED: readonly (string | null)[] = ['completed', 'approved'];

/** The last four digits of a masked card; null where it does not end in four. */
export const tailOf = (card: string | null): string | null => /\d{4}$/.exec(card ?? '')?.[0] ?? null;

const pointKeys = (amount: number, at: number, code: string | null, tail: string | null): string[] => {
  const head = `${amount} ${dayOf(at)}`;
  return [...(code === null || code === '' ? [] : [`${head} code ${code}`]), ...(tail === null ? [] : [`${head} card ${tail}`])];
};

/** Rows of kind `point` among those that are not sent, so that a difference finds its own. */
export function pointsUsed(rows: Iterable<EvidenceRow>): PointsUsed {
  const keys = new Set<string>();
  for (const { kind, amount, transaction_at, auth_code, card } of rows) {
    if (kind !== 'point' || amount === null || transaction_at === null) continue;
    for (const key of pointKeys(amount, transaction_at, auth_code, tailOf(card))) keys.add(key);
  }
  return keys;
}

/** Imports whose amounts are their rows' net throughout; one row with another amount, or with a commission, shows that they are not. */
export function netImportsOf(rows: Iterable<Pick<BankRow, 'kind' | 'amount' | 'net' | 'commission'> & { readonly import_id: string }>): Set<string> {
  const net = new Set<string>();
  const gross = new Set<string>();
  for (const row of rows) {
    if (row.kind !== 'sale') continue;
    const isNet = row.net !== null && row.amount === row.net && row.commission === null;
    (isNet ? net : gross).add(row.import_id);
  }
  return net.difference(gross);
}

const isRefund = (transaction: EvidenceTransaction | null): boolean => transaction?.operation_type === 'Refund';
const isSale = ({ transaction, row }: Amounts): boolean => !isRefund(transaction) && (row === null || row.kind === 'sale');

/** Whether both sides tell of the very commission that lies between them. */
function isLessCommission({ db, bank, isGrouped, transaction, row }: Amounts): boolean {
  if (bank >= db) return false;
  const { net_amount: net = 0, bank_commission_amount: commission = 0 } = transaction ?? {};
  // A row with another net of its own has a gross for its amount, whatever it equals by chance.
  if (!isGrouped && row !== null && row.net !== null && row.net !== bank) return false;
  if ((net > 0 && net === bank) || (commission > 0 && db - commission === bank)) return true;
  // A sale put together has its parts' net and commission on its parts.
  return !isGrouped && row?.net === bank && row.commission !== null && row.net + row.commission === db;
}

const instalmentsOf = ({ transaction, row }: Amounts): number => Math.max(transaction?.installment_count ?? 0, row?.installment_count ?? 0);

const isSmall = (difference: number, gross: number): boolean => difference * SMALL_IS_ONE_IN <= gross;
/** Small, or of a sale in instalments not too large. */
const isUsual = (difference: number, sides: Amounts): boolean =>
  isSmall(difference, sides.db) || (instalmentsOf(sides) > 1 && difference * LARGE_IS_ONE_IN <= sides.db);

const differs = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;

/** Whether a code is all that two sides share while their card or reference says otherwise. */
function areStrangers({ byCode, transaction, row }: Amounts): boolean {
  if (!byCode || transaction === null || row === null) return false;
  return differs(tailOf(transaction.last4), tailOf(row.card)) || differs(normalReference(transaction.rrn), normalReference(row.refs.rrn));
}

/** Whether a code is all that two sides of different days share: too little to guess from. */
function areFarApart({ byCode, transaction, row }: Amounts): boolean {
  return byCode && transaction !== null && typeof row?.transaction_at === 'number' && Math.abs(transaction.created_at - row.transaction_at) >= 2 * DAY_MS;
}

function pointsExplain(difference: number, { row }: Amounts, points: PointsUsed): boolean {
  if (row === null || row.transaction_at === null) return false;
  return pointKeys(difference, row.transaction_at, row.auth_code, tailOf(row.card)).some((key) => points.has(key));
}

/** Why two amounts differ, the most telling reason first; a mere guess only where nothing speaks against the two being one. */
export function amountCause(sides: Amounts, { points, netImports }: FileHints): Cause {
  const { db, bank } = sides;
  if (isLessCommission(sides)) return 'net_for_gross';
  const difference = Math.abs(bank - db);
  if (difference === 1) return 'one_kurus';
  if (areStrangers(sides)) return 'amount_other';
  if (bank === db * 100 || db === bank * 100) return 'scale';
  if (!isSale(sides)) return 'amount_other';
  const isGuess = !areFarApart(sides);
  if (bank > db) return isGuess && isUsual(difference, sides) ? 'instalment_interest' : 'amount_other';
  if (pointsExplain(difference, sides, points)) return 'points_used';
  // Only a net file says that a commission it does not name lies between.
  if (isUsual(difference, sides) && netImports.has(sides.row?.import_id ?? '')) return 'net_for_gross';
  return isGuess && !isSmall(difference, db) ? 'partial_capture' : 'amount_other';
}

/** Why two statuses differ. A child refund the bank settled like a sale is one written as a negative sale. */
export function statusCause({ db_status: db, bank_status: bank, isRefund: ofRefund }: Statuses): Cause {
  const settled = SETTLED.includes(bank);
  if (ofRefund) return settled ? 'refund_as_sale' : 'status_other';
  if (db === 'Refunded' && settled) return 'refunded_later';
  if (db === 'Completed' && bank === 'voided') return 'void_at_bank_only';
  return db === 'Canceled' && settled ? 'void_at_payven_only' : 'status_other';
}

/** The numbers behind a pair's cause, where it has any; sentences `clue.<code>`, amounts in kuruş. One side alone has none to compare. */
export function causeReason(cause: Cause, { line, ...records }: LineSides): Clue[] {
  if (line.transaction_id === null || line.import_id === null) return [];
  const sides = pairAmounts({ line, ...records });
  const { db, bank } = sides;
  const difference = Math.abs(bank - db);
  const count = instalmentsOf(sides);
  switch (cause) {
    case 'net_for_gross':
      return [isLessCommission(sides) ? { code: 'cause_less_commission', params: { commission: difference } } : { code: 'cause_net_file', params: { amount: difference } }];
    case 'scale':
      return [{ code: bank > db ? 'cause_hundredfold' : 'cause_hundredth', params: {} }];
    case 'points_used':
      return [{ code: 'cause_points', params: { points: difference } }];
    case 'instalment_interest':
      return [count > 1 ? { code: 'cause_instalments', params: { amount: difference, count } } : { code: 'cause_above', params: { amount: difference } }];
    case 'partial_capture':
      return [{ code: 'cause_part', params: { bank, db } }];
    default:
      return [];
  }
}
