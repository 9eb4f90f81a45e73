import { startOfDay } from '../../../../shared/day.ts';
import { notConsideredFor } from '../considered.ts';
import { cardTail, isSlip, normalCode, normalReference } from './normal.ts';
import type { EvidenceRow, EvidenceTransaction, OpenSides } from './sides.ts';

const DAY_MS = 86_400_000;
/** What both sides can hold alike. */
export const itemKinds = ['sale', 'refund', 'void'] as const;
/** One of {@link itemKinds}. */
export type ItemKind = (typeof itemKinds)[number];

/** What both sides have alike: amount in kuruş, `at` UTC ms, `day` the Istanbul day counted from 1970. */
export interface Item {
  readonly kind: ItemKind;
  /** Kind and currency: currencies are never compared across, kinds in the last step alone. */
  readonly realm: string;
  readonly currency: string;
  readonly amount: number;
  readonly at: number;
  readonly day: number;
  readonly code: string | null;
  /** Last four digits. */
  readonly card: string | null;
  readonly rrn: string | null;
  /** Member of a confirmed suggestion: spoken for. */
  used: boolean;
}

/** Payven's transaction, its keys in the form both sides share. */
export interface PayvenItem extends Item {
  readonly source: EvidenceTransaction;
  readonly considered: boolean;
  readonly hostReference: string | null;
  readonly providerId: string | null;
  readonly externalId: string | null;
  readonly basketId: string | null;
}

/** A bank's row likewise. */
export interface BankItem extends Item {
  readonly source: EvidenceRow;
  readonly gateway: string | null;
  readonly order: string | null;
  readonly bankId: string | null;
}

/** Both sides, each in time order. */
export interface Items {
  readonly transactions: readonly PayvenItem[];
  readonly rows: readonly BankItem[];
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const FIRST_DAY = startOfDay('1970-01-01');
const dayNumber = (at: number): number => Math.floor((at - FIRST_DAY) / DAY_MS);

/** A refund's child is a refund whatever its status; what was voided stands as Canceled (CONTRACT of both sides' statuses). */
function kindOf({ operation_type, status }: EvidenceTransaction): ItemKind {
  if (operation_type === 'Refund') return 'refund';
  return operation_type === 'Void' || status === 'Canceled' ? 'void' : 'sale';
}

function toPayvenItem(source: EvidenceTransaction): PayvenItem {
  const kind = kindOf(source);
  const currency = source.currency ?? 'TRY';
  return {
    source,
    kind,
    realm: `${kind} ${currency}`,
    currency,
    amount: source.amount,
    at: source.created_at,
    day: dayNumber(source.created_at),
    code: normalCode(source.auth_code),
    card: cardTail(source.last4),
    rrn: normalReference(source.rrn),
    used: false,
    considered: notConsideredFor(source) === null,
    hostReference: normalReference(source.host_reference),
    providerId: normalReference(source.provider_transaction_id),
    externalId: normalReference(source.external_id),
    basketId: normalReference(source.basket_id),
  };
}

/** Rows that are no sale, refund or void, were left out, or say no amount or day, are evidence of nothing. */
function toBankItem(source: EvidenceRow): BankItem[] {
  const { amount, transaction_at: at, refs } = source;
  const kind = itemKinds.find((each) => each === source.kind);
  if (kind === undefined || source.left_out || amount === null || at === null) return [];
  const currency = source.currency ?? 'TRY';
  const item: BankItem = {
    source,
    kind,
    realm: `${kind} ${currency}`,
    currency,
    amount,
    at,
    day: dayNumber(at),
    code: normalCode(source.auth_code),
    card: cardTail(source.card),
    rrn: normalReference(refs.rrn),
    used: false,
    gateway: normalReference(refs.gateway),
    order: normalReference(refs.order),
    bankId: normalReference(source.bank_transaction_id),
  };
  return [item];
}

/** Both sides ready to be compared, in time order: equal input gives equal items, whatever its order. */
export function toItems({ transactions, rows }: OpenSides): Items {
  return {
    transactions: transactions.map(toPayvenItem).sort((a, b) => a.at - b.at || compareText(a.source.id, b.source.id)),
    rows: rows
      .flatMap(toBankItem)
      .sort((a, b) => a.at - b.at || compareText(a.source.import_id, b.source.import_id) || a.source.row - b.source.row),
  };
}

/** Whether both name it and it differs. */
export const differs = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;
/** Whether both name it and it is the same: nothing never equals nothing. */
export const agrees = (a: string | null, b: string | null): boolean => a !== null && a === b;

/** Codes that differ by more than a slip of the hand. */
export const codesDiffer = (a: Item, b: Item): boolean => a.code !== null && b.code !== null && a.code !== b.code && !isSlip(a.code, b.code);

/** How many of code, card and reference number speak against the two being one. */
export const contradictions = (a: Item, b: Item): number =>
  Number(codesDiffer(a, b)) + Number(differs(a.card, b.card)) + Number(differs(a.rrn, b.rrn));

/** Time between the two in ms; null where the row says its day alone. */
export const timeApart = (transaction: PayvenItem, row: BankItem): number | null =>
  row.source.time_known ? Math.abs(transaction.at - row.at) : null;

/** Whole days between the two. */
export const daysApart = (a: Item, b: Item): number => Math.abs(a.day - b.day);

/** Less than this apart (ms), two times are one but for their clocks. */
export const SAME_MINUTE = 60_000;
/** Times this far apart (ms) may still mean one payment. */
export const NEAR_TIME = 15 * SAME_MINUTE;
/** Days within which a bank books a payment: a reference that returns later may be a subscription's. */
export const NEAR_DAYS = 3;
