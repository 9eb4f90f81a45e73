import { syncContract } from '../../../shared/contract/sync.ts';
import { ask, type Command, given, needed, text } from '../command.ts';

export const syncCommand: Command = {
  usage: '--from DAY --to DAY',
  options: { from: { type: 'string' }, to: { type: 'string' } },
  positionals: [0, 0],
  async run(invocation) {
    const range = { from: needed(invocation, 'from'), to: needed(invocation, 'to') };
    const connection = given({ connection_id: text(invocation, 'connection') });
    invocation.print(await ask(invocation, syncContract, 'sync.run', { ...connection, ...range }));
  },
};
