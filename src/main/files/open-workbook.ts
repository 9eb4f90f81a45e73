import { Worker } from 'node:worker_threads';
import { mendSteps } from '../domain/bank-file/mend-text.ts';
import type { OpenWorkbook, RawCell, RawWorkbook } from '../domain/bank-file/raw.ts';
import { AppError } from '../../shared/errors.ts';
import { kindOf, refuseEmpty } from './read-format.ts';
import { readText } from './read-text.ts';
import type { FromReader } from './read-worker.ts';
import { inTurns } from './steps.ts';
import { readXlsxStream } from './xlsx/read.ts';

/** What one file may cost before it is given up. */
export interface ReadLimits {
  readonly time_ms: number;
  /** Of the thread's heap, megabytes. */
  readonly memory_mb: number;
}

/** As many cells as a file may have, five million of HTML, take an eighth of this time and fit into this memory. */
const limits: ReadLimits = { time_ms: 120_000, memory_mb: 1024 };

/** From source it is TypeScript, bundled it lies beside the bundle. */
function threadFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './read-worker.ts' : './read-worker.js', import.meta.url);
}

/** Puts together what the thread tells. */
class Assembly {
  readonly #sheets: { name: string; hidden: boolean; rows: (readonly RawCell[])[] }[] = [];

  /** The workbook, once it is whole. Throws what the thread refused the file with. */
  hear(message: FromReader): RawWorkbook | undefined {
    switch (message.kind) {
      case 'sheet':
        this.#sheets.push({ name: message.name, hidden: message.hidden, rows: [] });
        return undefined;
      case 'rows':
        for (const row of message.rows) this.#sheets.at(-1)?.rows.push(row);
        return undefined;
      case 'done':
        return { ...message.about, sheets: this.#sheets };
      case 'refused':
        throw new AppError(message.code, message.details);
    }
  }
}

/**
 * Reads a file in a thread of its own, which ends with it: after `time_ms`, beyond
 * `memory_mb`, or as soon as `signal` fires. Throws as readWorkbook does, and
 * `input.too_slow`, `input.too_large`, `state.cancelled`.
 */
export function readApart(bytes: Uint8Array, signal: AbortSignal, { time_ms, memory_mb }: ReadLimits = limits): Promise<RawWorkbook> {
  if (signal.aborted) return Promise.reject(new AppError('state.cancelled'));
  const worker = new Worker(threadFile(), {
    workerData: bytes,
    name: 'read',
    resourceLimits: { maxOldGenerationSizeMb: memory_mb },
    // What a library prints about a file is no answer of ours.
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  const assembly = new Assembly();
  return new Promise<RawWorkbook>((resolve, reject) => {
    const stop = (): void => reject(new AppError('state.cancelled'));
    const late = setTimeout(() => reject(new AppError('input.too_slow', { seconds: Math.round(time_ms / 1000) })), time_ms);
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: FromReader) => {
      try {
        const book = assembly.hear(message);
        if (book !== undefined) resolve(book);
      } catch (error) {
        reject(error);
      }
    });
    worker.once('error', (error) => reject(faultOf(error, memory_mb)));
    worker.once('exit', (code) => {
      clearTimeout(late);
      signal.removeEventListener('abort', stop);
      reject(new Error(`the reading thread ended with ${code}`));
    });
  }).finally(() => void worker.terminate());
}

/** What a thread that failed says about its file. */
function faultOf(error: unknown, memory_mb: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? new AppError('input.too_large', { memory_mb }, error) : error;
}

/** The parts of an .xlsx, as far as our own reader knows all of them. */
async function readStreamed(bytes: Uint8Array, signal: AbortSignal): Promise<OpenWorkbook | undefined> {
  const read = await readXlsxStream(bytes, signal);
  if ('unknown' in read) return undefined;
  refuseEmpty(read);
  return inTurns(mendSteps(read), signal);
}

/**
 * Reads a file that a user chose. Plain text and an .xlsx are read here, in turns with all
 * else; every other kind, and an .xlsx with something in it that our own reader does not
 * know, by a thread that can be ended. Throws as readWorkbook does, `input.too_slow`, and
 * `state.cancelled` soon after `signal` fires.
 */
export async function openWorkbook(bytes: Uint8Array, signal: AbortSignal): Promise<OpenWorkbook> {
  const kind = kindOf(bytes);
  if (kind === 'zip') return (await readStreamed(bytes, signal)) ?? readApart(bytes, signal);
  if (kind !== 'text') return readApart(bytes, signal);
  return inTurns(mendSteps(await inTurns(readText(bytes), signal)), signal);
}
