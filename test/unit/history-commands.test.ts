import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tr } from '../../src/renderer/src/i18n/tr/index.ts';
import { linkOf } from '../../src/renderer/src/features/history/entry-link.ts';
import { bankMerchantContract } from '../../src/shared/contract/bank-merchant.ts';
import { connectionContract } from '../../src/shared/contract/connection.ts';
import { decisionContract } from '../../src/shared/contract/decision.ts';
import { historyContract, historyKinds } from '../../src/shared/contract/history.ts';
import { importContract } from '../../src/shared/contract/bank-file.ts';
import { importChangeContract } from '../../src/shared/contract/import-change.ts';
import { profileContract } from '../../src/shared/contract/profile.ts';
import { previewContract } from '../../src/shared/contract/preview.ts';
import { reconciliationContract } from '../../src/shared/contract/reconciliation.ts';
import { reviewContract } from '../../src/shared/contract/review.ts';
import { settingsContract } from '../../src/shared/contract/settings.ts';
import { syncContract } from '../../src/shared/contract/sync.ts';
import { workbookContract } from '../../src/shared/contract/workbook.ts';
import { features } from '../../src/main/rpc/features.ts';
import type { Desk } from '../../src/main/desk.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { call, connectTo, temporaryFolder, testDesk, upToPreview } from '../builders/desk.ts';

/** What each command that changes something leaves in the history. A command without an entry here fails the test. */
const entriesOf: Readonly<Record<string, readonly string[]>> = {
  'connection.connect': ['connection.made'],
  'connection.remove': ['connection.removed'],
  'sync.run': ['sync.done', 'sync.stopped'],
  'import.run': ['import.done'],
  'import.mend': ['import.mended'],
  'import.leave_out': ['import.left_out'],
  'import.take_back': ['import.change_taken_back'],
  'import.undo': ['import.undone'],
  'profile.save': ['profile.saved'],
  'profile.export': ['profile.exported'],
  'profile.import': ['profile.imported'],
  'bank_merchant.save': ['bank_merchant.mapped'],
  'bank_merchant.remove': ['bank_merchant.removed'],
  'preview.make': ['preview.made'],
  'preview.by_day': ['preview.made'],
  'reconciliation.start': ['reconciliation.started'],
  'reconciliation.fetch': ['reconciliation.fetched'],
  'reconciliation.resolve': ['decision.made', 'decision.sent'],
  'reconciliation.finalize': ['reconciliation.finalized'],
  'reconciliation.cancel': ['reconciliation.cancelled'],
  'decision.make': ['decision.made'],
  'decision.push': ['decision.sent'],
  'decision.settle': ['decision.settled'],
  'decision.undo': ['decision.undone'],
  'decision.redo': ['decision.redone'],
  'review.note': ['note.added'],
  'view.save': ['view.saved'],
  'view.remove': ['view.removed'],
  // Looking settles a write that was open: what it finds is recorded as that write's own end.
  'outbox.look': ['reconciliation.started', 'decision.sent', 'reconciliation.finalized', 'reconciliation.cancelled'],
  'outbox.dismiss': ['start.dismissed'],
  'workbook.export': ['workbook.exported'],
};

/** Under which words the page shows an entry; a settled conflict has two. */
const wordsOf = (what: string): string[] => Object.keys(tr).filter((key) => key === `history.${what}` || key.startsWith(`history.${what}_`));

describe('the history and the commands', () => {
  it('every command of the contract says what it leaves in the history', () => {
    const commands = features.flatMap(({ contract }) => Object.entries(contract).flatMap(([name, { kind }]) => (kind === 'command' ? [name] : [])));
    expect(commands.toSorted()).toEqual(Object.keys(entriesOf).toSorted());
  });

  it('every entry has a kind, words on the page, and a link or a reason to have none', () => {
    const whats = new Set(Object.values(entriesOf).flat());
    whats.delete('sync.stopped');
    for (const what of whats) {
      expect(historyKinds, what).toContain(what.split('.')[0]);
      expect(wordsOf(what), what).not.toEqual([]);
    }
    const unlinked = [...whats].filter((what) => linkOf({ what, subject: 'x' }) === null);
    expect(unlinked.toSorted()).toEqual(['import.undone', 'view.removed', 'view.saved']);
  });
});

