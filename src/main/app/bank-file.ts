import { join } from 'node:path';
import { z } from 'zod';
import { columnMapping, type ImportWarning, importWarning, rowAmounts, rowCounts } from '../../shared/bank-row.ts';
import type { importContract, ImportSummary } from '../../shared/contract/bank-file.ts';
import type { InputOf } from '../../shared/contract/method.ts';
import { istanbulIso } from '../../shared/day.ts';
import { rowKinds } from '../../shared/enums.ts';
import { AppError } from '../../shared/errors.ts';
import { say } from '../../shared/text/say.ts';
import type { Language } from '../../shared/text/language.ts';
import { type ReadableDb, transact } from '../db/database.ts';
import { recordHistory } from '../db/history.ts';
import { allImports, contentsOfOthers, importByContent, importById, type ImportRecord, importRows, insertImport } from '../db/imports.ts';
import { overlapsByImport } from '../domain/bank-file/overlap.ts';
import { type Understanding, understand, type UnderstandOptions } from '../domain/bank-file/understand.ts';
import { type ChosenBytes, keepOriginal, readChosenFile } from '../files/disk.ts';
import { readWorkbook } from '../files/read-workbook.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { presentRow } from './present.ts';

/** Where the bank's files are kept, inside the data folder. */
const ORIGINALS = 'files';
/** So many rows of an overlap are named. */
const ROWS_NAMED = 10;

type ImportInput = InputOf<(typeof importContract)['import.run']>;

/** What the user decided about the file, in the domain's words. */
export function readOptions({ profile, map, decimal, date_order }: Omit<ImportInput, 'files'>): UnderstandOptions {
  return {
    ...(profile !== undefined && { profile }),
    ...(map !== undefined && { map }),
    ...(decimal !== undefined && { decimal }),
    ...(date_order !== undefined && { dateOrder: date_order }),
  };
}

function readOne(reference: string, input: ImportInput, context: CommandContext): { chosen: ChosenBytes; read: Understanding } {
  const chosen = readChosenFile(context.files.toRead(reference));
  try {
    return { chosen, read: understand(readWorkbook(chosen.bytes), readOptions(input)) };
  } catch (error) {
    if (error instanceof AppError) throw new AppError(error.code, { file: chosen.file_name, ...error.details }, error);
    throw error;
  }
}

function recordOf(chosen: ChosenBytes, read: Understanding, id: string, stored_file: string, at: number): ImportRecord {
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
    created_at: istanbulIso(record.created_at),
  };
}

/** Rows of the file that an earlier, other file holds too; one remark a file, the largest overlap first. */
function overlapWarnings(db: ReadableDb, { sha256 }: ChosenBytes, { rows }: Understanding): ImportWarning[] {
  let [from, to] = [Infinity, -Infinity];
  for (const { transaction_at: at } of rows) {
    if (at === null) continue;
    from = Math.min(from, at);
    to = Math.max(to, at);
  }
  if (from > to) return [];
  return [...overlapsByImport(rows, contentsOfOthers(db, { from, to, sha256 }))]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([id, found]) => {
      const named = found.slice(0, ROWS_NAMED).join(', ') + (found.length > ROWS_NAMED ? ', …' : '');
      const file = importById(db, id)?.file_name ?? id;
      return { code: 'overlapping_rows', row: found[0] ?? null, params: { count: found.length, file, rows: named } };
    });
}

function runImport(input: ImportInput, context: CommandContext): { imports: ImportSummary[] } {
  const { db, clock } = context;
  // All files are understood before the first is stored: a bad one leaves nothing behind.
  const understood = input.files.map((reference, index) => {
    context.progress({ step: 'read', done: index, total: input.files.length });
    return readOne(reference, input, context);
  });
  const folder = join(context.data_folder, ORIGINALS);
  const kept: { undo(): void }[] = [];
  try {
    return transact(db, () => ({
      imports: understood.map(({ chosen, read }) => {
        const at = clock.now();
        read.warnings.unshift(...overlapWarnings(db, chosen, read));
        const earlier = importByContent(db, chosen.sha256);
        if (earlier !== undefined) {
          const params = { import_id: earlier.id, at: istanbulIso(earlier.created_at) };
          read.warnings.unshift({ code: 'same_file', row: null, params });
        }
        const original = keepOriginal(folder, chosen);
        kept.push(original);
        const record = recordOf(chosen, read, context.ids.uuid(), original.stored_file, at);
        insertImport(db, record, read.rows);
        const facts = { file_name: chosen.file_name, sha256: chosen.sha256, bank: read.bank, rows: read.counts.data };
        recordHistory(db, { at, by: context.user, what: 'import.done', subject: record.id, facts });
        return importSummaryOf(record, context.language);
      }),
    }));
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
