import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../../../shared/errors.ts';
import { loopbackFragmentKey } from '../../../shared/loopback.ts';
import type { Log } from '../../ports.ts';
import { PAGE_HEADERS } from '../../shell/page-headers.ts';
import type { PageFiles } from '../../shell/page-files.ts';
import type { Shell } from '../../shell/shell.ts';
import { systemIds } from '../../system/ids.ts';
import { Refused, sendRefusal } from './answer.ts';
import { LoopbackApi } from './api.ts';
import { hasToken, isFromHere, isSameSite, makeToken, type Place } from './guard.ts';
import type { Transfer } from './transfer.ts';

/** Nothing but this computer's own programs can reach it. */
const HOST = '127.0.0.1';
const API = '/api/';

/** Serves what is not under `/api/`. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => void;

export interface LoopbackOptions {
  readonly shell: Shell;
  readonly transfer: Transfer;
  readonly log: Log;
  /** Makes what serves the page; the developer's loop gives its own, which needs the server for hot reload. */
  readonly page: (server: Server) => Promise<PageHandler>;
  /** 0 or absent takes a free one. */
  readonly port?: number;
}

export interface Loopback {
  /** With the launch's token in its fragment. */
  readonly url: string;
  readonly port: number;
  readonly token: string;
  close(): Promise<void>;
}

/** The built page, served from memory. */
export function builtPage(files: PageFiles): PageHandler {
  return (request, response) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const file = isRead ? files.find((request.url ?? '').split('?', 1)[0] ?? '') : undefined;
    if (file === undefined) return void response.writeHead(isRead ? 404 : 405, PAGE_HEADERS).end();
    response.writeHead(200, { ...PAGE_HEADERS, 'content-type': file.type, 'content-length': file.bytes.length });
    response.end(request.method === 'HEAD' ? undefined : file.bytes);
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new AppError('machine.port_taken', { port, reason: error.code ?? error.message }, error));
    });
    server.listen({ host: HOST, port, exclusive: true }, () => resolve((server.address() as AddressInfo).port));
  });
}

/**
 * Starts the shell for a browser on this computer. Every request has to name it by
 * its address, come from its own page, and under `/api/` carry the token of this
 * launch. Throws AppError('machine.port_taken').
 */
export async function startLoopback(options: LoopbackOptions): Promise<Loopback> {
  const token = makeToken();
  const api = new LoopbackApi(options.shell, options.transfer);
  let place: Place = { host: '', origin: '' };
  let page: PageHandler | undefined;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isFromHere(request, place)) throw new Refused(403, 'usage.stranger');
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (!path.startsWith(API)) return page?.(request, response);
    if (!isSameSite(request)) throw new Refused(403, 'usage.stranger');
    if (!hasToken(request, token)) throw new Refused(401, 'usage.stranger');
    await api.answer(path, request, response);
  };
  const server = createServer({ headersTimeout: 10_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (error instanceof Refused) return sendRefusal(request, response, error);
      // Who hung up in the middle of an upload or a download wants no answer.
      if (request.destroyed || response.destroyed) return;
      const fault = systemIds.uuid();
      options.log.error('loopback.failed', { fault, stack: error instanceof Error ? (error.stack ?? '') : String(error) });
      sendRefusal(request, response, new Refused(500, 'unexpected.fault', { fault }));
    });
  });
  // Hot reload asks for an upgrade on the same server; strangers are not to reach it either.
  server.prependListener('upgrade', (request, socket) => {
    if (!isFromHere(request, place)) socket.destroy();
  });
  page = await options.page(server);
  const port = await listen(server, options.port ?? 0);
  place = { host: `${HOST}:${port}`, origin: `http://${HOST}:${port}` };
  return {
    url: `${place.origin}/#${loopbackFragmentKey}=${token}`,
    port,
    token,
    close() {
      api.close();
      const ended = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return ended;
    },
  };
}
