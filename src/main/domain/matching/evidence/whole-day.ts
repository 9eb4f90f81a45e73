import type { BankItem, PayvenItem } from './items.ts';

/** A row that equals everything one merchant has open on its day; never sure, since only amounts speak for it. */
export interface WholeDay {
  readonly row: BankItem;
  readonly transactions: readonly PayvenItem[];
  readonly rivals: number;
}

/** Kuruş; null where no safe integer holds it, which no row can say either. */
function totalOf(transactions: readonly PayvenItem[]): number | null {
  const total = transactions.reduce((sum, { amount }) => sum + amount, 0);
  return Number.isSafeInteger(total) ? total : null;
}

const keyOf = (realm: string, day: number, amount: number): string => `${realm} ${day} ${amount}`;

/** Rows that name neither code nor card against the totals of the merchants' days: no search, each total is known. */
export function findWholeDays(transactions: readonly PayvenItem[], rows: readonly BankItem[], listed: number): WholeDay[] {
  const nameless = rows.filter(({ code, card }) => code === null && card === null);
  if (nameless.length === 0) return [];
  const days = new Map<string, (readonly PayvenItem[])[]>();
  for (const group of Map.groupBy(transactions, ({ realm, day, source }) => `${realm} ${day} ${source.merchant_id}`).values()) {
    const [first] = group;
    const total = totalOf(group);
    if (first === undefined || group.length < 2 || total === null) continue;
    const key = keyOf(first.realm, first.day, total);
    const same = days.get(key);
    if (same === undefined) days.set(key, [group]);
    else same.push(group);
  }
  const found: WholeDay[] = [];
  for (const [key, claiming] of Map.groupBy(nameless, ({ realm, day, amount }) => keyOf(realm, day, amount))) {
    const named = days.get(key) ?? [];
    const rivals = named.length + claiming.length - 2;
    for (const row of claiming.slice(0, listed)) {
      for (const members of named.slice(0, listed)) found.push({ row, transactions: members, rivals });
    }
  }
  return found;
}
