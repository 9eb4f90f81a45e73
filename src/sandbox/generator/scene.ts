import { addDays, dayOf, endOfDay, startOfDay, type Day } from '../../shared/day.ts';
import type { BankStatus, Discrepancy } from '../../shared/enums.ts';
import type { LayoutTraits } from '../layouts/layout.ts';
import type { Random } from '../random.ts';
import { transactionRecord } from '../records.ts';
import type { ConnectorConfig, Link, Merchant, SheetKind, Transaction } from '../world.ts';
import type { DraftRow, Stage } from './stage.ts';

export interface SaleWish {
  at: number;
  amount?: number;
  status?: string;
  auth_code?: string | null;
  currency?: string;
  installment_count?: number;
  /** Card, merchant, amount and code of an earlier sale: a sale made twice. */
  like?: Transaction;
}

/** A line of a case: what is true of a transaction, a row or both. */
export type Told = [verdict: Discrepancy | null, transaction: Transaction | null, row: DraftRow | null];

/** What a bank's row shows otherwise than a faithful one would; `moment` UTC ms. */
export type RowChanges = Partial<Pick<DraftRow, 'moment' | 'bank_transaction_id' | 'auth_code' | 'commission' | 'installment_count' | 'card' | 'order_id'>>;

const statusOfKind: Record<SheetKind, BankStatus | null> = {
  sale: 'completed',
  refund: 'refunded',
  void: 'voided',
  declined: 'declined',
  fee: null,
  point: null,
};

interface CardLook {
  bin: number;
  scheme: string;
  brand: string;
}

const cards: [CardLook, ...CardLook[]] = [
  { bin: 454_360, scheme: 'Visa', brand: 'Bonus' },
  { bin: 540_667, scheme: 'MasterCard', brand: 'World' },
  { bin: 979_206, scheme: 'Troy', brand: 'Bankkart' },
];

const MINUTE = 60_000;

/** Parts per ten thousand of an amount in kuruş, rounded half up, in integers. */
export function share(amount: number, basisPoints: number): number {
  const product = amount * basisPoints + 5_000;
  return (product - (product % 10_000)) / 10_000;
}

/**
 * Where cases are played: it makes Payven's records and the bank's rows of one
 * configuration. A silent scene has no bank file: its rows and cases are forgotten.
 */
export class Scene {
  readonly random: Random;
  readonly days: Stage['days'];
  readonly traits: LayoutTraits;
  readonly #stage: Stage;
  readonly #config: ConnectorConfig;
  readonly #silent: boolean;

  constructor(stage: Stage, config: ConnectorConfig, silent: boolean) {
    this.random = stage.random;
    this.days = stage.days;
    this.traits = stage.traits;
    this.#stage = stage;
    this.#config = config;
    this.#silent = silent;
  }

  /** An instant (UTC ms) on one of the period's days (0 the first); some stand within minutes of midnight. */
  moment(index: number = this.random.int(0, this.days.length - 1)): number {
    return this.momentOf(addDays(this.days[0], index));
  }

  /** An instant of any Istanbul day; never midnight itself, which is as near to one noon as to the other. */
  momentOf(day: Day): number {
    if (this.random.chance(0.02)) return startOfDay(day) + this.random.int(1_000, 4 * MINUTE);
    if (this.random.chance(0.02)) return endOfDay(day) - this.random.int(1_000, 4 * MINUTE);
    return startOfDay(day) + this.random.int(7 * 60 * MINUTE, 23 * 60 * MINUTE);
  }

  /** 12:00 in Istanbul of one of the period's days. */
  noon(index: number): number {
    return startOfDay(addDays(this.days[0], index)) + 12 * 60 * MINUTE;
  }

