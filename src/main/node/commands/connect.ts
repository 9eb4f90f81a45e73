import { connectionContract } from '../../../shared/contract/connection.ts';
import { ask, type Command, given, needed, text } from '../command.ts';
import { readSecret } from '../terminal.ts';

export const connectCommand: Command = {
  usage:
    '[--environment sandbox|production|custom] [--identity-url U] [--api-url U] --slug S --client-id I | --token [--no-keychain]   (the secret or token on standard input)',
  options: {
    environment: { type: 'string' },
    'identity-url': { type: 'string' },
    'api-url': { type: 'string' },
    slug: { type: 'string' },
    'client-id': { type: 'string' },
    token: { type: 'boolean' },
    'no-keychain': { type: 'boolean' },
  },
  positionals: [0, 0],
  async run(invocation) {
    const byToken = invocation.values['token'] === true;
    const client = byToken
      ? { slug: text(invocation, 'slug'), client_id: text(invocation, 'client-id') }
      : { slug: needed(invocation, 'slug'), client_id: needed(invocation, 'client-id') };
    const secret = await readSecret(invocation.terminal);
    const answer = await ask(invocation, connectionContract, 'connection.connect', {
      environment: text(invocation, 'environment') ?? 'custom',
      ...given({ identity_url: text(invocation, 'identity-url'), api_url: text(invocation, 'api-url'), ...client }),
      credential: byToken ? { kind: 'token', token: secret } : { kind: 'client', client_secret: secret },
      secret_place: invocation.values['no-keychain'] === true ? 'environment' : 'keychain',
    });
    invocation.print(answer);
  },
};
