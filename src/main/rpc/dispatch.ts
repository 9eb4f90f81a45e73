import type { z } from 'zod';
import type { Contract, Method } from '../../shared/contract/method.ts';
import { AppError } from '../../shared/errors.ts';
import type { Language } from '../../shared/text/language.ts';
import { describeError } from '../../shared/text/say.ts';
import type { CommandContext, Progress, QueryContext } from '../app/context.ts';
import type { Ids, Log } from '../ports.ts';

/** What goes over every bridge. `message`: what happened, what it means, what to do. */
export type Envelope =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly error: { code: string; message: string; details: Readonly<Record<string, unknown>> } };

/** One call's surroundings, given by the shell. */
export interface CallOptions {
  readonly language: Language;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** A feature: its contract and the handlers behind it. */
export interface Feature {
  readonly contract: Contract;
  readonly handlers: Readonly<Record<string, unknown>>;
}

type Handler = (input: unknown, context: unknown) => unknown;

/** Makes the context of one call; queries are given the read-only database. */
export interface ContextSource<Query = QueryContext, Command = CommandContext> {
  forQuery(call: CallOptions): Query;
  /** `alone`: see {@link CommandContext}. */
  forCommand(call: CallOptions, alone: CommandContext['alone']): Command;
  /** Turns what the disk or the database threw into an error a person can act on. */
  translate(error: unknown): unknown;
}

/**
 * The one way in. Parses what comes, runs the handler, parses what goes, and never
 * throws: whatever happens becomes an {@link Envelope}. Commands of a lane run one
 * after another, queries freely.
 */
export class Dispatcher<Query = QueryContext, Command = CommandContext> {
  readonly #methods = new Map<string, { method: Method; handler: Handler }>();
  readonly #source: ContextSource<Query, Command>;
  readonly #ids: Ids;
  readonly #log: Log;
  readonly #lastOf = new Map<string, Promise<unknown>>();

  constructor(features: readonly Feature[], source: ContextSource<Query, Command>, ids: Ids, log: Log) {
    this.#source = source;
    this.#ids = ids;
    this.#log = log;
    for (const { contract, handlers } of features) {
      for (const [name, method] of Object.entries(contract)) {
        const handler = handlers[name];
        if (this.#methods.has(name)) throw new Error(`method ${name} stands in two contracts`);
        if (typeof handler !== 'function') throw new Error(`method ${name} has no handler`);
        this.#methods.set(name, { method, handler: handler as Handler });
      }
    }
  }

  async call(name: string, input: unknown, options: CallOptions): Promise<Envelope> {
    try {
      const found = this.#methods.get(name);
      if (found === undefined) throw new AppError('usage.unknown_method', { name });
      const parsed = parseInput(found.method.input, input);
      const run = (): unknown => {
        const context = found.method.kind === 'query' ? this.#source.forQuery(options) : this.#source.forCommand(options, this.#alone);
        return found.handler(parsed, context);
      };
      const result = await (found.method.kind === 'query' ? run() : this.#inTurn(found.method.lane ?? 'main', run));
      return { ok: true, data: found.method.output.parse(result) };
    } catch (error) {
      // A wait or a request that the caller's own signal ended throws in many ways; they all mean this.
      const stopped = options.signal?.aborted === true && !(error instanceof AppError);
      const told = stopped ? new AppError('state.cancelled', {}, error) : this.#source.translate(error);
      return { ok: false, error: this.#present(told, name, options.language) };
    }
  }

  /** Nothing else of this desk writes meanwhile: the commands of the main lane wait already. */
  readonly #alone: CommandContext['alone'] = <T>(work: () => Promise<T>) => this.#inTurn('desk', work) as Promise<T>;

  #inTurn(lane: string, run: () => unknown): Promise<unknown> {
    const turn = (this.#lastOf.get(lane) ?? Promise.resolve()).then(run);
    this.#lastOf.set(lane, turn.catch(() => undefined));
    return turn;
  }

  #present(error: unknown, name: string, language: Language): { code: string; message: string; details: Record<string, unknown> } {
    if (error instanceof AppError) {
      this.#log.info('call.refused', { name, code: error.code });
      return { code: error.code, message: describeError(language, error.code, error.details), details: error.details };
    }
    const fault = this.#ids.uuid();
    // The stack goes to the log alone; whoever called gets the number to find it by.
    this.#log.error('call.failed', { name, fault, stack: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    const details = { fault };
    return { code: 'unexpected.fault', message: describeError(language, 'unexpected.fault', details), details };
  }
}

function parseInput(schema: z.ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  // Where, and what was expected; never the value, which may be a secret.
  throw new AppError('usage.invalid', { field: issue?.path.map(String).join('.') ?? '', problem: issue?.message ?? '' });
}
