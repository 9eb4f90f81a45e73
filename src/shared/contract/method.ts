import type { z } from 'zod';

/**
 * One call a shell may make. A query only reads this computer's database (or
 * asks Payven for one record) and runs freely; commands change something and run
 * one after another in their lane.
 */
export interface Method {
  readonly kind: 'query' | 'command';
  /**
   * Commands of the lane `desk` touch this computer alone and take a moment; they do not
   * wait for those that talk with Payven or read files, which share the other lane.
   */
  readonly lane?: 'desk';
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

export type Contract = Readonly<Record<string, Method>>;

export type InputOf<M extends Method> = z.output<M['input']>;
export type OutputOf<M extends Method> = z.input<M['output']>;
