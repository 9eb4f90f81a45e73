import { describe, expect, it } from 'vitest';
import { dayOf, endOfDay, startOfDay } from '../../src/shared/day.ts';
import { caseKinds } from '../../src/sandbox/generator/cases.ts';
import { generateWorld, truthOf } from '../../src/sandbox/generator.ts';
import { layoutOf } from '../../src/sandbox/layouts/index.ts';
import { noiseFor, noiseKinds } from '../../src/sandbox/generator/noise.ts';
import { uniqueCodes } from '../../src/sandbox/generator/codes.ts';
import { Scene } from '../../src/sandbox/generator/scene.ts';
import { seededRandom } from '../../src/sandbox/random.ts';
import { configOf, emptyWorld } from '../../src/sandbox/records.ts';
import { trueRows } from '../../src/sandbox/sent.ts';
import { layoutNames, type LayoutName, type World } from '../../src/sandbox/world.ts';

const seeds = Array.from({ length: 40 }, (_, index) => index * index + 1);
const make = (seed: number, transactions: number, bank: LayoutName = 'garanti', variant: World['variant'] = 'standard') =>
  generateWorld({ seed, transactions, bank, variant });
const inside = (world: World) =>
  world.transactions.filter((one) => one.created >= startOfDay(world.period_start) && one.created <= endOfDay(world.period_end));

describe(`generated worlds, seeds ${seeds.join(' ')}`, () => {
  it.each([1, 2, 7, 149, 150, 1_000])('%i transactions lie in the period, over all configurations', (count) => {
    for (const seed of count > 500 ? seeds.slice(0, 5) : seeds) {
      for (const bank of layoutNames) {
        const world = make(seed, count, bank);
        expect(inside(world).length, `seed ${seed}, ${bank}`).toBe(count);
        expect(world.transactions.length, `seed ${seed}, ${bank}`).toBeGreaterThan(count);
        const own = inside(world).filter((one) => one.connector_configuration_id === configOf(world, bank).id).length;
        expect(own).toBe(count - Math.floor(count * 0.15));
      }
    }
  });

  it('hold every case from 150 transactions on', () => {
    for (const seed of seeds) {
      for (const bank of layoutNames) {
        const world = make(seed, 150, bank);
        const names = new Set(world.cases.map((one) => one.name));
        const { traits } = layoutOf(bank);
        const wanted = [...caseKinds.map((kind) => kind.name), 'only-in-bank', 'outside-period'];
        if (traits.prints_fees) wanted.push('fee-row');
        if (traits.prints_points) wanted.push('point-row');
        expect(wanted.filter((name) => !names.has(name)), `seed ${seed}, ${bank}`).toEqual([]);
        expect(Object.values(truthOf(world)).every((count) => count > 0)).toBe(true);
      }
    }
  });

  it('never repeat a code or a provider id but on purpose, and know leading zeros', () => {
    for (const seed of seeds.slice(0, 10)) {
      const world = make(seed, 1_000);
      const ids = world.transactions.flatMap((one) => one.provider_transaction_id ?? []);
      expect(new Set(ids).size).toBe(ids.length);
      const shared = new Set(['repeated-code', 'equal-rows']);
      const onPurpose = new Set(world.cases.filter((one) => shared.has(one.name)).flatMap((one) => one.lines.map((line) => line.transaction_id)));
      const codes = world.transactions
        .filter((one) => one.operation_type === 'Sale' && one.connector_configuration_id === world.connector_config_id && !onPurpose.has(one.id))
        .flatMap((one) => one.auth_code ?? []);
      expect(new Set(codes).size).toBe(codes.length);
      expect(make(seed, 1).transactions[0]?.auth_code).toMatch(/^0\d{5}$/);
    }
  });

  it('balance every row, and mask every card', () => {
    for (const bank of layoutNames) {
      for (const row of make(3, 1_000, bank).rows) {
        expect(row.gross - row.commission - row.reward).toBe(row.net);
        expect(row.card).toMatch(/^(\d{6}\*{6}\d{4})?$/);
        expect([dayOf(row.at), row.net >= 0]).toEqual([row.day, true]);
      }
    }
  });

  it('are the same for the same seed, and others for another', () => {
    expect(make(7, 200)).toEqual(make(7, 200));
    expect(make(8, 200).transactions[0]?.id).not.toBe(make(7, 200).transactions[0]?.id);
  });

  it('turn what matched into amount differences where the file shows the net alone', () => {
    for (const seed of seeds) {
      const [gross, net] = [make(seed, 150), make(seed, 150, 'garanti', 'net-only')];
      const sales = gross.cases.filter((one) => one.name === 'sale').flatMap((one) => one.lines);
      const charged = sales.filter((line) => (gross.rows.find((row) => row.row === line.bank_row)?.commission ?? 0) > 0);
      const verdicts = new Map(net.cases.flatMap((one) => one.lines.map((line) => [line.transaction_id, line.verdict])));
      expect(new Set(sales.map((line) => line.verdict))).toEqual(new Set(['Matched']));
      expect(new Set(charged.map((line) => verdicts.get(line.transaction_id)))).toEqual(new Set(['AmountMismatch']));
    }
  });

  it('never print a net that hides a difference', () => {
    const { merchants, configs } = emptyWorld();
    const [merchant, config] = [merchants[0], configs[0]];
    if (!merchant || !config) throw new Error('an empty world has merchants and configurations');
    const random = seededRandom(1);
    const { traits } = layoutOf('garanti');
    const stage = { random, codes: uniqueCodes(random), merchants: [merchant], traits, days: ['2026-05-04'], transactions: [], refunds: [], rows: [], cases: [] };
    const scene = new Scene({ ...stage, merchants: [merchant], days: ['2026-05-04'] }, config, false);
    const sale = { ...scene.sale({ at: startOfDay('2026-05-04'), amount: 10_000 }), bank_commission_amount: 169 };
    for (let gross = 10_001; gross < 10_400; gross += 1) expect(scene.rowOf(sale, 'sale', gross).net).not.toBe(10_000);
  });

  it('send no fee, point, declined, foreign or outside row', () => {
    for (const bank of layoutNames) {
      const world = make(1, 1_000, bank);
      const sent = trueRows(world);
      const apart = world.cases.flatMap((one) => one.lines).filter((line) => line.verdict === null && line.bank_row !== null);
      expect(sent.length + apart.length).toBe(world.rows.length);
      expect(new Set(sent.map((row) => row.status))).toEqual(new Set(['completed', 'refunded', 'voided']));
      expect(new Set(sent.map((row) => row.bank_transaction_id)).size).toBe(sent.length);
    }
  });
});

