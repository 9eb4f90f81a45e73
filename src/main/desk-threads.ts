import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode } from '../shared/errors.ts';
import { describeError } from '../shared/text/say.ts';
import type { ChosenFileRegistry } from './chosen-files.ts';
import type { Desk } from './desk.ts';
import type { FromThread, SecretDeed, ThreadData, ToThread } from './desk-messages.ts';
import type { Log, SecretStore } from './ports.ts';
import type { CallOptions, Envelope } from './rpc/dispatch.ts';
import { systemIds } from './system/ids.ts';

/** How long a thread may take to end what it is doing before it is ended, ms. SQLite bears either. */
const CLOSING_MS = 10_000;
const YOUNG_MB = 24;

export interface ThreadedDeskOptions {
  readonly data_folder: string;
  readonly files: ChosenFileRegistry;
  /** Held here, in memory; the threads ask for what they need. The keychain they open themselves. */
  readonly environment_secrets: SecretStore;
  readonly log: Log;
  /** The thread's file, where it is not the one beside this module. */
  readonly worker?: URL;
}

/** The desk in two threads: commands with the writing connection, queries with a reading one. */
export interface ThreadedDesk extends Desk {
  /** Whether this computer's keychain answers. */
  keychainWorks(): Promise<boolean>;
  /** Settles once both threads have ended after `close`. */
  closed(): Promise<void>;
}

/** From source it is TypeScript, bundled it lies beside the bundle. */
function threadFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './desk-worker.ts' : './desk-worker.js', import.meta.url);
}

interface Waiting {
  readonly call: CallOptions;
  readonly resolve: (envelope: Envelope) => void;
}

class Thread {
  readonly #role: ThreadData['role'];
  readonly #options: ThreadedDeskOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #ready: Promise<readonly string[]> | undefined;
  #exited: Promise<void> = Promise.resolve();
  #numbers = 0;
  #closing = false;

  constructor(role: ThreadData['role'], options: ThreadedDeskOptions) {
    this.#role = role;
    this.#options = options;
    options.files.onAdded((file) => this.post({ kind: 'file', file }));
  }

  /**
   * Starts the thread, or finds it started; a thread that stopped is started anew by
   * the next call. The answer: names of the queries. Throws the AppError its opening ended in.
   */
  start(): Promise<readonly string[]> {
    this.#ready ??= this.#spawn();
    return this.#ready;
  }

  post(message: ToThread): void {
    this.#worker?.postMessage(message);
  }

  async call(name: string, input: unknown, call: CallOptions): Promise<Envelope> {
    try {
      await this.start();
    } catch (error) {
      if (error instanceof AppError) return refusal(error.code, error.details, call);
      throw error;
    }
    return this.#ask(call, (id) => ({ kind: 'call', id, name, input, language: call.language }));
  }

  async keychainWorks(): Promise<boolean> {
    await this.start();
    const answer = await this.#ask({ language: 'en' }, (id) => ({ kind: 'try_keychain', id }));
    return answer.ok && answer.data === true;
  }

