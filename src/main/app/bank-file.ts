import { join } from 'node:path';
import { z } from 'zod';
import { columnMapping, type ImportWarning, importWarning, rowAmounts, rowCounts } from '../../shared/bank-row.ts';
import type { importContract, ImportSummary } from '../../shared/contract/bank-file.ts';
import type { InputOf } from '../../shared/contract/method.ts';
import { istanbulIso } from '../../shared/day.ts';
import { rowKinds } from '../../shared/enums.ts';
import { instalmentRows } from '../../shared/instalments.ts';
import type { SavedProfile } from '../../shared/bank-profile.ts';
import { AppError } from '../../shared/errors.ts';
import { say } from '../../shared/text/say.ts';
import type { Language } from '../../shared/text/language.ts';
import { type ReadableDb, transactInTurns, type WritableDb } from '../db/database.ts';
import { recordHistory } from '../db/history.ts';
import {
  allImports,
  contentsOf,
  contentsOfOthers,
  hasOthers,
  importByContent,
  importById,
  type ImportRecord,
  importRows,
  ImportRowWriter,
  insertImport,
} from '../db/imports.ts';
import { insertRejectedCells } from '../db/import-changes.ts';
import { freezeReading } from '../domain/bank-file/mend-row.ts';
import { allProfiles, insertImportProfile } from '../db/profiles.ts';
import { type FileFacts, type FileReading, openFile, type UnderstandOptions } from '../domain/bank-file/file-reading.ts';
import { overlapSteps } from '../domain/bank-file/overlap.ts';
import { type ChosenBytes, keepOriginal, readChosenFile } from '../files/disk.ts';
import { openWorkbook } from '../files/open-workbook.ts';
import { inTurns } from '../files/steps.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { presentRow } from './present.ts';
import { refuseBuiltInName, saveProfile } from './profile.ts';

/** Where the bank's files are kept, inside the data folder. */
export const ORIGINALS = 'files';
/** So many rows of an overlap are named. */
const ROWS_NAMED = 10;
/** So many rows are stored between two looks at the clock. */
const ROWS_PER_STEP = 64;
/** Rows between two reports of how far it has come. */
const ROWS_PER_PROGRESS = 6_400;

type ImportInput = InputOf<(typeof importContract)['import.run']>;

/** What the user decided about the file, in the domain's words. */
export function readOptions(choices: Omit<ImportInput, 'files' | 'save_profile'>, profiles: readonly SavedProfile[]): UnderstandOptions {
  const { profile, map, decimal, date_order, instalments, words, unknown_words, header_row, accept_layout } = choices;
  return {
    ...(profile !== undefined && { profile }),
    ...(map !== undefined && { map }),
    ...(decimal !== undefined && { decimal }),
    ...(date_order !== undefined && { dateOrder: date_order }),
    ...(instalments !== undefined && { instalments }),
    ...(words !== undefined && { words }),
    ...(header_row !== undefined && { headerRow: header_row }),
    unknownWords: unknown_words,
    acceptLayout: accept_layout,
    profiles,
  };
}

function recordOf(chosen: Named, read: FileFacts, id: string, stored_file: string, at: number): ImportRecord {
  return {
    id,
    file_name: chosen.file_name,
    stored_file,
    sha256: chosen.sha256,
    format: read.format,
    encoding: read.encoding,
    bank: read.bank,
    profile_json: JSON.stringify(read.profile),
    sheet: read.sheet,
    header_row: read.header_row,
    headers_json: JSON.stringify(read.headers),
    mapping_json: JSON.stringify(read.mapping),
    counts_json: JSON.stringify(read.counts),
    kinds_json: JSON.stringify(read.kinds),
    amounts_json: JSON.stringify(read.amounts),
    warnings_json: JSON.stringify(read.warnings),
    created_at: at,
    instalments: read.instalments,
    reading_json: freezeReading(read.reading),
    ...read.days,
    first_at: read.first_at,
    last_at: read.last_at,
  };
}

