import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { httpTransport } from '../../src/main/payven/transport.ts';
import { type HttpRequest, TransportError } from '../../src/main/ports.ts';

/** undici's timeouts go by a clock of its own, whose hands it lets tests move. */
const undiciTimers = createRequire(import.meta.url)('undici/lib/util/timers.js') as { tick(milliseconds: number): void };

let url = '';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server that answers as it is told to; every request it saw. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<IncomingMessage[]> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
  closing.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  return seen;
}

const send = (over: Partial<HttpRequest> = {}) => httpTransport.send({ method: 'GET', url, headers: {}, timeout_ms: 5_000, ...over });

async function failureOf(work: Promise<unknown>): Promise<TransportError> {
  const end = await work.then(() => null, (error: unknown) => error);
  if (end instanceof TransportError) return end;
  throw new Error('it did not fail as a transport does', { cause: end });
}

describe('the transport', () => {
  it('sends what it is given and reads what comes as UTF-8', async () => {
    const bodies: string[] = [];
    await serve((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => bodies.push(text));
      request.on('end', () => {
        response.setHeader('X-Two', ['a', 'b']);
        response.writeHead(201).end('\uFEFF{"ad":"İşyeri ₺"}');
      });
    });
    const answer = await send({ method: 'POST', body: 'ğüşiöç', headers: { 'idempotency-key': 'k' } });
    expect(answer).toMatchObject({ status: 201, body: '{"ad":"İşyeri ₺"}', headers: { 'x-two': 'a,b' } });
    expect(bodies.join('')).toBe('ğüşiöç');
  });

  it('asks for gzip and unpacks it', async () => {
    const seen = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('{"ad":"İşyeri"}'));
    });
    expect((await send()).body).toBe('{"ad":"İşyeri"}');
    expect(seen[0]?.headers['accept-encoding']).toBe('gzip');
  });

  it('tells of a packed answer that is broken, and keeps an empty one', async () => {
    await serve((request, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(request.method === 'GET' ? 'no gzip' : '');
    });
    expect(await failureOf(send())).toMatchObject({ reason: 'Z_DATA_ERROR', left: true });
    expect((await send({ method: 'POST', body: '{}' })).body).toBe('');
  });

  it('does not follow a redirect', async () => {
    const seen = await serve((_, response) => response.writeHead(307, { location: '/y' }).end());
    expect((await send()).status).toBe(307);
    expect(seen).toHaveLength(1);
  });

  it('tries nothing again', async () => {
    const seen = await serve((request) => request.socket.destroy());
    expect((await failureOf(send())).left).toBe(true);
    expect((await failureOf(send({ method: 'POST', body: '{}' }))).left).toBe(true);
    expect(seen).toHaveLength(2);
  });

  it('knows that nothing left where nobody listens', async () => {
    await serve(() => undefined);
    await closing.splice(0)[0]?.();
    expect(await failureOf(send({ method: 'POST', body: '{}' }))).toMatchObject({ reason: 'ECONNREFUSED', left: false });
  });

  it('names a host that does not exist, which nothing reached', async () => {
    const failure = await failureOf(send({ url: 'http://nowhere.invalid/' }));
    expect(['ENOTFOUND', 'EAI_AGAIN']).toContain(failure.reason);
    expect(failure.left).toBe(false);
  });

  it('ends with the request\'s own time limit, before the head or within the body', async () => {
    await serve(() => undefined);
    expect(await failureOf(send({ timeout_ms: 50 }))).toMatchObject({ reason: 'TIMEOUT', left: true });
    await serve((_, response) => void response.write('{'));
    expect(await failureOf(send({ timeout_ms: 50 }))).toMatchObject({ reason: 'TIMEOUT', left: true });
  });

  it('ends at once when it is told to stop, before the head or within the body', async () => {
    const stop = new AbortController();
    await serve(() => stop.abort());
    await failureOf(send({ signal: stop.signal, timeout_ms: 600_000 }));
    const later = new AbortController();
    await serve((_, response) => {
      response.write('{', () => later.abort());
    });
    await failureOf(send({ signal: later.signal, timeout_ms: 600_000 }));
    expect((await failureOf(send({ signal: later.signal }))).reason).toBeTruthy();
  });

  it.each(['before the head', 'within the body'])('waits Payven\'s ten minutes out, %s', async (where) => {
    let finish = (): void => undefined;
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    await serve((_, response) => {
      if (where === 'within the body') response.write('{"a":');
      finish = () => response.end(where === 'within the body' ? '1}' : '{"a":1}');
      arrive();
    });
    const answer = send({ method: 'POST', body: '{}', timeout_ms: 600_000 });
    await arrived;
    for (let second = 0; second < 590; second += 1) {
      undiciTimers.tick(1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    finish();
    expect((await answer).body).toBe('{"a":1}');
  });

  it('tells a secret in no failure', async () => {
    const socket = createSocketServer((connection) => {
      connection.on('error', () => undefined);
      connection.once('data', () => connection.end('HTTP/1.1 200 OK\r\ncontent-length: nonsense PLANTED\r\n\r\n', () => connection.destroy()));
    });
    await new Promise<void>((resolve) => socket.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => socket.close(() => resolve())));
    url = `http://127.0.0.1:${(socket.address() as AddressInfo).port}/`;
    const failure = await failureOf(send({ headers: { authorization: 'Bearer PLANTED' } }));
    expect(JSON.stringify([failure.message, failure.reason, failure.cause])).not.toContain('PLANTED');
  });
});
