import { syncContract } from '../../../shared/contract/sync.ts';
import { ask, type Command, given, text, wholeNumber } from '../command.ts';

export const syncCommand: Command = {
  usage: '[--from DAY --to DAY] [--look-back DAYS]',
  options: { from: { type: 'string' }, to: { type: 'string' }, 'look-back': { type: 'string' } },
  positionals: [0, 0],
  async run(invocation) {
    const input = given({
      connection_id: text(invocation, 'connection'),
      from: text(invocation, 'from'),
      to: text(invocation, 'to'),
      look_back_days: wholeNumber(invocation, 'look-back'),
    });
    invocation.print(await ask(invocation, syncContract, 'sync.run', input));
  },
};
