import { z } from 'zod';
import {
  type BankProfile,
  PROFILE_FORMAT,
  PROFILE_FORMAT_VERSION,
  profileFile,
  type SavedProfile,
} from '../../shared/bank-profile.ts';
import type { profileContract } from '../../shared/contract/profile.ts';
import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import { istanbulIso } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { say } from '../../shared/text/say.ts';
import { type ReadableDb, transact, type WritableDb } from '../db/database.ts';
import { recordHistory } from '../db/history.ts';
import { importById } from '../db/imports.ts';
import { allProfiles, importProfile, insertProfile, type ProfileRecord, profileNamed } from '../db/profiles.ts';
import { builtInLayout, genericLayout, layouts } from '../domain/bank-file/layouts/index.ts';
import { readChosenFile, writeWhole } from '../files/disk.ts';
import type { BaseContext, CommandContext, HandlersOf } from './context.ts';
import { refuseOwnFile } from './own-files.ts';
import { checkImportIds } from './profile-ids.ts';
import { presentFindings } from './present-columns.ts';

type Method<K extends keyof typeof profileContract> = (typeof profileContract)[K];

/** A profile of a few hundred columns takes less than a tenth of this. */
const MOST_BYTES = 2_000_000;

function found(db: ReadableDb, name: string, version: number | undefined): ProfileRecord {
  const record = profileNamed(db, name, version);
  if (record !== undefined) return record;
  const known = [...new Set(allProfiles(db).map((each) => each.name))];
  throw new AppError('usage.unknown_saved_profile', { profile: version === undefined ? name : `${name}@${version}`, known });
}

/**
 * Saves a profile as the next version of its name; call it inside a transaction, after
 * {@link refuseBuiltInName}.
 */
export function saveProfile(
  db: WritableDb,
  { name, content }: { name: string; content: BankProfile },
  context: Pick<BaseContext, 'clock' | 'user'>,
): SavedProfile {
  const version = (profileNamed(db, name)?.version ?? 0) + 1;
  storeProfile(db, { name, version, content }, 'profile.saved', context);
  return { name, version, content };
}

function storeProfile(db: WritableDb, profile: SavedProfile, what: 'profile.saved' | 'profile.imported', { clock, user }: Pick<BaseContext, 'clock' | 'user'>): void {
  const at = clock.now();
  insertProfile(db, { ...profile, created_at: at, created_by: user });
  recordHistory(db, { at, by: user, what, subject: profile.name, facts: { version: profile.version, bank: profile.content.bank } });
}

/** A saved profile never stands in front of a built-in one. Throws `usage.profile_name`. */
export function refuseBuiltInName(name: string): void {
  if (builtInLayout(name) !== undefined) throw new AppError('usage.profile_name', { profile: name });
}

function list(db: ReadableDb): OutputOf<Method<'profile.list'>> {
  const byName = Map.groupBy(allProfiles(db), ({ name }) => name);
  const saved = [...byName.values()].flatMap((versions) => {
    const ordered = versions.toSorted((a, b) => a.version - b.version);
    const newest = ordered.at(-1);
    if (newest === undefined) return [];
    const { name, version, content, created_at, created_by } = newest;
    const numbers = ordered.map((each) => each.version);
    return [{ name, version, bank: content.bank, built_in: false, versions: numbers, created_at: istanbulIso(created_at), created_by }];
  });
  const builtIn = [...layouts, genericLayout].map(({ name, version, bank }) => ({
    name,
    version,
    bank,
    built_in: true,
    versions: [version],
    created_at: null,
    created_by: null,
  }));
  return { profiles: [...builtIn, ...saved] };
}

function save({ import_id, name }: InputOf<Method<'profile.save'>>, context: CommandContext): OutputOf<Method<'profile.save'>> {
  const { db } = context;
  refuseBuiltInName(name);
  if (importById(db, import_id) === undefined) throw new AppError('usage.unknown_import', { id: import_id });
  const kept = importProfile(db, import_id);
  if (kept === undefined) throw new AppError('state.profile_not_kept', { id: import_id });
  const { version } = transact(db, () => saveProfile(db, { name, content: kept.content }, context));
  return { name, version };
}

function exportProfile(input: InputOf<Method<'profile.export'>>, context: CommandContext): OutputOf<Method<'profile.export'>> {
  const { name, version, content } = found(context.db, input.name, input.version);
  const path = context.files.toWrite(input.file);
  refuseOwnFile(context.data_folder, path);
  const document = { format: PROFILE_FORMAT, format_version: PROFILE_FORMAT_VERSION, name, version, profile: content };
  writeWhole(path, new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`));
  recordHistory(context.db, { at: context.clock.now(), by: context.user, what: 'profile.exported', subject: name, facts: { version } });
  return { name, version, file: path };
}

/** Reads an exported profile strictly. Throws `input.profile_file` and `input.profile_newer`. */
function readProfileFile(path: string): z.infer<typeof profileFile> {
  const { bytes, file_name: file } = readChosenFile(path);
  const refuse = (reason: string, cause?: unknown): never => {
    throw new AppError('input.profile_file', { file, reason }, cause);
  };
  if (bytes.length > MOST_BYTES) refuse(`${bytes.length} > ${MOST_BYTES}`);
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return refuse('JSON', error);
  }
  const head = z.object({ format: z.literal(PROFILE_FORMAT), format_version: z.int() }).safeParse(document);
  if (head.success && head.data.format_version > PROFILE_FORMAT_VERSION) {
    throw new AppError('input.profile_newer', { file, found: head.data.format_version, newest: PROFILE_FORMAT_VERSION });
  }
  const parsed = profileFile.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return refuse([issue?.path.join('.'), issue?.message].filter((part) => part !== undefined && part !== '').join(': '), parsed.error);
}

const sameContent = (a: BankProfile, b: BankProfile): boolean => JSON.stringify(a) === JSON.stringify(b);

function importFile({ file }: InputOf<Method<'profile.import'>>, context: CommandContext): OutputOf<Method<'profile.import'>> {
  const { db, language } = context;
  const { name, version: file_version, profile: content } = readProfileFile(context.files.toRead(file));
  refuseBuiltInName(name);
  return transact(db, () => {
    const same = profileNamed(db, name, file_version);
    const outcome = same === undefined ? 'added' : sameContent(same.content, content) ? 'known' : 'renumbered';
    const version = outcome === 'renumbered' ? (profileNamed(db, name)?.version ?? 0) + 1 : file_version;
    if (outcome !== 'known') storeProfile(db, { name, version, content }, 'profile.imported', context);
    return { name, version, outcome, file_version, message: say(language, `profile.${outcome}`, { name, version, file_version }) };
  });
}

export const profileHandlers = {
  'profile.list': (_, { db }) => list(db),
  'profile.get': ({ name, version }, { db }) => {
    const { created_at, ...record } = found(db, name, version);
    return { ...record, created_at: istanbulIso(created_at) };
  },
  'profile.of_import': ({ import_id }, { db, language }) => {
    const record = importById(db, import_id);
    if (record === undefined) throw new AppError('usage.unknown_import', { id: import_id });
    const kept = importProfile(db, import_id);
    const key = z.object({ name: z.string(), version: z.int() }).parse(JSON.parse(record.profile_json));
    return { ...key, content: kept?.content ?? null, columns: presentFindings(kept?.columns ?? [], language) };
  },
  'profile.save': save,
  'profile.export': exportProfile,
  'profile.import': importFile,
  'profile.check_ids': (input, context) => checkImportIds(input, context),
} satisfies HandlersOf<typeof profileContract>;
