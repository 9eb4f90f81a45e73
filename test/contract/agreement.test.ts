import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endOfDay, startOfDay } from '../../src/shared/day.ts';
import { startBody } from '../../src/main/domain/matching/request.ts';
import { considered, matchSides } from '../../src/sandbox/matching.ts';
import { crowded, facesOf, noisyDays, type NoisyDays, type Planned, planOf, type Question, wholePeriod, wishesFrom } from '../builders/noisy-days.ts';

const isFull = process.env['MUTABAKAT_FULL'] === '1';
/** Every world is asked five times: its days one by one, all of them, and all of them of one merchant. */
const ASKED = 5;
const WORLDS = (isFull ? 10_000 : 400) / ASKED;
const FIRST_SEED = 40_000;

const sentBody = z.object({
  bank_transactions: z.array(
    z.object({
      bank_transaction_id: z.string().nullable(),
      amount: z.number(),
      status: z.string().nullable(),
      transaction_date: z.string().transform((text) => Date.parse(text)),
      merchant_external_id: z.string().nullable(),
      auth_code: z.string().nullable(),
    }),
  ),
});

/** The sandbox's matching of the very bytes the program would send, as one text a line. */
function secondOpinion({ world }: NoisyDays, { from, to, merchant_id }: Question, { sent }: Planned): Set<string> {
  const scope = merchant_id === null ? ('Connector' as const) : ('Merchant' as const);
  const owner_id = merchant_id ?? world.connector_config_id;
  const body = startBody({ scope, connector_config_id: merchant_id === null ? owner_id : null, merchant_id, from, to, sent });
  const ours = considered(world.transactions, { scope, owner_id, from: startOfDay(from), to: endOfDay(to) });
  const lines = matchSides(ours, sentBody.parse(JSON.parse(body)).bank_transactions, scope);
  return new Set(lines.map(({ verdict, transaction, bank }) => textOf(verdict, transaction?.id ?? null, bank?.bank_transaction_id ?? null)));
}

const textOf = (verdict: string, transaction: string | null, row: string | null): string => [verdict, transaction, row].join(' ');

interface Tally {
  lines: number;
  sure: number;
  agreeing: number;
  differing: number;
}

function compare(days: NoisyDays, question: Question, tally: Tally): void {
  const planned = planOf(days, question);
  const opinion = secondOpinion(days, question, planned);
  const label = `${days.label}, ${question.from} to ${question.to}, merchant ${question.merchant_id ?? 'any'}`;
  expect(opinion.size, label).toBe(planned.lines.length);
  const missing: string[] = [];
  for (const line of planned.lines) {
    const text = textOf(line.verdict, line.transaction_id, line.bank_transaction_id);
    const agrees = opinion.has(text);
    tally.lines += 1;
    if (line.assumptions.length === 0) {
      tally.sure += 1;
      if (!agrees) missing.push(text);
    } else if (agrees) tally.agreeing += 1;
    else tally.differing += 1;
  }
  expect(missing, label).toEqual([]);
}

/** The preview of the whole period against what its cases were built with. */
function compareWithTruth(days: NoisyDays): number {
  const faces = facesOf(days.rows);
  const face = (row: number | null): string | null => (row === null ? null : (faces.get(row) ?? `row ${row} was not read`));
  const told = planOf(days, wholePeriod(days.world)).lines.map((line) => textOf(line.verdict, line.transaction_id, face(line.row)));
  const truth = days.world.cases
    .flatMap(({ lines }) => lines)
    .flatMap(({ verdict, transaction_id, bank_row }) => (verdict === null ? [] : [textOf(verdict, transaction_id, face(bank_row))]));
  expect(told.sort(), days.label).toEqual(truth.sort());
  return truth.length;
}

function questionsOf({ world }: NoisyDays): Question[] {
  const whole = wholePeriod(world);
  const merchant = world.merchants[0];
  if (merchant === undefined) throw new Error('a world has merchants');
  const single = ['2026-05-04', '2026-05-05', '2026-05-06'].map((day): Question => ({ from: day, to: day, merchant_id: null }));
  return [...single, whole, { ...whole, merchant_id: merchant.id }];
}

const seeds = `seeds ${FIRST_SEED} to ${FIRST_SEED + WORLDS - 1}`;

function say(what: string, { lines, sure, agreeing, differing }: Tally, more: string): void {
  process.stdout.write(
    `agreement, ${what}: ${WORLDS * ASKED} days, ${seeds}: ${lines} verdicts, ${sure} sure and equal, ` +
      `on an assumption ${agreeing} agreeing and ${differing} differing${more}\n`,
  );
}

const nothing = (): Tally => ({ lines: 0, sure: 0, agreeing: 0, differing: 0 });

describe('the program’s preview, the sandbox and the truth', () => {
  it(`agree on ${WORLDS * ASKED} generated days, ${seeds}`, { timeout: 600_000 }, async () => {
    const [tally, pressed] = [nothing(), nothing()];
    let [truths, noisy] = [0, 0];
    for (const wish of wishesFrom(FIRST_SEED, WORLDS, [12, 40], [0, 60])) {
      const days = await noisyDays(wish);
      const questions = questionsOf(days);
      expect(questions).toHaveLength(ASKED);
      for (const question of questions) {
        compare(days, question, tally);
        compare(crowded(days), question, pressed);
      }
      truths += compareWithTruth(days);
      if (days.world.cases.some(({ links }) => links.length > 0)) noisy += 1;
    }
    say('as generated', tally, `; ${truths} true, ${noisy} of ${WORLDS} worlds with links`);
    say('ten codes', pressed, '');
    // A sample without assumptions, noise or truth would prove nothing.
    expect(Math.min(tally.agreeing, truths - WORLDS * 10, noisy - WORLDS / 2, pressed.agreeing + pressed.differing - pressed.sure)).toBeGreaterThan(0);
  });
});
