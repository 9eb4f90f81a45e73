import { z } from 'zod';
import { bankProfile, columnFinding, profileName } from '../bank-profile.ts';
import { mappableFields } from '../bank-row.ts';
import type { Contract } from './method.ts';

/** A profile by name and version. */
const profileKey = z.object({ name: z.string(), version: z.int() });

/** How often a column of a bank's file names what Payven knows, over rows that are sales. */
export const idColumn = z.object({
  header: z.string(),
  at: z.int(),
  field: z.enum(mappableFields).nullable(),
  /** It is the bank's id in this import. */
  in_use: z.boolean(),
  /** Sales with anything in the column, and different values among them. */
  rows: z.int(),
  distinct: z.int(),
  /** Sales whose value is, among the synced transactions of the period, a … */
  hits: z.object({ provider_transaction_id: z.int(), rrn: z.int(), host_reference: z.int(), order: z.int() }),
  verdict: z.enum(['best', 'better', 'repeats', 'no_hits', 'fewer_hits']),
  /** The verdict in words. */
  reason: z.string(),
});

export const profileContract = {
  /** Built-in ones first, then the saved ones, newest version of each name. */
  'profile.list': {
    kind: 'query',
    input: z.object({}),
    output: z.object({
      profiles: z.array(
        profileKey.extend({
          bank: z.string(),
          built_in: z.boolean(),
          /** Every version there is, oldest first. */
          versions: z.array(z.int()),
          created_at: z.string().nullable(),
          created_by: z.string().nullable(),
        }),
      ),
    }),
  },
  'profile.get': {
    kind: 'query',
    input: z.object({ name: z.string(), version: z.int().optional() }),
    output: profileKey.extend({ content: bankProfile, created_at: z.string(), created_by: z.string() }),
  },
  /** What an import was read by, with the reason for each column; null of one from before this was kept. */
  'profile.of_import': {
    kind: 'query',
    input: z.object({ import_id: z.string() }),
    output: profileKey.extend({
      content: bankProfile.nullable(),
      columns: z.array(columnFinding.extend({ reason_text: z.string() })),
    }),
  },
  /** Saves what an import was read by under a name; each save makes the name's next version. */
  'profile.save': {
    kind: 'command',
    input: z.object({ import_id: z.string(), name: profileName }),
    output: profileKey,
  },
  'profile.export': {
    kind: 'command',
    input: z.object({
      name: z.string(),
      version: z.int().optional(),
      /** Reference of the file the user chose to write. */
      file: z.string(),
    }),
    output: profileKey.extend({ file: z.string() }),
  },
  'profile.import': {
    kind: 'command',
    input: z.object({ file: z.string() }),
    output: profileKey.extend({
      /** `known`: this very profile was here. `renumbered`: its version is here with another content, so it became the next. */
      outcome: z.enum(['added', 'renumbered', 'known']),
      file_version: z.int(),
      message: z.string(),
    }),
  },
  /** Which column holds Payven's ids, counted against the synced transactions of the import's days. */
  'profile.check_ids': {
    kind: 'query',
    input: z.object({ import_id: z.string(), connection_id: z.string().optional() }),
    output: z.object({
      sales: z.int(),
      /** Synced transactions of the period. */
      transactions: z.int(),
      columns: z.array(idColumn),
      /** The column to make the bank's id; null where the one in use is as good as any. */
      offer: z.object({ header: z.string(), reason: z.string() }).nullable(),
    }),
  },
} as const satisfies Contract;