  /** A moment one to three days after the period. */
  after(): number {
    return this.momentOf(addDays(this.#lastDay(), this.random.int(1, 3)));
  }

  /** A moment one to three days before the period. */
  before(): number {
    return this.momentOf(addDays(this.days[0], -this.random.int(1, 3)));
  }

  /** A moment in the month after the period. */
  nextMonth(): number {
    return this.momentOf(addDays(this.#lastDay(), this.random.int(28, 40)));
  }

  amount(): number {
    const { random } = this;
    if (random.chance(0.3)) return random.int(10, 400) * 1_000;
    return random.chance(0.1) ? random.int(250_000, 4_500_000) : random.int(4_000, 250_000);
  }

  code(): string {
    return this.#stage.codes.auth();
  }

  /** A code of its own that starts with a zero. */
  codeWithZero(): string {
    return this.#stage.codes.withZero();
  }

  /** A code with one digit typed wrongly; no other sale has it. */
  mistyped(code: string): string {
    return this.#stage.codes.mistyped(code);
  }

  sale(wish: SaleWish): Transaction {
    const { random } = this;
    const { like } = wish;
    const merchant = this.#stage.merchants.find((one) => one.id === like?.merchant_id) ?? random.pick(this.#stage.merchants);
    const card = random.pick(cards);
    const amount = wish.amount ?? like?.amount ?? this.amount();
    const installments = wish.installment_count ?? like?.installment_count ?? 1;
    const free = like ? like.bank_commission_amount === 0 : random.chance(0.05);
    const last4 = like?.last4 ?? String(random.int(0, 9_999)).padStart(4, '0');
    const bin = like?.bin_number ?? card.bin;
    const record = transactionRecord(this.#config, merchant, {
      id: random.uuid(),
      amount,
      created: wish.at,
      bank_commission_amount: free ? 0 : share(amount, this.#rate(installments)),
      status: wish.status ?? 'Completed',
      currency: wish.currency ?? 'TRY',
      installment_count: installments,
      bin_number: bin,
      last4,
      masked_card_number: `${bin}******${last4}`,
      card_schema_type: like?.card_schema_type ?? card.scheme,
      card_brand: like?.card_brand ?? card.brand,
      auth_code: wish.auth_code === undefined ? (like?.auth_code ?? this.code()) : wish.auth_code,
      ...this.#stage.codes.references(),
    });
    this.#stage.transactions.push(record);
    return record;
  }

  /** The child transaction and the refund record of money given back (Payven guide, refunds: positive amount, the sale's code). */
  refund(sale: Transaction, amount: number, at: number): Transaction {
    const child = transactionRecord(this.#config, this.#merchantOf(sale), {
      ...sale,
      ...this.#stage.codes.references(),
      id: this.random.uuid(),
      amount,
      net_amount: amount,
      created: at,
      completed_at: at + 900,
      status: 'Refunded',
      operation_type: 'Refund',
      installment_count: 1,
      bank_commission_amount: 0,
    });
    this.#stage.transactions.push(child);
    this.#stage.refunds.push({
      id: this.random.uuid(),
      transaction_id: sale.id,
      refund_amount: amount,
      status: 'Completed',
      reason_code: this.random.pick(['CustomerRequest', 'OutOfStock', 'ProductDefect']),
      reason: 'Müşteri iadesi',
      created: at,
      completed_at: at + 900,
      provider_transaction_id: child.provider_transaction_id,
    });
    return child;
  }

  /** The bank's row of a transaction; only sales carry commission, a refund gives none back. */
  rowOf(one: Transaction, kind: SheetKind, gross: number = one.amount, changes: RowChanges = {}): DraftRow {
    const rate = kind === 'sale' && one.bank_commission_amount > 0 ? this.#rate(one.installment_count) : 0;
    const reward = rate > 0 && one.card_brand === 'Bonus' ? share(gross, 50) : 0;
    let commission = share(gross, rate);
    // A net that happens to equal Payven's amount would hide a difference in the net-only file.
    if (gross !== one.amount && gross - commission - reward === one.amount) commission += 1;
    return this.#row({
      kind,
      moment: one.created,
      bank_transaction_id: one.provider_transaction_id,
      auth_code: one.auth_code,
      gross,
      commission,
      reward,
      currency: one.currency,
      installment_count: one.installment_count,
      merchant_id: one.merchant_id,
      card: one.masked_card_number,
      card_brand: one.card_brand,
      order_id: one.basket_id,
      ...changes,
    });
  }

  /** A row no transaction of Payven's stands behind. */
  looseRow(kind: SheetKind, moment: number, gross: number, auth_code: string | null, changes: RowChanges = {}): DraftRow {
    const references = this.#stage.codes.references();
    const commission = kind === 'sale' ? share(gross, this.#rate(1)) : 0;
    const isFee = kind === 'fee' || kind === 'point';
    return this.#row({
      kind,
      moment,
      bank_transaction_id: isFee ? null : references.provider_transaction_id,
      auth_code,
      gross,
      commission,
      reward: 0,
      currency: 'TRY',
      installment_count: 1,
      merchant_id: this.random.pick(this.#stage.merchants).id,
      card: isFee ? '' : `454360******${String(this.random.int(0, 9_999)).padStart(4, '0')}`,
      card_brand: isFee ? '' : 'Bonus',
      order_id: isFee ? '' : `BANKA-${references.rrn}`,
      ...changes,
    });
  }

  /** Writes down what is true of these records, as the one who made them knows it. */
  tell(name: string, ...lines: Told[]): void {
    if (this.#silent) return;
    this.#stage.cases.push({
      name,
      lines: lines.map(([verdict, transaction, row]) => ({ verdict, transaction, row })),
      links: [],
    });
  }

  /** Adds to the case told last what belongs together though Payven does not match it. */
  link(kind: Link['kind'], transactions: Transaction[], rows: DraftRow[]): void {
    if (!this.#silent) this.#stage.cases.at(-1)?.links.push({ kind, transactions, rows });
  }

  #lastDay(): Day {
    return this.days.at(-1) ?? this.days[0];
  }

  #rate(installments: number): number {
    return 149 + this.#config.priority * 20 + (installments > 1 ? 60 * installments : 0);
  }

  #merchantOf(sale: Transaction): Merchant {
    return this.#stage.merchants.find((one) => one.id === sale.merchant_id) ?? this.#stage.merchants[0];
  }

  #row(given: Omit<DraftRow, 'net' | 'day' | 'at' | 'status' | 'merchant_number' | 'terminal'>): DraftRow {
    const day = dayOf(given.moment);
    const second = given.moment - (given.moment % 1_000);
    const row: DraftRow = {
      ...given,
      // The bank books a moment later, but never on another day than Payven: that would be another case.
      at: this.traits.prints_time ? Math.min(second + 1_000, endOfDay(day) - 999) : startOfDay(day) + 12 * 60 * MINUTE,
      day,
      bank_transaction_id: this.traits.prints_id ? given.bank_transaction_id : null,
      status: statusOfKind[given.kind],
      net: given.gross - given.commission - given.reward,
      merchant_number: this.#config.merchant_numbers[given.merchant_id] ?? '',
      terminal: this.#config.terminal_id,
    };
    if (!this.#silent) this.#stage.rows.push(row);
    return row;
  }
}