/** The import as stored, its warnings in the caller's words. */
export function importSummaryOf(record: ImportRecord, language: Language): ImportSummary {
  const warnings = z.array(importWarning).parse(JSON.parse(record.warnings_json));
  return {
    import_id: record.id,
    file_name: record.file_name,
    sha256: record.sha256,
    format: record.format,
    encoding: record.encoding,
    bank: record.bank,
    profile: z.object({ name: z.string(), version: z.int() }).parse(JSON.parse(record.profile_json)),
    sheet: record.sheet,
    header_row: record.header_row,
    headers: z.array(z.string()).parse(JSON.parse(record.headers_json)),
    mapping: columnMapping.parse(JSON.parse(record.mapping_json)),
    rows: rowCounts.parse(JSON.parse(record.counts_json)),
    kinds: z.record(z.enum(rowKinds), z.int()).parse(JSON.parse(record.kinds_json)),
    amounts: rowAmounts.parse(JSON.parse(record.amounts_json)),
    warnings: warnings.map(({ code, row, params }) => ({ code, row, message: say(language, `warning.${code}`, params) })),
    instalments: z.enum(instalmentRows).parse(record.instalments),
    first_day: record.first_day,
    last_day: record.last_day,
    created_at: istanbulIso(record.created_at),
  };
}

/** A chosen file without its bytes, which are large. */
type Named = Omit<ChosenBytes, 'bytes'>;

/** A file whose rows are about to be read. */
interface Opened<File extends Named = Named> {
  readonly chosen: File;
  readonly reading: FileReading;
}

/** Names the file in whatever is wrong with it. */
async function naming<T>({ file_name }: Named, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw new AppError(error.code, { file: file_name, ...error.details }, error);
    throw error;
  }
}

function open(reference: string, input: ImportInput, context: CommandContext): Promise<Opened<ChosenBytes>> {
  const chosen = readChosenFile(context.files.toRead(reference));
  return naming(chosen, async () => {
    const workbook = await openWorkbook(chosen.bytes, context.signal);
    const reading = await inTurns(openFile(workbook, readOptions(input, allProfiles(context.db))), context.signal);
    return { chosen, reading };
  });
}

/** Reads a file's rows into the database, each as it comes. */
function* storeRows(db: WritableDb, import_id: string, reading: FileReading, onRows: (done: number) => void): Generator<void, FileFacts, void> {
  const writer = new ImportRowWriter(db, import_id);
  let written = 0;
  for (const { row, rejected } of reading.rows()) {
    writer.add(row);
    if (rejected !== null) insertRejectedCells(db, import_id, [rejected]);
    written += 1;
    if (written % ROWS_PER_PROGRESS === 0) onRows(written);
    if (written % ROWS_PER_STEP === 0) yield;
  }
  const { facts, wholes } = reading.finish();
  writer.end(wholes);
  return facts;
}

/** Rows of the import that an earlier, other file holds too; one remark a file, the largest overlap first. */
async function overlapWarnings(db: ReadableDb, id: string, { sha256 }: Named, read: FileFacts, signal: AbortSignal): Promise<ImportWarning[]> {
  if (read.first_at === null || read.last_at === null) return [];
  const span = { from: read.first_at, to: read.last_at, sha256 };
  if (!hasOthers(db, span)) return [];
  const found = await inTurns(overlapSteps(contentsOf(db, id), contentsOfOthers(db, span)), signal);
  return [...found]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([other, rows]) => {
      const named = rows.slice(0, ROWS_NAMED).join(', ') + (rows.length > ROWS_NAMED ? ', …' : '');
      const file = importById(db, other)?.file_name ?? other;
      return { code: 'overlapping_rows', row: rows[0] ?? null, params: { count: rows.length, file, rows: named } };
    });
}

