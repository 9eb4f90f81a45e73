import { daysBetween, type Day } from '../shared/day.ts';
import { caseKinds, type CaseKind } from './generator/cases.ts';
import { uniqueCodes } from './generator/codes.ts';
import { playExtras } from './generator/extras.ts';
import { noiseFor } from './generator/noise.ts';
import { Scene } from './generator/scene.ts';
import { settle } from './generator/settlements.ts';
import type { DraftCase, DraftLine, DraftRow, Stage } from './generator/stage.ts';
import { layoutOf } from './layouts/index.ts';
import { seededRandom, type Random } from './random.ts';
import { configOf, emptyWorld } from './records.ts';
import { sentAmount } from './sent.ts';
import type { Case, LayoutName, SheetRow, Truth, Variant, World } from './world.ts';

export interface WorldWish {
  seed: number;
  /** How many transactions lie in the period, over all configurations. */
  transactions: number;
  bank: LayoutName;
  variant: Variant;
  /** Percent of the period's transactions of that bank that stand in cases of noise; 0 unless told. */
  noise?: number;
}

/** From here on a world holds every case at least once. */
const EVERY_CASE_FROM = 150;
const OTHER_BANKS_PERCENT = 15;

const sizeOf = (kinds: readonly CaseKind[]): number => kinds.reduce((sum, kind) => sum + kind.size, 0);

/** Kinds whose sizes add up to exactly `count`; where asked, each once first if there is room for all. */
function choose(random: Random, kinds: readonly CaseKind[], count: number, everyKind: boolean): CaseKind[] {
  const chosen = everyKind && sizeOf(kinds) <= count ? [...kinds] : [];
  let left = count - sizeOf(chosen);
  while (left > 0) {
    const fitting = kinds.filter((kind) => kind.size <= left);
    const kind = random.weighted(fitting);
    if (!kind) break;
    chosen.push(kind);
    left -= kind.size;
  }
  return chosen;
}

/**
 * Where the file shows the net alone, a pair whose amounts now differ is an
 * AmountMismatch (Payven guide: the compared field is the gross amount).
 */
function verdictIn(variant: Variant, line: DraftLine): DraftLine['verdict'] {
  if (variant === 'standard' || !line.verdict || !line.transaction || !line.row) return line.verdict;
  return sentAmount(line.row, variant) === line.transaction.amount ? line.verdict : 'AmountMismatch';
}

function numbered(rows: DraftRow[], first: number): Map<DraftRow, SheetRow> {
  const inFile = rows
    .map((draft, made) => ({ draft, made }))
    .sort((a, b) => a.draft.moment - b.draft.moment || a.made - b.made);
  return new Map(
    inFile.map(({ draft }, index) => {
      const { moment: _moment, ...row } = draft;
      return [draft, { row: first + index, ...row }];
    }),
  );
}

function told(drafts: DraftCase[], rows: Map<DraftRow, SheetRow>, variant: Variant): Case[] {
  const numberOf = (row: DraftRow | null): number | null => (row ? (rows.get(row)?.row ?? null) : null);
  return drafts.map(({ name, lines, links }) => ({
    name,
    lines: lines.map((line) => ({
      verdict: verdictIn(variant, line),
      transaction_id: line.transaction?.id ?? null,
      bank_row: numberOf(line.row),
    })),
    links: links.map((link) => ({
      kind: link.kind,
      transactions: link.transactions.map(({ id }) => id),
      rows: link.rows.flatMap((row) => numberOf(row) ?? []),
    })),
  }));
}

function stageOf(world: World, wish: WorldWish): Stage {
  const random = seededRandom(wish.seed);
  const [firstMerchant, ...merchants] = world.merchants;
  const [firstDay, ...days] = daysBetween(world.period_start, world.period_end);
  if (!firstMerchant || !firstDay) throw new RangeError('a world needs merchants and days');
  return {
    random,
    codes: uniqueCodes(random),
    merchants: [firstMerchant, ...merchants],
    traits: layoutOf(wish.bank).traits,
    days: [firstDay, ...days] satisfies [Day, ...Day[]],
    transactions: [],
    refunds: [],
    rows: [],
    cases: [],
  };
}

/**
 * A world of three Istanbul days in May 2026, the same for the same wish on every
 * machine. Its truth comes from the cases it was built of.
 */
export function generateWorld(wish: WorldWish): World {
  const world = emptyWorld();
  const stage = stageOf(world, wish);
  const { random } = stage;
  const elsewhere = Math.floor((wish.transactions * OTHER_BANKS_PERCENT) / 100);
  const own = configOf(world, wish.bank);
  const scene = new Scene(stage, own, false);
  const here = wish.transactions - elsewhere;
  const noisy = Math.floor((here * (wish.noise ?? 0)) / 100);
  const everyKind = wish.transactions >= EVERY_CASE_FROM;
  for (const kind of choose(random, caseKinds, here - noisy, everyKind)) kind.play(scene);
  for (const kind of choose(random, noiseFor(stage.traits), noisy, everyKind)) kind.play(scene);
  playExtras(scene, here);

  const [one, other] = world.configs.filter((config) => config !== own).map((config) => new Scene(stage, config, true));
  choose(random, caseKinds, elsewhere, false).forEach((kind, index) => {
    const silent = index % 2 === 0 ? one : other;
    if (silent) kind.play(silent);
  });

  const layout = layoutOf(wish.bank);
  const rows = numbered(stage.rows, layout.first_data_row);
  return {
    ...world,
    bank: wish.bank,
    variant: wish.variant,
    connector_config_id: own.id,
    transactions: stage.transactions,
    refunds: stage.refunds,
    settlements: settle(stage.transactions, world.configs, random),
    rows: [...rows.values()],
    cases: told(stage.cases, rows, wish.variant),
  };
}

/** Counts a world's verdicts; lines kept apart are in none of them. */
export function truthOf(world: World): Truth {
  const truth: Truth = { matched: 0, amount_mismatch: 0, status_mismatch: 0, orphan_db: 0, orphan_bank: 0 };
  const fields = {
    Matched: 'matched',
    AmountMismatch: 'amount_mismatch',
    StatusMismatch: 'status_mismatch',
    OrphanDb: 'orphan_db',
    OrphanBank: 'orphan_bank',
  } as const;
  for (const { lines } of world.cases) {
    for (const { verdict } of lines) if (verdict) truth[fields[verdict]] += 1;
  }
  return truth;
}
