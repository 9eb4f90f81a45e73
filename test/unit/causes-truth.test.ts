import { describe, expect, it } from 'vitest';
import { causesOf } from '../../src/main/domain/matching/causes.ts';
import { findEvidence } from '../../src/main/domain/matching/evidence/find.ts';
import type { EvidenceRow, EvidenceTransaction } from '../../src/main/domain/matching/evidence/sides.ts';
import { proveSides } from '../../src/main/domain/matching/proof.ts';
import { isProven } from '../../src/shared/proof.ts';
import { endOfDay, startOfDay } from '../../src/shared/day.ts';
import type { Cause } from '../../src/shared/evidence.ts';
import { type NoisyDays, noisyDays, openSides, planOf, wholePeriod, wishesFrom } from '../builders/noisy-days.ts';

const seed = 71_000;
const worlds = process.env['MUTABAKAT_FULL'] === '1' ? 200 : 16;
console.info(`causes against the truth: seeds ${seed} to ${seed + worlds - 1}`);

/** What a case is about, and so the only causes its lines may be given, in files whose amounts are gross. */
const TRUTH: Readonly<Record<string, readonly Cause[]>> = {
  'one-kurus': ['one_kurus'],
  'partial-capture': ['partial_capture'],
  'interest-added': ['instalment_interest'],
  // Not every bank prints its point rows, and points may pay for most of a small sale.
  'points-used': ['points_used', 'amount_other', 'partial_capture'],
  'wrong-status': ['void_at_bank_only'],
  'refund-whole': ['refunded_later'],
  'refund-in-two-parts': ['refunded_later'],
  'void-absent': ['voided_same_day'],
  'only-in-payven': ['missing'],
  'only-in-bank': ['missing'],
  'missing-on-both-sides': ['missing'],
  'code-missing': ['key_missing'],
  'code-mistyped': ['key_differs'],
  'zero-lost': ['key_differs'],
  'moved-day-without-code': ['day_boundary'],
  'over-the-edge': ['other_period'],
  // Nothing that could be sure may be said of these.
  'amount-of-another-card': ['missing'],
  'card-returns-in-two-days': ['missing'],
  'rows-add-up-by-chance': ['missing'],
  'sum-off-by-one': ['missing'],
};

/** Both sides are there, apart; where a file prints too little nobody can tell that they belong together. */
const ORPHANS = ['code-missing', 'code-mistyped', 'zero-lost', 'moved-day-without-code', 'over-the-edge'];

const lira = (sides: readonly { readonly amount: number | null; readonly currency: string | null }[]): number =>
  sides.reduce((sum, { amount, currency }) => sum + (currency === 'TRY' ? (amount ?? 0) : 0), 0);

interface Told {
  readonly name: string;
  /** Whether the data tells of a link between both sides that Payven does not see. */
  readonly linked: boolean;
  readonly cause: Cause;
}

/** Each line's cause, by the case it belongs to; and whether both sides are proven. */
function look(days: NoisyDays): { told: Told[]; proven: boolean } {
  const { world, rows } = days;
  const question = wholePeriod(world);
  const { lines, why } = planOf(days, question);
  const open = openSides(days, { lines, why, sent: [] });
  const all = world.transactions
    .filter((one) => one.connector_configuration_id === world.connector_config_id)
    .map(({ created: created_at, settlement_date: settlement_at, ...rest }) => ({ ...rest, created_at, settlement_at }));
  const differing = lines.filter(({ verdict, transaction_id, row }) => verdict !== 'Matched' && transaction_id !== null && row !== null);
  const [byId, byRow] = [new Map(differing.map((line) => [line.transaction_id, line.line])), new Map(differing.map((line) => [line.row, line.line]))];
  const pairedHere = all.filter(({ id }) => byId.has(id)).map((one): EvidenceTransaction => ({ ...one, line: byId.get(one.id) ?? null }));
  const pairedThere = rows.filter(({ row }) => byRow.has(row)).map((one): EvidenceRow => ({ ...one, line: byRow.get(one.row) ?? null, kept: null }));
  const causes = causesOf({
    lines,
    transactions: [...open.transactions, ...pairedHere],
    rows: [...open.rows, ...pairedThere],
    suggestions: findEvidence(open).suggestions,
    whole: { transactions: all, rows },
    from: question.from,
    to: question.to,
    today: '2026-06-30',
  });
  const caseOf = new Map(world.cases.flatMap((each) => each.lines.flatMap((line) => [[line.transaction_id ?? '', each], [`${line.bank_row}`, each]] as const)));
  const told = lines.flatMap(({ line, transaction_id, row }): Told[] => {
    const [cause, from] = [causes.get(line), caseOf.get(transaction_id ?? `${row}`)];
    return cause === undefined || from === undefined ? [] : [{ name: from.name, linked: from.links.length > 0, cause }];
  });
  const here = all.filter(({ created_at }) => created_at >= startOfDay(question.from) && created_at <= endOfDay(question.to));
  const kept = new Map(rows.flatMap((row) => { const bucket = why.get(row.row); return bucket === undefined ? [] : [[row, bucket] as const]; }));
  const totals = { bank: { rows: rows.length, amount: lira(rows.filter(({ kind }) => kind !== 'total')) }, payven: { rows: here.length, amount: lira(here) } };
  return { told, proven: isProven(proveSides({ lines, rows, kept, transactions: here, elsewhere: { rows: 0, amount: 0 }, totals })) };
}

describe('generated days', () => {
  it('are given the causes their cases are about, and are proven whole', { timeout: 300_000 }, async () => {
    const seen = new Set<string>();
    const linked = { told: 0, missed: 0 };
    for (const wish of wishesFrom(seed, worlds, [150, 260], [0, 40])) {
      const days = await noisyDays({ ...wish, variant: 'standard' });
      const { told, proven } = look(days);
      expect(proven, days.label).toBe(true);
      for (const each of told) {
        const allowed = TRUTH[each.name];
        if (allowed === undefined) continue;
        seen.add(each.name);
        const missed = each.cause === 'missing' && !allowed.includes('missing') && ORPHANS.includes(each.name);
        if (!missed) expect(allowed, `${days.label}: ${each.name}`).toContain(each.cause);
        if (each.linked) linked[missed ? 'missed' : 'told'] += 1;
      }
    }
    console.info(`linked lines told: ${linked.told}, missed: ${linked.missed}`);
    // What the passes leave unsure explains nothing; that must stay the exception.
    expect(linked.missed * 20).toBeLessThanOrEqual(linked.told);
    expect(Object.keys(TRUTH).filter((name) => !seen.has(name))).toEqual([]);
  });

  it('whose file holds net amounts alone are told so', { timeout: 300_000 }, async () => {
    for (const wish of wishesFrom(seed, 6, [150, 160], [0, 0])) {
      const days = await noisyDays({ ...wish, variant: 'net-only' });
      const sales = look(days).told.filter(({ name }) => name === 'sale').map(({ cause }) => cause);
      expect(sales.length, days.label).toBeGreaterThan(10);
      expect(new Set(sales), days.label).toEqual(new Set(['net_for_gross']));
    }
  });
});
