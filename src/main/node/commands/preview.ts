import { previewContract } from '../../../shared/contract/preview.ts';
import { reconciliationContract } from '../../../shared/contract/reconciliation.ts';
import { readEnum, scopes } from '../../../shared/enums.ts';
import { ask, type Command, given, needed, text, texts } from '../command.ts';

export const previewCommand: Command = {
  usage: '--import ID[,ID] --scope connector|merchant --connector ID | --merchant ID --from DAY --to DAY [--several-merchants split|refuse]   or   --by-day PREVIEW',
  options: {
    import: { type: 'string', multiple: true },
    scope: { type: 'string' },
    connector: { type: 'string' },
    merchant: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    'several-merchants': { type: 'string' },
    'by-day': { type: 'string' },
  },
  positionals: [0, 0],
  async run(invocation) {
    const preview_id = text(invocation, 'by-day');
    if (preview_id !== undefined) {
      invocation.print(await ask(invocation, previewContract, 'preview.by_day', { preview_id }));
      return;
    }
    needed({ values: { import: texts(invocation, 'import')[0] } }, 'import');
    invocation.print(
      await ask(invocation, previewContract, 'preview.make', {
        import_ids: texts(invocation, 'import').flatMap((ids) => ids.split(',')).filter((id) => id !== ''),
        scope: readEnum(scopes, needed(invocation, 'scope')),
        from: needed(invocation, 'from'),
        to: needed(invocation, 'to'),
        ...given({
          connection_id: text(invocation, 'connection'),
          connector_config_id: text(invocation, 'connector'),
          merchant_id: text(invocation, 'merchant'),
          several_merchants: text(invocation, 'several-merchants'),
        }),
      }),
    );
  },
};

export const startCommand: Command = {
  usage: '--preview ID --yes [--force]',
  options: { preview: { type: 'string' }, yes: { type: 'boolean' }, force: { type: 'boolean' } },
  positionals: [0, 0],
  async run(invocation) {
    invocation.print(
      await ask(invocation, reconciliationContract, 'reconciliation.start', {
        preview_id: needed(invocation, 'preview'),
        confirmed: invocation.values['yes'] === true,
        force: invocation.values['force'] === true,
      }),
    );
  },
};