  /** Tells what runs to stop, and takes nothing new. */
  stop(): void {
    this.#closing = true;
    for (const id of this.#waiting.keys()) this.post({ kind: 'cancel', id });
  }

  async close(): Promise<void> {
    this.stop();
    const worker = this.#worker;
    this.post({ kind: 'close' });
    const late = setTimeout(() => void worker?.terminate(), CLOSING_MS);
    await this.#exited;
    clearTimeout(late);
  }

  #ask(call: CallOptions, message: (id: number) => ToThread): Promise<Envelope> {
    if (call.signal?.aborted === true) return Promise.resolve(refusal('state.cancelled', {}, call));
    if (this.#closing) return Promise.resolve(refusal('state.closing', {}, call));
    this.#numbers += 1;
    const id = this.#numbers;
    const stop = (): void => this.post({ kind: 'cancel', id });
    return new Promise<Envelope>((resolve) => {
      this.#waiting.set(id, { call, resolve });
      call.signal?.addEventListener('abort', stop, { once: true });
      this.post(message(id));
    }).finally(() => call.signal?.removeEventListener('abort', stop));
  }

  #spawn(): Promise<readonly string[]> {
    const { data_folder, files, worker: file } = this.#options;
    const workerData: ThreadData = { role: this.#role, data_folder, files: files.all() };
    // A large young generation holds hundreds of MB of rows that were written long ago.
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
    const worker = new Worker(file ?? threadFile(), { workerData, name: `desk ${this.#role}`, resourceLimits });
    this.#worker = worker;
    let fault = 'it ended by itself';
    worker.on('error', (error: unknown) => {
      fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    });
    return new Promise((resolve, reject) => {
      worker.on('message', (message: FromThread) => {
        if (message.kind === 'ready') resolve(message.queries);
        else if (message.kind === 'failed') reject(new AppError(message.code as ErrorCode, message.details));
        else this.#hear(message);
      });
      this.#exited = new Promise((exited) => {
        worker.once('exit', () => {
          reject(this.#closing ? this.#ended() : this.#stopped(fault));
          exited();
        });
      });
    });
  }

  #hear(message: Exclude<FromThread, { kind: 'ready' | 'failed' }>): void {
    if (message.kind === 'progress') return this.#waiting.get(message.id)?.call.onProgress?.(message.progress);
    if (message.kind === 'secret') return void this.#keep(message.id, message.deed);
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    waiting?.resolve(message.envelope);
  }

  async #keep(id: number, deed: SecretDeed): Promise<void> {
    const store = this.#options.environment_secrets;
    let secret: string | null = null;
    if (deed.do === 'get') secret = await store.get(deed.account);
    else if (deed.do === 'set') await store.set(deed.account, deed.secret);
    else await store.delete(deed.account);
    this.post({ kind: 'secret', id, secret });
  }

  #stopped(stack: string): AppError {
    const fault = systemIds.uuid();
    this.#options.log.error('thread.stopped', { role: this.#role, fault, stack, waiting: this.#waiting.size });
    this.#worker = undefined;
    this.#ready = undefined;
    return this.#answerAll(new AppError('unexpected.thread_stopped', { fault }));
  }

  #ended(): AppError {
    return this.#answerAll(new AppError('state.closing'));
  }

  #answerAll(error: AppError): AppError {
    for (const { call, resolve } of this.#waiting.values()) resolve(refusal(error.code, error.details, call));
    this.#waiting.clear();
    return error;
  }
}

function refusal(code: ErrorCode, details: Readonly<Record<string, unknown>>, call: CallOptions): Envelope {
  return { ok: false, error: { code, message: describeError(call.language, code, details), details } };
}

/**
 * Opens a data folder in threads of its own, so that nothing the desk does can hold
 * up the process that draws the window or serves the page. Throws AppError of the
 * machine kind when the folder cannot be used.
 */
export async function openThreadedDesk(options: ThreadedDeskOptions): Promise<ThreadedDesk> {
  const commands = new Thread('commands', options);
  const queries = new Thread('queries', options);
  // Commands first: that thread brings the database up to date, the other only reads it.
  const names = new Set(await commands.start());
  try {
    await queries.start();
  } catch (error) {
    await commands.close();
    throw error;
  }
  let ending: Promise<void> | undefined;
  const close = (): Promise<void> => {
    // The writing connection last: only that one can fold SQLite's log back into the database.
    if (ending === undefined) commands.stop();
    ending ??= queries.close().then(() => commands.close());
    return ending;
  };
  return {
    async call(name, input, call) {
      if (names.has(name)) return queries.call(name, input, call);
      const answer = await commands.call(name, input, call);
      if (answer.ok && (name === 'connection.connect' || name === 'connection.remove')) queries.post({ kind: 'forget_tokens' });
      return answer;
    },
    keychainWorks: () => commands.keychainWorks(),
    close: () => void close(),
    closed: () => close(),
  };
}
