import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ChosenFile } from '../../../shared/contract/shell.ts';
import { loopbackHeaders, loopbackLimits, loopbackTypes } from '../../../shared/loopback.ts';
import type { ChosenFileRegistry } from '../../chosen-files.ts';
import { safeName } from '../../shell/safe-name.ts';
import { refuseDeclared, Refused } from './answer.ts';

function decodedName(request: IncomingMessage): string {
  const given = request.headers[loopbackHeaders.name];
  try {
    if (typeof given === 'string' && given !== '') return safeName(decodeURIComponent(given));
  } catch {
    // Not what encodeURIComponent makes: refused below like a name that is missing.
  }
  throw new Refused(400, 'usage.invalid', { field: loopbackHeaders.name, problem: 'encodeURIComponent(name)' });
}

/** Files that come from and go to a browser: it has no paths, so they pass through the launch's own folder. */
export class Transfer {
  readonly #folder: string;
  readonly #files: ChosenFileRegistry;
  readonly #saved = new Map<string, { readonly path: string; readonly name: string }>();

  constructor(folder: string, files: ChosenFileRegistry) {
    this.#folder = folder;
    this.#files = files;
  }

  /** Takes an uploaded file. Throws {@link Refused}; what came until then is removed. */
  async upload(request: IncomingMessage): Promise<ChosenFile> {
    if (request.headers['content-type'] !== loopbackTypes.file) throw new Refused(415, 'usage.invalid', { field: 'content-type', problem: loopbackTypes.file });
    refuseDeclared(request, loopbackLimits.upload);
    const path = await this.#place(decodedName(request));
    let size = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _, done) {
        size += chunk.length;
        if (size > loopbackLimits.upload) done(new Refused(413, 'usage.too_large', { limit: loopbackLimits.upload }));
        else done(null, chunk);
      },
    });
    try {
      // The request is read by hand: pipeline would destroy it, and the refusal could not be sent any more.
      const bytes = request[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
      await pipeline(iterate(bytes), measure, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return this.#files.choose(path);
  }

  /** Makes a place for a file that will be downloaded; the answer is its reference. */
  async save(wish: string): Promise<string> {
    const name = safeName(wish);
    const path = await this.#place(name);
    const reference = this.#files.chooseTarget(path);
    this.#saved.set(reference, { path, name });
    return reference;
  }

  /** Sends what was written to a saved reference. Throws {@link Refused} 404 for any other one. */
  async download(reference: string, response: ServerResponse): Promise<void> {
    const saved = this.#saved.get(reference);
    const found = saved === undefined ? undefined : await stat(saved.path).catch(() => undefined);
    if (saved === undefined || found?.isFile() !== true) throw new Refused(404, 'usage.unknown_file');
    response.writeHead(200, {
      'content-type': loopbackTypes.file,
      'content-length': found.size,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(saved.name)}`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    await pipeline(createReadStream(saved.path), response);
  }

  async #place(name: string): Promise<string> {
    const folder = join(this.#folder, randomUUID());
    await mkdir(folder, { mode: 0o700 });
    return join(folder, name);
  }
}

async function* iterate(bytes: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  for (let next = await bytes.next(); next.done !== true; next = await bytes.next()) yield next.value;
}