describe('the history of a working day', () => {
  const folder = temporaryFolder();
  let desk: Desk;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 21, bank: 'garanti', transactions: 120, bank_file: join(folder.path, 'banka') });
    desk = testDesk(join(folder.path, 'data'));
  });
  afterAll(async () => {
    desk.close();
    await sandbox.close();
    folder.remove();
  });

  const list = (input: object) => call(desk, historyContract, 'history.list', input);

  async function workingDay(): Promise<string> {
    const { ready } = sandbox;
    const { imports, preview } = await upToPreview(desk, ready);
    const import_id = imports[0]?.import_id ?? '';
    const profile = join(folder.path, 'profil.json');
    await call(desk, profileContract, 'profile.save', { import_id, name: 'bizim banka' });
    await call(desk, profileContract, 'profile.export', { name: 'bizim banka', file: profile });
    const number = { bank_merchant_no: '42', connector_config_id: ready.connector_config_id, merchant_external_id: null };
    await call(desk, bankMerchantContract, 'bank_merchant.save', number);
    await call(desk, bankMerchantContract, 'bank_merchant.remove', { bank_merchant_no: '42' });
    await call(desk, previewContract, 'preview.by_day', { preview_id: preview.preview_id });
    const { reconciliation_id } = await call(desk, reconciliationContract, 'reconciliation.start', { preview_id: preview.preview_id, confirmed: true });
    const { rows } = await call(desk, reviewContract, 'review.rows', { reconciliation_id, filter: { undecided: true }, sort: { by: 'plan', direction: 'up' } });
    const ids = rows.map(({ id }) => id);
    await call(desk, decisionContract, 'decision.make', { reconciliation_id, detail_ids: ids, action: 'Ignore', remarks: 'çınar' });
    await call(desk, reviewContract, 'decision.undo', { reconciliation_id });
    await call(desk, reviewContract, 'decision.redo', { reconciliation_id });
    await call(desk, reviewContract, 'review.note', { reconciliation_id, detail_id: ids[0] ?? '', text: 'bankaya soruldu' });
    const view = await call(desk, reviewContract, 'view.save', { name: 'büyükler', filter: {}, sort: { by: 'stake', direction: 'down' }, columns: null });
    await call(desk, reviewContract, 'view.remove', { view_id: view.view_id });
    await call(desk, decisionContract, 'decision.push', {});
    await call(desk, reconciliationContract, 'reconciliation.finalize', { reconciliation_id, confirmed: true });
    await call(desk, reconciliationContract, 'reconciliation.fetch', { reconciliation_id });
    await call(desk, workbookContract, 'workbook.export', { reconciliation_id, file: join(folder.path, 'kitap.xlsx') });
    const again = await call(desk, importContract, 'import.run', { files: [ready.bank_file], again: true });
    await call(desk, importChangeContract, 'import.undo', { import_id: again.imports[0]?.import_id ?? '' });
    const { connections } = await call(desk, connectionContract, 'connection.list', {});
    await call(desk, settingsContract, 'connection.remove', { connection_id: connections[0]?.connection_id ?? '' });
    return reconciliation_id;
  }

  it('holds an entry of everything that was done, narrowed by kind, text and day, a window at a time', async () => {
    const reconciliation_id = await workingDay();
    const { total, entries } = await list({});
    expect(total).toBe(entries.length);
    const done = [...new Set(entries.map(({ what }) => what))];
    expect(done).toEqual(
      expect.arrayContaining([
        'connection.made', 'connection.removed', 'sync.done', 'import.done', 'import.undone', 'profile.saved', 'profile.exported', 'bank_merchant.mapped', 'bank_merchant.removed',
        'preview.made', 'reconciliation.started', 'decision.made', 'decision.undone', 'decision.redone', 'note.added', 'view.saved', 'view.removed', 'decision.sent',
        'reconciliation.finalized', 'reconciliation.fetched', 'workbook.exported',
      ]),
    );
    expect(entries.every(({ by }) => by === 'muhasebe')).toBe(true);

    const decisions = await list({ kind: 'decision' });
    expect(decisions.entries.map(({ what }) => what)).toEqual(['decision.sent', 'decision.redone', 'decision.undone', 'decision.made']);
    expect(decisions.entries.every(({ subject }) => subject === reconciliation_id)).toBe(true);
    // Folded: İ, I, ı and i are one, and so are ç and c.
    expect((await list({ text: 'BİZİM BANKA' })).entries.map(({ what }) => what)).toEqual(['profile.exported', 'profile.saved']);
    const days = entries.map(({ at }) => at.slice(0, 10));
    expect((await list({ from: days[0], to: days[0] })).total).toBe(days.filter((day) => day === days[0]).length);
    expect((await list({ to: '2000-01-01' })).total).toBe(0);

    const windows = await Promise.all([list({ offset: 0, limit: 4 }), list({ offset: 4, limit: 1000 })]);
    expect(windows.flatMap((window) => window.entries)).toEqual(entries);
    expect(windows.every((window) => window.total === total)).toBe(true);
  });

  it('takes a removed connection out of use with its secret, and back into use with what was read', async () => {
    const before = await call(desk, connectionContract, 'connection.list', {});
    expect(before.connections).toEqual([]);
    await expect(call(desk, settingsContract, 'connection.remove', { connection_id: 'nobody' })).resolves.toEqual({ removed: false, waiting: 0 });
    const connection_id = (await list({ kind: 'connection' })).entries[0]?.subject ?? '';
    await expect(call(desk, syncContract, 'sync.run', { connection_id })).rejects.toMatchObject({ code: 'credentials.missing' });
    const made = await connectTo(desk, sandbox.ready);
    expect((await call(desk, connectionContract, 'connection.list', {})).connections.map((each) => each.connection_id)).toEqual([made.connection_id]);
    const { entries } = await list({ kind: 'connection' });
    expect(entries.map(({ what, subject }) => [what, subject])).toEqual([
      ['connection.made', made.connection_id],
      ['connection.removed', made.connection_id],
      ['connection.made', made.connection_id],
    ]);
  });
});
