import { outboxContract } from '../../../shared/contract/outbox.ts';
import { argument, ask, type Command } from '../command.ts';

export const outboxCommand: Command = {
  usage: '[--open]',
  options: { open: { type: 'boolean' } },
  positionals: [0, 0],
  async run(invocation) {
    invocation.print(await ask(invocation, outboxContract, 'outbox.list', { open: invocation.values['open'] === true, limit: 1_000 }));
  },
};

export const lookCommand: Command = {
  usage: 'WRITE',
  options: {},
  positionals: [1, 1],
  async run(invocation) {
    invocation.print(await ask(invocation, outboxContract, 'outbox.look', { write_id: argument(invocation) }));
  },
};

export const dismissCommand: Command = {
  usage: 'WRITE --yes   (a start that was certainly not done)',
  options: { yes: { type: 'boolean' } },
  positionals: [1, 1],
  async run(invocation) {
    const input = { write_id: argument(invocation), confirmed: invocation.values['yes'] === true };
    invocation.print(await ask(invocation, outboxContract, 'outbox.dismiss', input));
  },
};
