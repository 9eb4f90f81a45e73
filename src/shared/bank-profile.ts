import { z } from 'zod';
import { mappableFields } from './bank-row.ts';
import { instalmentRows } from './instalments.ts';

/** What a type or status word can be said to mean; the names an answer about an unknown word takes. */
export const wordMeanings = [
  'sale',
  'refund',
  'void',
  'fee',
  'point',
  'chargeback',
  'completed',
  'approved',
  'declined',
  'failed',
  'pending',
] as const;
export type WordMeaning = (typeof wordMeanings)[number];

/** What the values of a column look like, whatever its header says. */
export const lookKinds = [
  'blank',
  'date',
  'time',
  'amount',
  'card',
  'currency',
  'word',
  'pair',
  'code',
  'id',
  'constant',
  'count',
  'number',
  'text',
] as const;
export type LookKind = (typeof lookKinds)[number];

const permille = z.int().min(0).max(1000);

/** Statistics of a column's first rows. Shares are parts of a thousand; `words` only of type and status columns. */
export const columnLook = z.strictObject({
  kind: z.enum(lookKinds),
  /** Cells that are not blank, of the rows looked at. */
  filled: permille,
  /** Filled cells that look like `kind`. */
  sure: permille,
  /** Different values, of the filled cells. */
  distinct: permille,
  /** Shortest and longest text of a filled cell. */
  lengths: z.tuple([z.int().min(0), z.int().min(0)]),
  words: z.array(z.string().max(80)).max(12),
});
export type ColumnLook = z.infer<typeof columnLook>;

/** How two columns stood to each other in size: rows where `above` was the greater one, and the lesser. */
export const columnOrder = z.strictObject({
  above: z.int().min(0),
  below: z.int().min(0),
  greater: z.int().min(0),
  lesser: z.int().min(0),
});
export type ColumnOrder = z.infer<typeof columnOrder>;

const header = z.string().max(500);

/**
 * How one bank's files are read. `headers` in the file's order are the fingerprint;
 * `columns` holds every field that has a column, the bank's id among them
 * (`bank_transaction_id`), and a field that is not in it has none.
 */
export const bankProfile = z
  .strictObject({
    bank: z.string().min(1).max(100),
    /** `none`: the file has no header row, and its columns are called Sütun A, Sütun B, and so on. */
    header: z.enum(['row', 'none']),
    headers: z.array(header).min(1).max(2000),
    columns: z.partialRecord(z.enum(mappableFields), z.array(header).min(1).max(100)),
    /** Sign between lira and kuruş where a column leaves it open. */
    decimal: z.enum(['comma', 'dot']).nullable(),
    /** Order of day and month where a column leaves it open. */
    date_order: z.enum(['dmy', 'mdy']).nullable(),
    /** Whose figure the gross is: its own column's, net and deductions added up, or the net alone. */
    gross: z.enum(['column', 'rebuilt', 'net_only']),
    instalments: z.enum(instalmentRows),
    words: z.array(z.strictObject({ word: z.string().min(1).max(200), means: z.enum(wordMeanings) })).max(1000),
    /** Digits a numeric authorisation code is padded to; 0: left as it is. */
    code_padding: z.int().min(0).max(20),
    /** Four digits or fewer in the time column are an HHMMSS that lost its zeros. */
    time_has_seconds: z.boolean(),
    /** One for each header. */
    looks: z.array(columnLook),
    /** Sizes of amount and date columns against each other; `above` and `below` are places in `headers`. */
    orders: z.array(columnOrder).max(200),
  })
  .superRefine((profile, context) => {
    const refuse = (message: string): void => context.addIssue({ code: 'custom', message });
    const known = new Set(profile.headers);
    for (const named of Object.values(profile.columns).flat()) if (!known.has(named)) refuse(`columns: ${named}`);
    if (profile.looks.length !== profile.headers.length) refuse('looks: one for each header');
    const inside = (at: number): boolean => at < profile.headers.length;
    if (!profile.orders.every(({ above, below }) => inside(above) && inside(below))) refuse('orders: outside headers');
  });
export type BankProfile = z.infer<typeof bankProfile>;

/** A profile's name: short, in one line, without `@`, which parts a name from its version. */
export const profileName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^@\p{C}]+$/u);

/** A profile as it is kept: the same name and version never mean anything else. */
export interface SavedProfile {
  readonly name: string;
  readonly version: number;
  readonly content: BankProfile;
}

export const PROFILE_FORMAT = 'mutabakat-masasi-profile';
/** Raised when a reader of today could not understand tomorrow's file. */
export const PROFILE_FORMAT_VERSION = 1;

/** The JSON document a profile is exported as. */
export const profileFile = z.strictObject({
  format: z.literal(PROFILE_FORMAT),
  format_version: z.literal(PROFILE_FORMAT_VERSION),
  name: profileName,
  version: z.int().min(1).max(1_000_000),
  profile: bankProfile,
});
export type ProfileFile = z.infer<typeof profileFile>;

/** Why a column feeds a field, or why it feeds none; each is a sentence of the catalogue. */
export const findingReasons = [
  'by_you',
  'by_profile',
  'by_layout',
  'by_name',
  'by_content',
  'by_sums',
  'second_type',
  'suggested',
  'not_used',
] as const;

/** What is known of one column of a file. */
export const columnFinding = z.object({
  header: z.string(),
  /** Place in the header row, from 0. */
  at: z.int().min(0),
  field: z.enum(mappableFields).nullable(),
  /** A second field of the same column: the bank's id may be a reference too. */
  also: z.enum(mappableFields).nullable(),
  /** What the content speaks for where the column feeds nothing. */
  suggested: z.enum(mappableFields).nullable(),
  /** How sure it is, from 0 to 100. */
  confidence: z.int().min(0).max(100),
  reason: z.enum(findingReasons),
  looks_like: z.enum(lookKinds),
  /** Whether the values look like what the field holds; null where they say nothing. */
  content_agrees: z.boolean().nullable(),
});
export type ColumnFinding = z.infer<typeof columnFinding>;
