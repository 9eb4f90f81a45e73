import { bankMerchantContract } from '../../../shared/contract/bank-merchant.ts';
import { importChangeContract } from '../../../shared/contract/import-change.ts';
import { AppError } from '../../../shared/errors.ts';
import { argument, ask, type Command, given, needed, text, texts, wholeNumber } from '../command.ts';

/** `field=VALUE` pairs; a value may hold further equals signs. */
function valuesOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new AppError('usage.option', { problem: `--set ${pair}: field=VALUE` });
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

export const mendCommand: Command = {
  usage: 'IMPORT --row N --set field=VALUE ... [--reason TEXT]',
  options: { row: { type: 'string' }, set: { type: 'string', multiple: true }, reason: { type: 'string' } },
  positionals: [1, 1],
  async run(invocation) {
    needed(invocation, 'row');
    invocation.print(
      await ask(invocation, importChangeContract, 'import.mend', {
        import_id: argument(invocation),
        row: wholeNumber(invocation, 'row'),
        values: valuesOf(texts(invocation, 'set')),
        ...given({ reason: text(invocation, 'reason') }),
      }),
    );
  },
};

export const leaveOutCommand: Command = {
  usage: 'IMPORT --row N[,N] --reason TEXT',
  options: { row: { type: 'string', multiple: true }, reason: { type: 'string' } },
  positionals: [1, 1],
  async run(invocation) {
    const rows = texts(invocation, 'row').flatMap((each) => each.split(','));
    invocation.print(
      await ask(invocation, importChangeContract, 'import.leave_out', {
        import_id: argument(invocation),
        rows: rows.map((row) => wholeNumber({ values: { row: row.trim() } }, 'row')),
        reason: needed(invocation, 'reason'),
      }),
    );
  },
};

export const takeBackCommand: Command = {
  usage: 'IMPORT --change N',
  options: { change: { type: 'string' } },
  positionals: [1, 1],
  async run(invocation) {
    needed(invocation, 'change');
    const change_id = wholeNumber(invocation, 'change');
    invocation.print(await ask(invocation, importChangeContract, 'import.take_back', { import_id: argument(invocation), change_id }));
  },
};

export const changesCommand: Command = {
  usage: 'IMPORT',
  options: {},
  positionals: [1, 1],
  async run(invocation) {
    invocation.print(await ask(invocation, importChangeContract, 'import.changes', { import_id: argument(invocation) }));
  },
};

export const undoCommand: Command = {
  usage: 'IMPORT',
  options: {},
  positionals: [1, 1],
  async run(invocation) {
    invocation.print(await ask(invocation, importChangeContract, 'import.undo', { import_id: argument(invocation) }));
  },
};

/** Without a number: all that is mapped and all that is not. */
export const bankMerchantCommand: Command = {
  usage: '[NUMBER [--connector ID] [--external-id ID] | NUMBER --remove]',
  options: { connector: { type: 'string' }, 'external-id': { type: 'string' }, remove: { type: 'boolean' } },
  positionals: [0, 1],
  async run(invocation) {
    const bank_merchant_no = argument(invocation);
    const connection = given({ connection_id: text(invocation, 'connection') });
    if (bank_merchant_no === '') {
      invocation.print(await ask(invocation, bankMerchantContract, 'bank_merchant.list', connection));
    } else if (invocation.values['remove'] === true) {
      invocation.print(await ask(invocation, bankMerchantContract, 'bank_merchant.remove', { ...connection, bank_merchant_no }));
    } else {
      const mapping = given({ connector_config_id: text(invocation, 'connector'), merchant_external_id: text(invocation, 'external-id') });
      invocation.print(await ask(invocation, bankMerchantContract, 'bank_merchant.save', { ...connection, bank_merchant_no, ...mapping }));
    }
  },
};
