import { z } from 'zod';

/**
 * What went wrong, by whose side it is on. The numbers are the command line's
 * exit codes.
 */
export const exitCodes = {
  unexpected: 1,
  usage: 2,
  input: 3,
  payven: 4,
  credentials: 5,
  state: 6,
  machine: 7,
} as const;
export type ErrorKind = keyof typeof exitCodes;

/** Values a sentence is filled with. Never a secret: these reach the screen, the log and stderr. */
export const errorDetails = z.record(z.string(), z.unknown());
export type ErrorDetails = z.infer<typeof errorDetails>;

/**
 * An error a person can act on. `code` is `kind.name`: its part before the dot
 * decides the exit code, the whole of it names the sentence in the text catalogue.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

export type ErrorCode = `${ErrorKind}.${string}`;

/** The exit code of an error code; one that follows no rule is unexpected. */
export function exitCodeOf(code: string): number {
  const kind = code.split('.', 1)[0] ?? '';
  return kind in exitCodes ? exitCodes[kind as ErrorKind] : exitCodes.unexpected;
}
