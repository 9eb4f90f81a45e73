import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../shared/errors.ts';
import { layoutOf } from './layouts/index.ts';
import { layoutNames, variants, type LayoutName } from './world.ts';

const optionsSchema = z.strictObject({
  port: z.int().min(0).max(65_535).default(0),
  seed: z.int().min(0).max(4_294_967_295).default(1),
  transactions: z.int().min(1).max(1_000_000).default(200),
  bank: z.enum(layoutNames).default('garanti'),
  bank_file: z.string().min(1).optional(),
  variant: z.enum(variants).default('standard'),
  noise: z.int().min(0).max(100).default(0),
  journal: z.string().min(1).optional(),
  idempotency_ttl_s: z.number().positive().default(180),
  token_lifetime_s: z.int().positive().default(300),
  token_limit: z.int().positive().optional(),
  start_limit: z.int().positive().default(5),
  rate_limit: z.int().positive().default(50),
  clock_skew_s: z.int().default(0),
  faults: z.array(z.string()).default([]),
});

/**
 * What a sandbox can be told; all of it optional. Durations in seconds, limits a
 * minute but for `rate_limit`, which is one a second; `noise`: percent of the
 * transactions that stand in untidy cases; `clock_skew_s`: how far its
 * clock is ahead of this computer's (behind: negative).
 */
export type SandboxOptions = {
  [Name in keyof z.input<typeof optionsSchema>]?: Exclude<z.input<typeof optionsSchema>[Name], undefined>;
};
export type CheckedOptions = z.output<typeof optionsSchema>;

/** Fills in the defaults. Throws AppError `usage.sandbox_option` with the option's name and zod's reason. */
export function checkOptions(options: SandboxOptions): CheckedOptions {
  const parsed = optionsSchema.safeParse(options);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const named = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
  throw new AppError('usage.sandbox_option', { option: String(named ?? ''), reason: issue?.message ?? '' });
}

/**
 * Where the bank's file goes: the layout's own extension replaces one of a bank
 * file's, else it is appended. Without a wish it goes into a new temporary folder.
 */
export function bankFilePath(bank: LayoutName, wish: string | undefined): string {
  const { extension } = layoutOf(bank);
  const path = wish ?? join(mkdtempSync(join(tmpdir(), 'mutabakat-sandbox-')), bank);
  return `${path.replace(/\.(xlsx|csv|xls|txt)$/i, '')}${extension}`;
}
