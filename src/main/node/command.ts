import type { ParseArgsOptionsConfig } from 'node:util';
import type { Contract, OutputOf } from '../../shared/contract/method.ts';
import { AppError } from '../../shared/errors.ts';
import type { Language } from '../../shared/text/language.ts';
import type { Terminal } from './terminal.ts';

type Value = string | boolean | (string | boolean)[] | undefined;

/** One run of a command. */
export interface Invocation {
  readonly values: Readonly<Record<string, Value>>;
  readonly positionals: readonly string[];
  readonly json: boolean;
  readonly language: Language;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Calls the dispatch; an error of it ends the command. */
  call(name: string, input: unknown): Promise<unknown>;
  /** Prints the command's answer: one JSON document, or lines for people. */
  print(answer: unknown): void;
}

export interface Command {
  readonly usage: string;
  readonly options: ParseArgsOptionsConfig;
  /** Fewest and most arguments without a dash. */
  readonly positionals: readonly [number, number];
  /**
   * Long work that never leaves this computer and is stored whole or not at all. It is done in
   * a thread, so that a signal is heard meanwhile, and ends at the first one. Its arguments
   * are the files it reads.
   */
  readonly apart?: boolean;
  run(invocation: Invocation): Promise<void>;
}

/** Calls a method and gives its answer the contract's type: the dispatch has parsed it already. */
export async function ask<C extends Contract, K extends keyof C & string>(
  invocation: Pick<Invocation, 'call'>,
  _contract: C,
  name: K,
  input: unknown,
): Promise<OutputOf<C[K]>> {
  return (await invocation.call(name, input)) as OutputOf<C[K]>;
}

/** A text option; undefined where it was not given. */
export function text(invocation: Pick<Invocation, 'values'>, name: string): string | undefined {
  const value = invocation.values[name];
  return typeof value === 'string' ? value : undefined;
}

/** A text option that must be there. Throws AppError('usage.missing'). */
export function needed(invocation: Pick<Invocation, 'values'>, name: string): string {
  const value = text(invocation, name);
  if (value === undefined) throw new AppError('usage.missing', { name });
  return value;
}

/** A whole number. Throws AppError('usage.invalid'). */
export function wholeNumber(invocation: Pick<Invocation, 'values'>, name: string): number | undefined {
  const value = text(invocation, name);
  if (value === undefined) return undefined;
  if (!/^\d{1,15}$/.test(value)) throw new AppError('usage.invalid', { field: name, problem: 'a whole number is needed' });
  return Number(value);
}

/** Every value of an option that may be repeated. */
export function texts(invocation: Pick<Invocation, 'values'>, name: string): string[] {
  const value = invocation.values[name];
  return (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');
}

/** The first argument without a dash. */
export function argument(invocation: Pick<Invocation, 'positionals'>): string {
  return invocation.positionals[0] ?? '';
}

/** Only the entries that have a value: an absent option is absent, not undefined. */
export function given<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
