import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browseContract } from '../../src/shared/contract/browse.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import type { Progress } from '../../src/main/app/context.ts';
import type { Desk } from '../../src/main/desk.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { call, temporaryFolder, testDesk, upToPreview } from '../builders/desk.ts';

describe('long work', () => {
  const folder = temporaryFolder();
  let desk: Desk;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let preview: Awaited<ReturnType<typeof upToPreview>>['preview'];

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 8, bank: 'vakifbank', transactions: 120, bank_file: join(folder.path, 'banka') });
    desk = testDesk(join(folder.path, 'data'));
    ({ preview } = await upToPreview(desk, sandbox.ready));
  }, 60_000);
  afterAll(async () => {
    desk.close();
    await sandbox.close();
    folder.remove();
  });

  /** Makes a call and stops it at the progress that `isEnough` says. */
  async function watched(name: string, input: object, isEnough: (progress: Progress) => boolean) {
    const stop = new AbortController();
    const seen: Progress[] = [];
    const answer = await desk.call(name, input, {
      language: 'tr',
      signal: stop.signal,
      onProgress(progress) {
        seen.push(progress);
        if (isEnough(progress)) stop.abort();
      },
    });
    return { answer, seen };
  }

  const question = () => {
    const { import_ids, scope, connector_config_id, from, to } = preview;
    return { import_ids, scope, connector_config_id: connector_config_id ?? '', from, to };
  };
  const previews = async (): Promise<number> => (await call(desk, browseContract, 'preview.list', {})).previews.length;

  it('a preview tells how far it has come', async () => {
    const { answer, seen } = await watched('preview.make', question(), () => false);
    expect(answer.ok).toBe(true);
    expect(seen.map(({ step, done, total }) => [step, done, total])).toEqual([0, 1, 2, 3].map((done) => ['match', done, 4]));
  });

  it.each([0, 1, 2, 3])('a preview stopped after step %i leaves nothing behind', async (step) => {
    const before = await previews();
    const { answer } = await watched('preview.make', question(), ({ done }) => done === step);
    expect(answer).toMatchObject({ ok: false, error: { code: 'state.cancelled' } });
    expect(await previews()).toBe(before);
  });

  it('an export tells how far it has come, and stopped it writes nothing', async () => {
    const { reconciliation_id } = await call(desk, reconciliationContract, 'reconciliation.start', { preview_id: preview.preview_id, confirmed: true });
    const { total } = await call(desk, reconciliationContract, 'reconciliation.show', { reconciliation_id });
    const file = join(folder.path, 'kitap.xlsx');
    const stopped = await watched('workbook.export', { reconciliation_id, file }, () => true);
    expect(stopped.answer).toMatchObject({ ok: false, error: { code: 'state.cancelled' } });
    expect(existsSync(file)).toBe(false);
    const whole = await watched('workbook.export', { reconciliation_id, file }, () => false);
    expect(whole.answer.ok).toBe(true);
    expect(whole.seen.at(-1)).toMatchObject({ step: 'export', done: total, total });
    expect(existsSync(file)).toBe(true);
  });
});
