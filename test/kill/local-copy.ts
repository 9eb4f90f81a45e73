import BetterSqlite3 from 'better-sqlite3';
import { browseContract } from '../../src/shared/contract/browse.ts';
import { outboxContract } from '../../src/shared/contract/outbox.ts';
import { reconciliationContract, type ReconciliationDetail } from '../../src/shared/contract/reconciliation.ts';
import { settlementContract } from '../../src/shared/contract/settlement.ts';
import { dayOf } from '../../src/shared/day.ts';
import type { Desk } from '../../src/main/desk.ts';
import type { World } from '../../src/sandbox/world.ts';
import { call } from '../builders/desk.ts';

const MOST = 1_000;

const lines = (rows: readonly { id: string; amount: number; status: string }[]): string[] =>
  rows.map(({ id, amount, status }) => `${id} ${amount} ${status}`).sort();

function difference(what: string, here: readonly string[], there: readonly string[]): string[] {
  const missing = there.filter((line) => !here.includes(line)).length;
  const strange = here.filter((line) => !there.includes(line)).length;
  const same = missing === 0 && strange === 0 && here.length === there.length;
  return same ? [] : [`${what}: ${here.length} here, ${there.length} there, ${missing} missing, ${strange} strange`];
}

/** The stored transactions, refunds and settlements of the world's period against the world itself. */
export async function judgeCopy(desk: Desk, world: World): Promise<string[]> {
  const within = ({ created }: { created: number }): boolean => dayOf(created) >= world.period_start && dayOf(created) <= world.period_end;
  const touches = ({ period_start, period_end }: World['settlements'][number]): boolean => period_start <= world.period_end && period_end >= world.period_start;
  const wish = { from: world.period_start, to: world.period_end, limit: MOST };
  const transactions = await call(desk, browseContract, 'transaction.list', wish);
  const refunds = await call(desk, browseContract, 'refund.list', wish);
  const { settlements } = await call(desk, settlementContract, 'settlement.list', wish);
  const netOf = ({ id, net_amount, status }: { id: string; net_amount: number; status: string | null }) => ({ id, amount: net_amount, status: status ?? '' });
  const amountOf = ({ refund_amount, ...rest }: { id: string; refund_amount: number; status: string }) => ({ ...rest, amount: refund_amount });
  return [
    ...difference('transactions', lines(transactions.rows), lines(world.transactions.filter(within))),
    ...difference('refunds', lines(refunds.rows.map(amountOf)), lines(world.refunds.filter(within).map(amountOf))),
    ...difference('settlements', lines(settlements.map(netOf)), lines(world.settlements.filter(touches).map(netOf))),
  ];
}

/** Writes without a known end: none may be left once the user was told that all is done. */
export async function judgeOutbox(desk: Desk): Promise<string[]> {
  const { writes } = await call(desk, outboxContract, 'outbox.list', { open: true });
  return writes.map((write) => `a ${write.call} is left as ${write.state}`);
}

export async function detailsHere(desk: Desk, reconciliation_id: string): Promise<ReconciliationDetail[]> {
  return (await call(desk, reconciliationContract, 'reconciliation.show', { reconciliation_id, limit: MOST })).details;
}

/** SQLite's own word on the file. */
export function judgeDatabase(file: string): string[] {
  const database = new BetterSqlite3(file, { readonly: true });
  try {
    const word = database.pragma('integrity_check', { simple: true });
    const keys = database.pragma('foreign_key_check') as unknown[];
    return [...(word === 'ok' ? [] : [`integrity_check: ${String(word)}`]), ...(keys.length === 0 ? [] : [`${keys.length} broken references`])];
  } finally {
    database.close();
  }
}
