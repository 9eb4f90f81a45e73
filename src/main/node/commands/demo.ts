import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { importContract } from '../../../shared/contract/bank-file.ts';
import { connectionContract } from '../../../shared/contract/connection.ts';
import { countKeyOf, previewContract } from '../../../shared/contract/preview.ts';
import { reconciliationContract } from '../../../shared/contract/reconciliation.ts';
import { syncContract } from '../../../shared/contract/sync.ts';
import { workbookContract } from '../../../shared/contract/workbook.ts';
import type { SandboxReady } from '../../../sandbox/server.ts';
import { AppError } from '../../../shared/errors.ts';
import { environmentSecrets } from '../../keychain/environment-secrets.ts';
import { ask, type Command, type Invocation, text, wholeNumber } from '../command.ts';
import { progressLine } from '../terminal.ts';

/** What a demonstration decides about each kind of difference; sample remarks, not advice. */
const DECISIONS = [
  { discrepancy: 'AmountMismatch', action: 'AcceptBank', remarks: 'Banka tutarı esas alındı' },
  { discrepancy: 'StatusMismatch', action: 'AcceptDb', remarks: 'İade ya da iptal Payven kaydında doğru' },
  { discrepancy: 'OrphanDb', action: 'AcceptDb', remarks: 'Gün içi iptal ya da sonraki dönem' },
  { discrepancy: 'OrphanBank', action: 'Ignore', remarks: 'Bankadan açıklama istendi' },
] as const;

/**
 * Any whole number becomes one of the generator's 2^32 worlds, the same one every time; the
 * answer names it. Throws AppError('usage.invalid').
 */
function seedOf(wish: string): number {
  if (!/^-?\d+$/.test(wish)) throw new AppError('usage.invalid', { field: 'seed', problem: 'a whole number is needed' });
  return Number(BigInt.asUintN(32, BigInt(wish)));
}

type Asker = Pick<Invocation, 'call'>;

/** The whole main job against the built-in sandbox; nothing leaves this computer. */
export const demoCommand: Command = {
  usage: '[--seed S] [--transactions N] [--bank garanti|vakifbank|yapikredi]   (--data: where the workbook goes, ./demo unless said)',
  options: { seed: { type: 'string' }, transactions: { type: 'string' }, bank: { type: 'string' } },
  positionals: [0, 0],
  async run(invocation) {
    const began = performance.now();
    const seed = seedOf(text(invocation, 'seed') ?? '1');
    const folder = resolve(text(invocation, 'data') ?? 'demo');
    const work = mkdtempSync(join(tmpdir(), 'mutabakat-demo-'));
    const [{ startSandbox }, { openDesk }] = await Promise.all([
      import('../../../sandbox/server.ts'),
      import('../../desk.ts'),
    ]);
    const sandbox = await startSandbox({
      seed,
      transactions: wholeNumber(invocation, 'transactions') ?? 400,
      bank: (text(invocation, 'bank') ?? 'garanti') as 'garanti',
      bank_file: join(work, `banka-${seed}`),
    });
    const secrets = environmentSecrets({});
    const desk = openDesk({
      data_folder: join(work, 'data'),
      keychain: secrets,
      environment_secrets: secrets,
      files: { toRead: (path) => path, toWrite: (path) => path },
    });
    try {
      const { language, signal, terminal } = invocation;
      const asker: Asker = {
        async call(name, input) {
          const answer = await desk.call(name, input, { language, signal, onProgress: progressLine(terminal) });
          if (answer.ok) return answer.data;
          throw new AppError(answer.error.code as AppError['code'], answer.error.details);
        },
      };
      const result = await mainJob(asker, sandbox.ready, join(folder, `mutabakat-${seed}.xlsx`));
      invocation.print({ seed, truth: sandbox.ready.truth, ...result, elapsed_ms: Math.round(performance.now() - began) });
    } finally {
      desk.close();
      await sandbox.close();
      rmSync(work, { recursive: true, force: true });
    }
  },
};

async function mainJob(asker: Asker, ready: SandboxReady, workbook: string) {
  await ask(asker, connectionContract, 'connection.connect', {
    environment: 'custom',
    identity_url: ready.identity_url,
    api_url: ready.api_url,
    slug: ready.slug,
    client_id: ready.client_id,
    credential: { kind: 'client', client_secret: ready.client_secret },
    secret_place: 'environment',
  });
  const range = { from: ready.period_start, to: ready.period_end };
  await ask(asker, syncContract, 'sync.run', range);
  const { imports } = await ask(asker, importContract, 'import.run', { files: [ready.bank_file] });
  const preview = await ask(asker, previewContract, 'preview.make', {
    ...range,
    import_ids: imports.map((each) => each.import_id),
    scope: 'Connector',
    connector_config_id: ready.connector_config_id,
  });
  const started = await ask(asker, reconciliationContract, 'reconciliation.start', {
    preview_id: preview.preview_id,
    confirmed: true,
  });
  const { reconciliation_id } = started;
  let resolved = 0;
  for (const decision of DECISIONS) {
    if (started.counts[countKeyOf[decision.discrepancy]] === 0) continue;
    const input = { reconciliation_id, ...decision };
    resolved += (await ask(asker, reconciliationContract, 'reconciliation.resolve', input)).processed;
  }
  const closed = await ask(asker, reconciliationContract, 'reconciliation.finalize', { reconciliation_id, confirmed: true });
  const exported = await ask(asker, workbookContract, 'workbook.export', { reconciliation_id, file: workbook });
  return {
    preview: preview.counts,
    payven: started.counts,
    differs_from_preview: started.differs_from_preview,
    resolved,
    overall_status: closed.overall_status,
    workbook: exported.file,
  };
}
