import { profileContract } from '../../../shared/contract/profile.ts';
import { argument, ask, type Command, given, needed, text, wholeNumber } from '../command.ts';

export const profilesCommand: Command = {
  usage: '',
  options: {},
  positionals: [0, 0],
  async run(invocation) {
    invocation.print(await ask(invocation, profileContract, 'profile.list', {}));
  },
};

export const profileExportCommand: Command = {
  usage: 'NAME --out FILE [--version N]',
  options: { out: { type: 'string' }, version: { type: 'string' } },
  positionals: [1, 1],
  async run(invocation) {
    const input = { name: argument(invocation), file: needed(invocation, 'out'), ...given({ version: wholeNumber(invocation, 'version') }) };
    invocation.print(await ask(invocation, profileContract, 'profile.export', input));
  },
};

export const profileImportCommand: Command = {
  usage: 'FILE',
  options: {},
  positionals: [1, 1],
  async run(invocation) {
    invocation.print(await ask(invocation, profileContract, 'profile.import', { file: argument(invocation) }));
  },
};

export const checkIdsCommand: Command = {
  usage: '--import ID [--connection ID]',
  options: { import: { type: 'string' } },
  positionals: [0, 0],
  async run(invocation) {
    const input = { import_id: needed(invocation, 'import'), ...given({ connection_id: text(invocation, 'connection') }) };
    invocation.print(await ask(invocation, profileContract, 'profile.check_ids', input));
  },
};
