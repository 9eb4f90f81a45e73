import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { loopbackCancel, loopbackLimits, loopbackPaths, loopbackSave, loopbackTypes } from '../../../shared/loopback.ts';
import type { Shell } from '../../shell/shell.ts';
import { readBody, Refused, sendEnvelope } from './answer.ts';
import type { Transfer } from './transfer.ts';

const KEEP_ALIVE_MS = 15_000;

async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim();
  if (type !== loopbackTypes.json) throw new Refused(415, 'usage.invalid', { field: 'content-type', problem: loopbackTypes.json });
  const text = (await readBody(request, loopbackLimits.json)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(400, 'usage.invalid', { field: 'body', problem: 'JSON' });
  }
}

async function readParsed<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(await readJson(request));
  if (parsed.success) return parsed.data;
  throw new Refused(400, 'usage.invalid', { field: parsed.error.issues[0]?.path.map(String).join('.') ?? '', problem: parsed.error.issues[0]?.message ?? '' });
}

/** What is behind `/api/`; the server has checked Host, Origin and token already. */
export class LoopbackApi {
  readonly #shell: Shell;
  readonly #transfer: Transfer;
  readonly #streams = new Set<ServerResponse>();
  readonly #stopProgress: () => void;
  readonly #keepAlive: NodeJS.Timeout;

  constructor(shell: Shell, transfer: Transfer) {
    this.#shell = shell;
    this.#transfer = transfer;
    this.#stopProgress = shell.onProgress((progress) => this.#toAll(`data: ${JSON.stringify(progress)}\n\n`));
    this.#keepAlive = setInterval(() => this.#toAll(': still here\n\n'), KEEP_ALIVE_MS).unref();
  }

  /** Answers one request. Throws {@link Refused}. */
  async answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method ?? ''} ${path}`;
    switch (route) {
      case `POST ${loopbackPaths.call}`:
        return sendEnvelope(response, 200, await this.#shell.invoke(await readJson(request)));
      case `POST ${loopbackPaths.cancel}`:
        this.#shell.cancel((await readParsed(request, loopbackCancel)).call_id);
        return void response.writeHead(204).end();
      case `GET ${loopbackPaths.events}`:
        return this.#listen(response);
      case `POST ${loopbackPaths.upload}`:
        return sendEnvelope(response, 200, { ok: true, data: await this.#transfer.upload(request) });
      case `POST ${loopbackPaths.save}`: {
        const { name } = await readParsed(request, loopbackSave);
        return sendEnvelope(response, 200, { ok: true, data: { file: await this.#transfer.save(name) } });
      }
    }
    const download = `${loopbackPaths.download}/`;
    if (request.method === 'GET' && path.startsWith(download)) return this.#transfer.download(path.slice(download.length), response);
    const known = Object.values<string>(loopbackPaths).includes(path) || path.startsWith(download);
    throw new Refused(known ? 405 : 404, 'usage.unknown_method', { name: route });
  }

  /** Ends the streams of progress. */
  close(): void {
    clearInterval(this.#keepAlive);
    this.#stopProgress();
    for (const stream of this.#streams) stream.end();
  }

  #listen(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    response.write(': open\n\n');
    this.#streams.add(response);
    response.once('close', () => this.#streams.delete(response));
  }

  #toAll(text: string): void {
    for (const stream of this.#streams) stream.write(text);
  }
}
