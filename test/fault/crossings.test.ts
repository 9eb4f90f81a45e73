import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { syncContract } from '../../src/shared/contract/sync.ts';
import { httpTransport } from '../../src/main/payven/transport.ts';
import type { HttpTransport } from '../../src/main/ports.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { call, connectTo, jumpingClock, temporaryFolder, testDesk, upToPreview } from '../builders/desk.ts';
import { clientOf, fetchToken } from '../builders/sandbox.ts';

/** What crosses a step from outside: another process, a stranger's reconciliation, a colleague, a list in motion. */
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const serve = (faults: string[], now?: () => number) =>
  startSandbox({ seed: 31, transactions: 60, bank_file: join(folder.path, 'b'), faults, start_limit: 100, ...(now !== undefined && { now }) });

describe('crossings', () => {
  it('a start that another process finishes while this one still syncs is not sent again', async () => {
    const sandbox = await serve([]);
    const data = join(folder.path, 'data');
    const first = testDesk(data);
    const { preview } = await upToPreview(first, sandbox.ready);
    const start = (desk: typeof first) => call(desk, reconciliationContract, 'reconciliation.start', { preview_id: preview.preview_id, confirmed: true });
    let other: Promise<unknown> | undefined;
    const slow: HttpTransport = {
      async send(request) {
        if (request.url.includes('/transactions')) await (other ??= start(first));
        return httpTransport.send(request);
      },
    };
    const second = testDesk(data, { transport: slow });
    await connectTo(second, sandbox.ready);
    await expect(start(second)).rejects.toMatchObject({ code: 'state.already_started' });
    first.close();
    second.close();
    await sandbox.close();
  });

  it('a stranger\'s reconciliation of the same scope and period is not taken for a lost one of ours', async () => {
    const clock = jumpingClock();
    const sandbox = await serve(['start:504*5'], clock.now);
    const { ready } = sandbox;
    const desk = testDesk(join(folder.path, 'data'), { clock });
    const { preview } = await upToPreview(desk, ready);
    const start = () => call(desk, reconciliationContract, 'reconciliation.start', { preview_id: preview.preview_id, confirmed: true });
    await expect(start()).rejects.toMatchObject({ code: 'payven.outcome_unknown' });
    const stranger = clientOf(ready.api_url, await fetchToken({ url: ready.api_url, ...ready }));
    const { status } = await stranger.post('/reconciliations/start', {
      scope: 'Connector',
      connector_config_id: ready.connector_config_id,
      period: 'Custom',
      period_start: `${ready.period_start}T00:00:00+03:00`,
      period_end: `${ready.period_end}T23:59:59.999+03:00`,
      bank_transactions: [],
    });
    expect(status).toBe(201);
    clock.jump(200_000);
    await expect(start()).rejects.toMatchObject({ code: 'state.start_unknown' });
    desk.close();
    await sandbox.close();
  });

  it('a waiting decision is not sent over a colleague\'s that is known here', async () => {
    const sandbox = await serve(['resolve:429=1*5']);
    const desk = testDesk(join(folder.path, 'data'));
    const { preview } = await upToPreview(desk, sandbox.ready);
    const { reconciliation_id } = await call(desk, reconciliationContract, 'reconciliation.start', { preview_id: preview.preview_id, confirmed: true });
    const shown = await call(desk, reconciliationContract, 'reconciliation.show', { reconciliation_id, detail_status: 'Pending' });
    const decision = { reconciliation_id, detail_ids: [shown.details[0]?.id ?? ''] };
    await expect(call(desk, reconciliationContract, 'reconciliation.resolve', { ...decision, action: 'Ignore' })).rejects.toMatchObject({ code: 'payven.busy' });
    const colleague = testDesk(join(folder.path, 'colleague'));
    await connectTo(colleague, sandbox.ready);
    await call(colleague, reconciliationContract, 'reconciliation.resolve', { ...decision, action: 'AcceptDb' });
    await call(desk, reconciliationContract, 'reconciliation.fetch', { reconciliation_id });
    const closed = await call(desk, reconciliationContract, 'reconciliation.finalize', { reconciliation_id, confirmed: true, force_partial: true });
    expect(closed.overall_status).toBe('PartiallyCompleted');
    colleague.close();
    desk.close();
    await sandbox.close();
  });

  it('a day whose count never adds up is shown as incomplete', async () => {
    const sandbox = await serve([]);
    const moving: HttpTransport = {
      async send(request) {
        const response = await httpTransport.send(request);
        if (!request.url.includes('/transactions')) return response;
        return { ...response, body: response.body.replace(/"total_count":(\d+)/, (_, count: string) => `"total_count":${Number(count) + 1}`) };
      },
    };
    const desk = testDesk(join(folder.path, 'data'), { transport: moving });
    await connectTo(desk, sandbox.ready);
    const { period_start: from, period_end: to } = sandbox.ready;
    const synced = await call(desk, syncContract, 'sync.run', { from, to });
    expect(synced.complete).toBe(false);
    expect(new Set(synced.incomplete_days.map((each) => each.resource))).toEqual(new Set(['transactions']));
    desk.close();
    await sandbox.close();
  });
});
