import { transactionContract } from '../../../shared/contract/transaction.ts';
import { argument, ask, type Command, given, text } from '../command.ts';

export const transactionCommand: Command = {
  usage: 'ID',
  options: {},
  positionals: [1, 1],
  async run(invocation) {
    const input = { id: argument(invocation), ...given({ connection_id: text(invocation, 'connection') }) };
    invocation.print(await ask(invocation, transactionContract, 'transaction.get', input));
  },
};

export const refundCommand: Command = {
  usage: 'ID',
  options: {},
  positionals: [1, 1],
  async run(invocation) {
    const input = { id: argument(invocation), ...given({ connection_id: text(invocation, 'connection') }) };
    invocation.print(await ask(invocation, transactionContract, 'refund.get', input));
  },
};
