import { hasRowTwice } from './equal-rows.ts';
import type { BankItem, PayvenItem } from './items.ts';
import { inRealm } from './references.ts';
import type { SumKey, SumSearch } from './sums.ts';

/** Which instalment a row is; null for a sale paid at once, which banks print as the first of one. */
export function instalmentNo({ source }: BankItem): number | null {
  return source.instalment_part || (source.installment_count ?? 0) > 1 ? source.installment_no : null;
}

/** Instalments of one sale have numbers of their own. */
function canBeParts(parts: readonly BankItem[]): boolean {
  const numbers = parts.map(instalmentNo).filter((each) => each !== null);
  return new Set(numbers).size === numbers.length;
}

/** Two codes, cards or reference numbers are two payments; so may be a row that two files have. */
function areOfOne(parts: readonly BankItem[]): boolean {
  const isOne = (values: readonly (string | null)[]): boolean => new Set(values.filter((each) => each !== null)).size <= 1;
  return isOne(parts.map(({ code }) => code)) && isOne(parts.map(({ card }) => card)) && isOne(parts.map(({ rrn }) => rrn)) && !hasRowTwice(parts);
}

/** Parts numbered one to n of the n instalments they name, each number once. */
function wholeSales(parts: readonly BankItem[]): BankItem[][] {
  const sales: BankItem[][] = [];
  for (const [count, rows] of Map.groupBy(parts, ({ source }) => source.installment_count ?? 0)) {
    const numbers = new Set(rows.map(instalmentNo));
    const isEvery = Array.from({ length: count }, (_, index) => index + 1).every((each) => numbers.has(each));
    if (count > 1 && rows.length === count && isEvery) sales.push(rows);
  }
  return sales;
}

const keyOfPayven: Readonly<Record<SumKey, (item: PayvenItem) => string | null>> = {
  order: (item) => inRealm(item, item.externalId),
  code: (item) => inRealm(item, item.code),
  card: (item) => inRealm(item, item.card),
};
const keyOfBank: Readonly<Record<SumKey, (item: BankItem) => string | null>> = {
  order: (item) => inRealm(item, item.order),
  code: (item) => inRealm(item, item.code),
  card: (item) => inRealm(item, item.card),
};

/** One transaction in several rows. */
export const splitBy = (key: SumKey): SumSearch<PayvenItem, BankItem> => ({
  key,
  ofWhole: keyOfPayven[key],
  ofPart: keyOfBank[key],
  isLate: (part) => instalmentNo(part) !== null,
  isWhole: canBeParts,
  fitTogether: areOfOne,
  entire: wholeSales,
});

/** Several transactions in one row. */
export const batchBy = (key: SumKey): SumSearch<BankItem, PayvenItem> => ({
  key,
  ofWhole: keyOfBank[key],
  ofPart: keyOfPayven[key],
  isLate: () => false,
  isWhole: () => true,
  fitTogether: () => true,
  entire: () => [],
});
