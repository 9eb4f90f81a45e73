import { resolve } from 'node:path';
import { reconciliationContract, type ReconciliationDetail } from '../../../shared/contract/reconciliation.ts';
import { workbookContract } from '../../../shared/contract/workbook.ts';
import { overallStatuses, readEnum, scopes } from '../../../shared/enums.ts';
import { argument, ask, type Command, given, type Invocation, needed, text, wholeNumber } from '../command.ts';

/** Details asked for at a time. */
const WINDOW = 5_000;

export const listCommand: Command = {
  usage: '[--payven [--scope S] [--connector ID] [--merchant ID] [--status S] [--page N]]',
  options: {
    payven: { type: 'boolean' },
    scope: { type: 'string' },
    connector: { type: 'string' },
    merchant: { type: 'string' },
    status: { type: 'string' },
    page: { type: 'string' },
  },
  positionals: [0, 0],
  async run(invocation) {
    if (invocation.values['payven'] !== true) {
      invocation.print(await ask(invocation, reconciliationContract, 'reconciliation.list', {}));
      return;
    }
    const [scope, status] = [text(invocation, 'scope'), text(invocation, 'status')];
    const filters = given({
      connection_id: text(invocation, 'connection'),
      scope: scope === undefined ? undefined : readEnum(scopes, scope),
      connector_config_id: text(invocation, 'connector'),
      merchant_id: text(invocation, 'merchant'),
      overall_status: status === undefined ? undefined : readEnum(overallStatuses, status),
      page: wholeNumber(invocation, 'page'),
    });
    invocation.print(await ask(invocation, reconciliationContract, 'reconciliation.remote', filters));
  },
};

/** One that this computer does not know, started elsewhere, is read from Payven first. */
async function makeKnown(invocation: Invocation, reconciliation_id: string): Promise<void> {
  const { reconciliations } = await ask(invocation, reconciliationContract, 'reconciliation.list', {});
  if (reconciliations.some((each) => each.reconciliation_id === reconciliation_id)) return;
  await invocation.call('reconciliation.fetch', { reconciliation_id, ...given({ connection_id: text(invocation, 'connection') }) });
}

export const showCommand: Command = {
  usage: 'ID [--discrepancy D] [--status S]',
  options: { discrepancy: { type: 'string' }, status: { type: 'string' } },
  positionals: [1, 1],
  async run(invocation) {
    const reconciliation_id = argument(invocation);
    await makeKnown(invocation, reconciliation_id);
    const filter = given({ discrepancy: text(invocation, 'discrepancy'), detail_status: text(invocation, 'status') });
    const details: ReconciliationDetail[] = [];
    for (;;) {
      const window = { offset: details.length, limit: WINDOW };
      const input = { reconciliation_id, ...filter, ...window };
      const answer = await ask(invocation, reconciliationContract, 'reconciliation.show', input);
      details.push(...answer.details);
      if (details.length >= answer.total || answer.details.length === 0) {
        invocation.print({ ...answer, details });
        return;
      }
    }
  },
};

export const finalizeCommand: Command = {
  usage: 'ID [--notes T] [--force-partial] --yes',
  options: { notes: { type: 'string' }, 'force-partial': { type: 'boolean' }, yes: { type: 'boolean' } },
  positionals: [1, 1],
  async run(invocation) {
    invocation.print(
      await ask(invocation, reconciliationContract, 'reconciliation.finalize', {
        reconciliation_id: argument(invocation),
        ...given({ notes: text(invocation, 'notes') }),
        force_partial: invocation.values['force-partial'] === true,
        confirmed: invocation.values['yes'] === true,
      }),
    );
  },
};

export const cancelCommand: Command = {
  usage: 'ID --reason T --yes',
  options: { reason: { type: 'string' }, yes: { type: 'boolean' } },
  positionals: [1, 1],
  async run(invocation) {
    invocation.print(
      await ask(invocation, reconciliationContract, 'reconciliation.cancel', {
        reconciliation_id: argument(invocation),
        reason: needed(invocation, 'reason'),
        confirmed: invocation.values['yes'] === true,
      }),
    );
  },
};

export const exportCommand: Command = {
  usage: 'ID --out FILE',
  options: { out: { type: 'string' } },
  positionals: [1, 1],
  async run(invocation) {
    const input = { reconciliation_id: argument(invocation), file: resolve(needed(invocation, 'out')) };
    invocation.print(await ask(invocation, workbookContract, 'workbook.export', input));
  },
};
