import type { BankItem, Item, PayvenItem } from './items.ts';

/** A field of each side that may name one reference. */
export interface Reference {
  readonly clue: 'same_rrn' | 'same_order' | 'same_gateway' | 'same_bank_id';
  readonly ofTransaction: (item: PayvenItem) => string | null;
  readonly ofRow: (item: BankItem) => string | null;
}

/** Which fields of both sides may name one reference, surest first. An order can be paid in several transactions, so it comes last. */
export const references: readonly Reference[] = [
  { clue: 'same_rrn', ofTransaction: ({ rrn }) => rrn, ofRow: ({ rrn }) => rrn },
  { clue: 'same_gateway', ofTransaction: ({ providerId }) => providerId, ofRow: ({ gateway }) => gateway },
  { clue: 'same_gateway', ofTransaction: ({ hostReference }) => hostReference, ofRow: ({ gateway }) => gateway },
  { clue: 'same_bank_id', ofTransaction: ({ hostReference }) => hostReference, ofRow: ({ bankId }) => bankId },
  { clue: 'same_bank_id', ofTransaction: ({ rrn }) => rrn, ofRow: ({ bankId }) => bankId },
  { clue: 'same_order', ofTransaction: ({ externalId }) => externalId, ofRow: ({ order }) => order },
  { clue: 'same_order', ofTransaction: ({ basketId }) => basketId, ofRow: ({ order }) => order },
];

/** A key within a kind and a currency. */
export const inRealm = (item: Item, key: string | null): string | null => (key === null ? null : `${item.realm} ${key}`);
/** A key with its amount, within a kind and a currency. */
export const withAmount = (item: Item, key: string | null): string | null => (key === null ? null : `${item.realm} ${item.amount} ${key}`);