/** Stores one file inside the transaction of all. */
async function store({ chosen, reading }: Opened, stored_file: string, input: ImportInput, context: CommandContext): Promise<ImportSummary> {
  const { db, signal } = context;
  const at = context.clock.now();
  const id = context.ids.uuid();
  const onRows = (done: number): void => context.progress({ step: 'read', done, total: reading.size });
  const read = await inTurns(storeRows(db, id, reading, onRows), signal);
  const warnings = [...(await overlapWarnings(db, id, chosen, read, signal)), ...read.warnings];
  const earlier = importByContent(db, chosen.sha256);
  if (earlier !== undefined) {
    const params = { import_id: earlier.id, at: istanbulIso(earlier.created_at) };
    warnings.unshift({ code: 'same_file', row: null, params });
  }
  const { save_profile } = input;
  const { name, version } = save_profile === undefined ? read.profile : saveProfile(db, { name: save_profile, content: read.used }, context);
  const record = recordOf(chosen, { ...read, warnings, profile: { name, version } }, id, stored_file, at);
  insertImport(db, record);
  insertImportProfile(db, id, { content: read.used, columns: read.columns });
  const facts = { file_name: chosen.file_name, sha256: chosen.sha256, bank: read.bank, rows: read.counts.data };
  recordHistory(db, { at, by: context.user, what: 'import.done', subject: id, facts });
  return importSummaryOf(record, context.language);
}

/** Imports all files or none: they are stored in one transaction, which a bad one ends. */
async function runImport(input: ImportInput, context: CommandContext): Promise<{ imports: ImportSummary[] }> {
  const { db, alone } = context;
  const { save_profile } = input;
  if (save_profile !== undefined) {
    refuseBuiltInName(save_profile);
    if (input.files.length > 1) throw new AppError('usage.save_profile_once', { profile: save_profile });
  }
  // All files are opened before the first is stored.
  const opened: Opened<ChosenBytes>[] = [];
  for (const [index, reference] of input.files.entries()) {
    context.progress({ step: 'read', done: index, total: input.files.length });
    opened.push(await open(reference, input, context));
  }
  return alone(() => transactInTurns(db, () => storeAll(opened, input, context)));
}

type Kept = ReturnType<typeof keepOriginal>;

/** Takes the next file and keeps its bytes on disk; nothing holds them in memory any more. */
function takeNext(opened: Opened<ChosenBytes>[], folder: string): (Opened & { readonly original: Kept }) | undefined {
  const next = opened.shift();
  if (next === undefined) return undefined;
  const { file_name, sha256 } = next.chosen;
  return { chosen: { file_name, sha256 }, reading: next.reading, original: keepOriginal(folder, next.chosen) };
}

/** Stores the files in their order and lets go of each. Where one fails no copy stays, while nobody else can yet rely on it. */
async function storeAll(opened: Opened<ChosenBytes>[], input: ImportInput, context: CommandContext): Promise<{ imports: ImportSummary[] }> {
  const imports: ImportSummary[] = [];
  const folder = join(context.data_folder, ORIGINALS);
  const kept: Kept[] = [];
  try {
    for (;;) {
      const file = takeNext(opened, folder);
      if (file === undefined) return { imports };
      kept.push(file.original);
      imports.push(await naming(file.chosen, () => store(file, file.original.stored_file, input, context)));
    }
  } catch (error) {
    for (const original of kept) original.undo();
    throw error;
  }
}

export const importHandlers = {
  'import.run': runImport,
  'import.list': (_, { db, language }) => ({ imports: allImports(db).map((record) => importSummaryOf(record, language)) }),
  'import.rows': ({ import_id, after_row, limit }, { db }) => {
    if (importById(db, import_id) === undefined) throw new AppError('usage.unknown_import', { id: import_id });
    return { rows: importRows(db, import_id, after_row, limit).map(presentRow) };
  },
} satisfies HandlersOf<typeof importContract>;
