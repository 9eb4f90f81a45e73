import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Ways of telling everybody what was sent; `forward` is none: the sandbox behind answers. */
export const quotations = ['problem', 'escaped', 'errors', 'headers', 'page', 'page-200', 'redirect', 'accepted', 'field', 'extra'] as const;
export type Quotation = (typeof quotations)[number] | 'forward';

/** A gateway in front of a sandbox that quotes each request's secrets in its answer, in the way it is set to. */
export interface Indiscreet {
  readonly url: string;
  /** How it answers requests whose path fits. */
  quote(how: Quotation, path?: RegExp): void;
  /** Every token, of either kind, that went through it. */
  readonly tokens: Set<string>;
  /** How often each way of quoting was taken. */
  readonly quoted: Map<Quotation, number>;
  close(): Promise<void>;
}

const unicode = (text: string): string => [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

function answerQuoting(how: Exclude<Quotation, 'forward' | 'extra'>, secret: string, response: ServerResponse): void {
  const told = (status: number, headers: Record<string, string>, body: string): void => {
    response.writeHead(status, { 'content-type': 'application/problem+json', ...headers });
    response.end(body);
  };
  const problem = (fields: object): string => JSON.stringify({ title: 'Bad', status: 400, code: 'bad_request', ...fields });
  const page = `<html><body>Proxy: you sent Authorization: ${secret}</body></html>`;
  switch (how) {
    case 'problem':
      return told(400, {}, problem({ detail: `You sent ${secret}.`, correlation_id: secret, instance: `/x?t=${encodeURIComponent(secret)}` }));
    case 'escaped':
      return told(400, {}, `{"title":"Bad","code":"bad_request","detail":"You sent ${unicode(secret)}."}`);
    case 'errors':
      return told(422, {}, problem({ errors: [{ field: secret, code: secret, message: `${encodeURIComponent(secret)} is wrong` }] }));
    case 'headers':
      return told(409, { 'x-correlation-id': secret, 'idempotency-key': `Authorization: ${secret}` }, '{}');
    case 'page':
      return told(403, { 'content-type': 'text/html' }, page);
    case 'page-200':
      return told(200, { 'content-type': 'text/html', 'x-correlation-id': secret }, page);
    case 'redirect':
      return told(302, { location: `/login?token=${encodeURIComponent(secret)}` }, problem({ detail: secret }));
    case 'accepted':
      return told(202, {}, problem({ detail: secret }));
    case 'field':
      return told(200, {}, JSON.stringify({ items: [{ id: 1, created: secret }], page: secret, created: secret, expires_in: secret }));
  }
}

export async function indiscreetGateway(behind: string): Promise<Indiscreet> {
  let rule: { how: Quotation; path: RegExp } = { how: 'forward', path: /^/ };
  const tokens = new Set<string>();
  const quoted = new Map<Quotation, number>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const { authorization } = request.headers;
    const { client_secret } = (request.url?.endsWith('/token') ? JSON.parse(body) : {}) as { client_secret?: string };
    const how = rule.path.test(request.url ?? '') ? rule.how : 'forward';
    quoted.set(how, (quoted.get(how) ?? 0) + 1);
    const secret = client_secret ?? authorization ?? '';
    if (how !== 'forward' && how !== 'extra') return answerQuoting(how, secret, response);
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => /^(authorization|content-type|idempotency-key)$/.test(name))) as Record<string, string>;
    const given = request.method === 'POST' ? { body } : {};
    const real = await fetch(`${behind}${request.url}`, { method: request.method ?? 'GET', headers, ...given });
    let text = await real.text();
    if (client_secret !== undefined && real.ok) {
      const told = JSON.parse(text) as { access_token: string; refresh_token: string };
      for (const token of [told.access_token, told.refresh_token]) tokens.add(token);
    }
    if (how === 'extra') text = text.replace(/\{/g, `{"debug":${JSON.stringify(secret)},`).replaceAll(',}', '}');
    response.writeHead(real.status, { 'content-type': 'application/json' });
    response.end(text);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    quote(how, path = /^/) {
      rule = { how, path };
    },
    tokens,
    quoted,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
