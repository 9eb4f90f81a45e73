import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { AppError } from '../../shared/errors.ts';

/** One file of the built page. */
export interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** The built page's address inside a shell. */
const ENTRY = '/index.html';

/**
 * The built page, read whole when a shell starts (it is a few megabytes). What is
 * asked for is looked up by its exact name, so an address has no way to lead to
 * any other file: `..`, encodings, links and devices are merely unknown names.
 */
export class PageFiles {
  readonly #files: ReadonlyMap<string, PageFile>;

  private constructor(files: ReadonlyMap<string, PageFile>) {
    this.#files = files;
  }

  /** Throws AppError('machine.page_missing') where nothing was built. */
  static async read(folder: string): Promise<PageFiles> {
    const files = new Map<string, PageFile>();
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const type = TYPES[extname(entry.name)];
      if (!entry.isFile() || type === undefined) continue;
      const path = join(entry.parentPath, entry.name);
      files.set(`/${relative(folder, path).split(sep).join('/')}`, { type, bytes: await readFile(path) });
    }
    if (!files.has(ENTRY)) throw new AppError('machine.page_missing', { folder });
    return new PageFiles(files);
  }

  /** The file behind a path as it stands in the request; `/` is the page itself. */
  find(path: string): PageFile | undefined {
    return this.#files.get(path === '/' ? ENTRY : path);
  }
}