describe(`worlds with noise, seeds ${seeds.slice(0, 12).join(' ')}`, () => {
  const noisy = (seed: number, bank: LayoutName, noise = 60, transactions = 400) => generateWorld({ seed, transactions, bank, variant: 'standard', noise });
  const worlds = seeds.slice(0, 12).flatMap((seed) => layoutNames.map((bank) => noisy(seed, bank)));
  const labelOf = (world: World) => `${world.bank}, first transaction ${world.transactions[0]?.id}`;

  it('are without it exactly what they are unasked', () => {
    for (const bank of layoutNames) {
      expect(noisy(9, bank, 0)).toEqual(make(9, 400, bank));
      expect(make(9, 400, bank).cases.flatMap((one) => one.links)).toEqual([]);
    }
  });

  it('hold as many transactions as without, and every kind of noise their layout can show', () => {
    for (const world of worlds) {
      expect(inside(world), labelOf(world)).toHaveLength(400);
      const names = new Set(world.cases.map((one) => one.name));
      const wanted = noiseFor(layoutOf(world.bank).traits).map((kind) => kind.name);
      expect(wanted.filter((name) => !names.has(name)), labelOf(world)).toEqual([]);
    }
    for (const noise of [1, 33, 100]) for (const count of [1, 7, 150]) expect(inside(noisy(3, 'vakifbank', noise, count))).toHaveLength(count);
    expect(new Set(worlds.flatMap((world) => noiseFor(layoutOf(world.bank).traits)))).toEqual(new Set(noiseKinds));
  });

  it('link what Payven leaves open, each record once, by what the file shows', () => {
    for (const world of worlds) {
      const { traits } = layoutOf(world.bank);
      const lines = world.cases.flatMap((one) => one.lines);
      const pairs = lines.filter((line) => line.transaction_id !== null && line.bank_row !== null);
      const used = new Set<string | number | null>(pairs.flatMap((line) => [line.transaction_id, line.bank_row]));
      for (const { kind, transactions, rows } of world.cases.flatMap((one) => one.links)) {
        for (const member of [...transactions, ...rows]) {
          expect(used.has(member), `${labelOf(world)}: ${member} twice`).toBe(false);
          used.add(member);
        }
        if (kind === 'card' || kind === 'batch') expect(traits.prints_card).toBe(true);
        const shown = world.rows.filter((row) => rows.includes(row.row));
        expect(shown).toHaveLength(rows.length);
        if (kind === 'reference') expect(shown[0]?.order_id || shown[0]?.bank_transaction_id).toBeTruthy();
        if (kind === 'split' || kind === 'batch') {
          const sold = world.transactions.filter((one) => transactions.includes(one.id)).reduce((sum, one) => sum + one.amount, 0);
          expect(shown.reduce((sum, row) => sum + row.gross, 0)).toBe(sold);
          expect(Math.max(transactions.length, rows.length)).toBeGreaterThan(1);
        }
      }
    }
  });

  it('mistype codes into nobody’s, however many sales come after', () => {
    for (const seed of seeds.slice(0, 5)) {
      const codes = uniqueCodes(seededRandom(seed));
      const [given, typed] = [new Set<string>(), new Set<string>()];
      for (let turn = 0; turn < 20_000; turn += 1) {
        const code = codes.auth();
        given.add(code);
        if (turn % 7 !== 0) continue;
        const wrong = codes.mistyped(code);
        expect([...wrong].filter((digit, at) => digit !== code.charAt(at))).toHaveLength(1);
        typed.add(wrong);
      }
      expect(given.size).toBe(20_000);
      expect(typed.size).toBe(Math.ceil(20_000 / 7));
      expect([...typed].filter((code) => given.has(code)), `seed ${seed}`).toEqual([]);
      expect(codes.withZero()).toMatch(/^0\d{5}$/);
    }
  });
});
