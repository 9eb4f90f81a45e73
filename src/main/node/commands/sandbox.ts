import { once } from 'node:events';
import { type Command, given, text, texts, wholeNumber } from '../command.ts';

export const sandboxCommand: Command = {
  usage:
    '[--port P] [--seed S] [--transactions N] [--bank garanti|vakifbank|yapikredi] [--bank-file F] [--variant standard|net-only] [--noise PERCENT] [--journal F] [--idempotency-ttl SEC] [--token-lifetime SEC] [--token-limit N] [--start-limit N] [--rate-limit N] [--fault ROUTE:KIND[=VALUE][*TIMES] ...]',
  options: {
    port: { type: 'string' },
    seed: { type: 'string' },
    transactions: { type: 'string' },
    bank: { type: 'string' },
    'bank-file': { type: 'string' },
    variant: { type: 'string' },
    noise: { type: 'string' },
    journal: { type: 'string' },
    'idempotency-ttl': { type: 'string' },
    'token-lifetime': { type: 'string' },
    'token-limit': { type: 'string' },
    'start-limit': { type: 'string' },
    'rate-limit': { type: 'string' },
    fault: { type: 'string', multiple: true },
  },
  positionals: [0, 0],
  async run(invocation) {
    const { startSandbox } = await import('../../../sandbox/server.ts');
    const options = given({
      port: wholeNumber(invocation, 'port'),
      seed: wholeNumber(invocation, 'seed'),
      transactions: wholeNumber(invocation, 'transactions'),
      bank: text(invocation, 'bank'),
      bank_file: text(invocation, 'bank-file'),
      variant: text(invocation, 'variant'),
      noise: wholeNumber(invocation, 'noise'),
      journal: text(invocation, 'journal'),
      idempotency_ttl_s: wholeNumber(invocation, 'idempotency-ttl'),
      token_lifetime_s: wholeNumber(invocation, 'token-lifetime'),
      token_limit: wholeNumber(invocation, 'token-limit'),
      start_limit: wholeNumber(invocation, 'start-limit'),
      rate_limit: wholeNumber(invocation, 'rate-limit'),
    });
    // The sandbox checks its options itself and names the one it does not take.
    const sandbox = await startSandbox({ ...(options as object), faults: texts(invocation, 'fault') });
    invocation.terminal.out(`${JSON.stringify(sandbox.ready)}\n`);
    if (!invocation.signal.aborted) await once(invocation.signal, 'abort');
    await sandbox.close();
  },
};
