import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generateWorld, truthOf } from '../../src/sandbox/generator.ts';
import { rowId, trueStart } from '../../src/sandbox/sent.ts';
import { serveWorld, startSandbox } from '../../src/sandbox/server.ts';
import { clientOf, fetchToken } from '../builders/sandbox.ts';
import { layoutNames, variants, type World } from '../../src/sandbox/world.ts';

/** The sandbox's answer to the true rows, against the truth the cases were built with. */
const answer = z.looseObject({
  matched_count: z.number(),
  amount_mismatch_count: z.number(),
  status_mismatch_count: z.number(),
  orphan_db_count: z.number(),
  orphan_bank_count: z.number(),
  details: z.array(z.looseObject({ discrepancy: z.string(), transaction_id: z.string().nullable(), bank_transaction_id: z.string().nullable() })),
});

async function answerTo(world: World) {
  const served = await serveWorld(world);
  try {
    const reply = await clientOf(served.url, await fetchToken(served)).post('/reconciliations/start', trueStart(world));
    expect(reply.status).toBe(201);
    return answer.parse(reply.body);
  } finally {
    await served.close();
  }
}

/** Every line of the truth as text; rows equal to the letter stand for one another. */
function linesOf(world: World): string[] {
  const ids = new Map(world.rows.map((row) => [row.row, row.bank_transaction_id ?? rowId(row)]));
  return world.cases
    .flatMap(({ lines }) => lines)
    .filter((line) => line.verdict !== null)
    .map((line) => [line.verdict, line.transaction_id, line.bank_row === null ? null : ids.get(line.bank_row)].join(' '))
    .sort();
}

const seeds = [0, 1, 2, 3, 7, 11, 42, 99, 1_234, 2_026, 65_537, 4_294_967_295];

describe('truth of generated worlds', () => {
  for (const bank of layoutNames) {
    for (const variant of variants) {
      it(`${bank}, ${variant}: seeds ${seeds.join(', ')} of 1, 7, 150 and 1000 transactions`, async () => {
        for (const seed of seeds) {
          for (const transactions of [1, 7, 150, 1_000]) {
            const world = generateWorld({ seed, transactions, bank, variant });
            const { details, ...counts } = await answerTo(world);
            const truth = truthOf(world);
            const label = `seed ${seed}, ${transactions} transactions`;
            expect(counts, label).toMatchObject(Object.fromEntries(Object.entries(truth).map(([name, count]) => [`${name}_count`, count])));
            const told = details.map((detail) => [detail.discrepancy, detail.transaction_id, detail.bank_transaction_id].join(' ')).sort();
            expect(told, label).toEqual(linesOf(world));
          }
        }
      });
    }
  }

  it('startSandbox writes the file, serves the world and tells the truth', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-truth-'));
    const { ready, world, close } = await startSandbox({ seed: 5, bank: 'vakifbank', bank_file: join(folder, 'deep', 'file.xls') });
    try {
      expect(ready).toMatchObject({ slug: 'ornek-ticaret', client_id: 'pvk_test_sandbox', period_start: '2026-05-04', period_end: '2026-05-06', truth: truthOf(world) });
      expect(new URL(ready.api_url).hostname).toBe('127.0.0.1');
      expect(ready.bank_file).toBe(join(folder, 'deep', 'file.csv'));
      expect(readFileSync(ready.bank_file).length).toBeGreaterThan(1_000);
      const token = await fetchToken({ ...ready, url: ready.identity_url }, ready.slug);
      expect((await clientOf(ready.api_url, token).get('/settlements')).body).toMatchObject({ items: expect.any(Array) });
    } finally {
      await close();
    }
  });

  it('refunds know their siblings', async () => {
    const world = generateWorld({ seed: 1, transactions: 150, bank: 'garanti', variant: 'standard' });
    const parts = world.cases.find((one) => one.name === 'refund-in-two-parts');
    const sale = parts?.lines[0]?.transaction_id;
    const refunds = world.refunds.filter((one) => one.transaction_id === sale);
    const served = await serveWorld(world);
    try {
      const reply = await clientOf(served.url, await fetchToken(served)).get(`/refunds/${refunds[0]?.id}`);
      expect(refunds).toHaveLength(2);
      expect(reply.body).toMatchObject({ transaction_id: sale, status: 'Completed', sibling_refunds: [{ id: refunds[1]?.id, refund_amount: refunds[1]?.refund_amount }] });
    } finally {
      await served.close();
    }
  });
});
