import { type Settlement, settlementContract } from '../../../shared/contract/settlement.ts';
import { ask, type Command, given, text } from '../command.ts';

/** Settlements asked for at a time. */
const WINDOW = 1_000;

export const settlementsCommand: Command = {
  usage: '[--from DAY] [--to DAY]',
  options: { from: { type: 'string' }, to: { type: 'string' } },
  positionals: [0, 0],
  async run(invocation) {
    const filter = given({
      connection_id: text(invocation, 'connection'),
      from: text(invocation, 'from'),
      to: text(invocation, 'to'),
    });
    const settlements: Settlement[] = [];
    for (;;) {
      const input = { ...filter, offset: settlements.length, limit: WINDOW };
      const answer = await ask(invocation, settlementContract, 'settlement.list', input);
      settlements.push(...answer.settlements);
      if (settlements.length >= answer.total || answer.settlements.length === 0) {
        invocation.print({ ...answer, settlements });
        return;
      }
    }
  },
};
