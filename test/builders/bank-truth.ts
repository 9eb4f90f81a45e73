import type { BankStatus } from '../../src/shared/enums.ts';

/** What really happened, before any bank wrote a file of it. Kuruş without sign; days and times of Istanbul. */
export interface TruthRow {
  readonly kind: 'sale' | 'refund' | 'void' | 'fee' | 'point';
  readonly amount: number;
  readonly commission: number;
  /** Two further deductions. */
  readonly deductions: readonly [number, number];
  readonly day: string;
  readonly time: string;
  readonly value_day: string;
  readonly code: string;
  readonly card: string;
  readonly merchant: string;
  readonly terminal: string;
  readonly rrn: string;
  readonly reference: string;
  readonly order: string;
  readonly sequence: string;
  readonly gateway: string;
  readonly batch: string;
  readonly currency: 'TRY' | 'USD';
  readonly installment_no: number | null;
  readonly installment_count: number | null;
}

/** A seeded stream of numbers from 0 to 1: the same seed makes the same files. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(random: () => number, from: readonly T[]): T => {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
};

export const digits = (random: () => number, count: number): string => Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
const two = (value: number): string => String(value).padStart(2, '0');

/** What a layout can say, so that no truth is made that its files could not hold. */
export interface Abilities {
  readonly kinds: readonly TruthRow['kind'][];
  readonly instalments: boolean;
  readonly foreign: boolean;
}

function amountOf(random: () => number): number {
  // Every size a till knows, from one kuruş to a lorry.
  const size = pick(random, [100, 10_000, 100_000, 1_000_000, 123_456_789]);
  return 1 + Math.floor(random() * size);
}

/** A file's rows in the order the bank printed them: by day, codes unique, at least one of a late day and of an early one. */
export function truthRows(random: () => number, count: number, { kinds, instalments, foreign }: Abilities): TruthRow[] {
  const merchant = `00${digits(random, 8)}`;
  const rows = Array.from({ length: count }, (_, index): TruthRow => {
    const kind = index === 0 ? 'sale' : pick(random, [...kinds, 'sale', 'sale'] as const);
    const amount = amountOf(random);
    const commission = kind === 'sale' ? Math.floor(amount / 50) : 0;
    const [a, b] = kind === 'sale' ? [Math.floor(amount / 400), Math.floor(amount / 700)] : [0, 0];
    const parts = instalments && kind === 'sale' && random() < 0.3 ? 2 + Math.floor(random() * 8) : null;
    const day = index < 2 ? 13 + index * 14 : 1 + Math.floor(random() * 28);
    return {
      kind,
      amount,
      commission,
      deductions: [a, b],
      day: `2026-05-${two(day)}`,
      time: `${two(Math.floor(random() * 24))}:${two(Math.floor(random() * 60))}:${two(1 + Math.floor(random() * 59))}`,
      value_day: `2026-06-${two(1 + Math.floor(random() * 28))}`,
      code: `${two(index)}${digits(random, 4)}`,
      card: `${pick(random, ['450634', '540061', '979203'])}******${digits(random, 4)}`,
      merchant,
      terminal: `0${digits(random, 7)}`,
      rrn: `6${digits(random, 9)}${two(index)}`,
      reference: `0${digits(random, 7)}${two(index)}`,
      order: `SIP-${digits(random, 5)}${two(index)}`,
      sequence: `0000${digits(random, 4)}${two(index)}`,
      gateway: `TX${digits(random, 8)}${two(index)}`,
      batch: `0000${digits(random, 2)}`,
      currency: foreign && random() < 0.1 ? 'USD' : 'TRY',
      installment_no: parts === null ? null : 1,
      installment_count: parts,
    };
  });
  return rows.sort((x, y) => (x.day < y.day ? -1 : x.day > y.day ? 1 : 0));
}

/** Kuruş the bank pays out: what is kept back is kept back of a sale alone. */
export function netOf({ amount, commission, deductions }: TruthRow, kept: number): number {
  return amount - commission - deductions.slice(0, kept).reduce((a, b) => a + b, 0);
}

/** The word of Payven's that each kind has where a layout says no other. */
export const usualStatus: Readonly<Record<TruthRow['kind'], BankStatus | null>> = {
  sale: 'completed',
  refund: 'refunded',
  void: 'voided',
  fee: null,
  point: null,
};
