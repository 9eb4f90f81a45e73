import { type Day, endOfDay, startOfDay } from '../../src/shared/day.ts';
import type { BankRow } from '../../src/shared/bank-row.ts';
import type { NotSent } from '../../src/shared/contract/preview.ts';
import type { InstalmentRows } from '../../src/shared/instalments.ts';
import { understand } from '../../src/main/domain/bank-file/understand.ts';
import type { EvidenceRow, EvidenceTransaction, OpenSides } from '../../src/main/domain/matching/evidence/sides.ts';
import type { MerchantRule } from '../../src/main/domain/matching/merchants.ts';
import type { PlanLine, SentRow } from '../../src/main/domain/matching/plan.ts';
import { selectRows } from '../../src/main/domain/matching/request.ts';
import { matchAsPayven } from '../../src/main/domain/matching/twin.ts';
import { openWorkbook } from '../../src/main/files/open-workbook.ts';
import { generateWorld, type WorldWish } from '../../src/sandbox/generator.ts';
import { layoutOf } from '../../src/sandbox/layouts/index.ts';
import { layoutNames, type Transaction, type World } from '../../src/sandbox/world.ts';

export type FileRow = BankRow & { readonly import_id: string };

/** A generated world with its bank's file as the program read it. */
export interface NoisyDays {
  /** Whatever it takes to make it again. */
  readonly label: string;
  readonly world: World;
  readonly rows: readonly FileRow[];
  readonly printed: InstalmentRows;
}

const IMPORT = 'noisy';
const signal = new AbortController().signal;

/** Makes a world, writes its bank's file and reads that as the program does. */
export async function noisyDays(wish: WorldWish): Promise<NoisyDays> {
  const world = generateWorld(wish);
  const bytes = new Uint8Array(layoutOf(wish.bank).write(world.rows, wish.variant));
  const { rows, instalments } = understand(await openWorkbook(bytes, signal));
  const label = `seed ${wish.seed}, ${wish.transactions} transactions, ${wish.bank}, ${wish.variant}, noise ${wish.noise ?? 0}`;
  return { label, world, rows: rows.map((row) => ({ ...row, import_id: IMPORT })), printed: instalments };
}

/** The same days with only ten codes and no ids of the bank's: nearly every verdict is contested, and no case's truth holds any more. */
export function crowded({ label, world, rows, printed }: NoisyDays): NoisyDays {
  const short = (code: string | null): string | null => code?.slice(-1) ?? null;
  return {
    label: `${label}, crowded`,
    world: { ...world, transactions: world.transactions.map((one) => ({ ...one, auth_code: short(one.auth_code) })) },
    rows: rows.map((row) => ({ ...row, bank_transaction_id: null, auth_code: short(row.auth_code) })),
    printed,
  };
}

/** Wishes from a seed on: banks in turn, then variants; sizes and noise walk through their ranges. */
export function wishesFrom(seed: number, count: number, sizes: readonly [number, number], noise: readonly [number, number]): WorldWish[] {
  const within = ([least, most]: readonly [number, number], step: number): number => least + (step % (most - least + 1));
  return Array.from({ length: count }, (_, index) => ({
    seed: seed + index,
    transactions: within(sizes, index * 7),
    bank: layoutNames[index % layoutNames.length] ?? 'garanti',
    variant: Math.floor(index / layoutNames.length) % 4 === 3 ? 'net-only' : 'standard',
    noise: within(noise, index * 13),
  }));
}

/** What a plan is about: Istanbul days, and all of the bank's configuration or one merchant. */
export interface Question {
  readonly from: Day;
  readonly to: Day;
  /** Null: scope Connector. */
  readonly merchant_id: string | null;
}

export const wholePeriod = ({ period_start: from, period_end: to }: World): Question => ({ from, to, merchant_id: null });

/** A transaction as the program keeps it. */
function kept(one: Transaction): Omit<EvidenceTransaction, 'line'> {
  const { created: created_at, settlement_date: settlement_at, ...rest } = one;
  return { ...rest, created_at, settlement_at };
}

function ruleOf(world: World, { merchant_id }: Question): MerchantRule {
  const numbers = world.configs.flatMap((config) => world.merchants.map((merchant) => [config, merchant] as const));
  return {
    scope: merchant_id === null ? 'Connector' : 'Merchant',
    connector_config_id: world.connector_config_id,
    merchant_external_id: world.merchants.find(({ id }) => id === merchant_id)?.external_id ?? null,
    mappings: new Map(
      numbers.map(([config, merchant]) => [
        config.merchant_numbers[merchant.id] ?? '',
        { connector_config_id: config.id, merchant_external_id: merchant.external_id },
      ]),
    ),
    split: merchant_id !== null,
  };
}

const inScope = (world: World, { merchant_id }: Question) => (one: Transaction): boolean =>
  merchant_id === null ? one.connector_configuration_id === world.connector_config_id : one.merchant_id === merchant_id;

/** The program's own plan, and why rows are not in it. */
export interface Planned {
  readonly sent: readonly SentRow[];
  readonly lines: readonly PlanLine[];
  readonly why: ReadonlyMap<number, keyof NotSent>;
}

/** What the program previews of these days. */
export function planOf({ world, rows, printed }: NoisyDays, question: Question): Planned {
  const why = new Map<number, keyof NotSent>();
  const rules = { merchants: ruleOf(world, question), printed: () => printed };
  const { sent } = selectRows(rows, question, rules, (row, bucket) => why.set(row.row, bucket));
  const [start, end] = [startOfDay(question.from), endOfDay(question.to)];
  const asked = world.transactions.filter(inScope(world, question)).filter(({ created }) => created >= start && created <= end);
  const scope = question.merchant_id === null ? 'Connector' : 'Merchant';
  return { sent, lines: matchAsPayven(asked.map(kept), sent, { scope, periodEnd: end }), why };
}

/** Rows that cannot be the other side of a sale, whatever else is known of them. */
const dead: ReadonlySet<keyof NotSent> = new Set(['totals', 'rejected', 'left_out', 'foreign_currency'] as const);

/** What the plan of the whole period leaves open, and everything that stands beside it. */
export function openSides({ world, rows }: NoisyDays, { lines, why }: Planned): OpenSides {
  const pairs = lines.filter((line) => line.transaction_id !== null && line.row !== null);
  const [paired, taken] = [new Set(pairs.map((line) => line.transaction_id)), new Set(pairs.map((line) => line.row))];
  const [byId, byRow] = [new Map(lines.map((line) => [line.transaction_id, line.line])), new Map(lines.map((line) => [line.row, line.line]))];
  const transactions = world.transactions
    .filter(inScope(world, wholePeriod(world)))
    .filter(({ id }) => !paired.has(id))
    .map((one): EvidenceTransaction => ({ ...kept(one), line: byId.get(one.id) ?? null }));
  const open: EvidenceRow[] = [];
  for (const row of rows) {
    const bucket = why.get(row.row) ?? null;
    if (taken.has(row.row) || (bucket !== null && dead.has(bucket))) continue;
    open.push({ ...row, line: byRow.get(row.row) ?? null, kept: bucket });
  }
  return { transactions, rows: open };
}

/** What a row tells, by its number: rows that tell the same have one face, and which of them is meant is open. */
export function facesOf(rows: readonly FileRow[]): ReadonlyMap<number | null, string> {
  return new Map(rows.map(({ row, cells: _cells, import_id: _id, ...told }) => [row, JSON.stringify(told)]));
}
