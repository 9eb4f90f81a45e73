import { join } from 'node:path';
import { z } from 'zod';
import type { BankRow } from '../../shared/bank-row.ts';
import type { importChangeContract } from '../../shared/contract/import-change.ts';
import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import { istanbulIso } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { instalmentRows } from '../../shared/instalments.ts';
import { type ReadableDb, transact } from '../db/database.ts';
import { type Facts, recordHistory } from '../db/history.ts';
import { type ChangeRecord, changesOf, recordChange, recountImport, rejectedCellsOf } from '../db/import-changes.ts';
import { importById, type ImportRecord, importRow, importRows, replaceRow } from '../db/imports.ts';
import { isImportSent, removeImport, startedFromImport } from '../db/undo-import.ts';
import { markInstalmentParts } from '../domain/bank-file/instalments.ts';
import { type MendedRow, mendRow, thawReading, typedValues } from '../domain/bank-file/mend-row.ts';
import { forgetOriginal } from '../files/disk.ts';
import { importSummaryOf, ORIGINALS } from './bank-file.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { presentRow } from './present.ts';

type Changed = OutputOf<(typeof importChangeContract)['import.mend']>;
type Values = Readonly<Record<string, string>>;

const values = z.record(z.string(), z.string());
const textOf = (json: string): Values => values.parse(JSON.parse(json));

function knownImport(db: ReadableDb, id: string): ImportRecord {
  const record = importById(db, id);
  if (record === undefined) throw new AppError('usage.unknown_import', { id });
  return record;
}

/** What a reconciliation rests on stays as it is. */
function refuseUsed(db: ReadableDb, record: ImportRecord): void {
  const reconciliation_id = startedFromImport(db, record.id);
  const file = record.file_name;
  if (reconciliation_id !== undefined) throw new AppError('state.import_used', { file, reconciliation_id });
  if (isImportSent(db, record.id)) throw new AppError('state.import_under_way', { file });
}

/** Reads a rejected row of the file again, with typed values in place of its cells or as it stands. */
function reread(db: ReadableDb, record: ImportRecord, row: number, typed: Values): MendedRow {
  const rejected = rejectedCellsOf(db, record.id, row);
  if (rejected === undefined) throw new AppError('usage.row_not_rejected', { row, file: record.file_name });
  if (record.reading_json === null) throw new AppError('state.not_mendable', { row, file: record.file_name });
  return mendRow(thawReading(record.reading_json), record.sheet, rejected, typedValues(typed));
}

const hasInstalments = ({ installment_no, installment_count }: BankRow): boolean => (installment_no ?? 1) > 1 || (installment_count ?? 1) > 1;

/** Stores a changed row and what follows from it: the marks of instalments, the counts and the sums. */
function storeRow({ db }: CommandContext, record: ImportRecord, before: BankRow, row: BankRow): void {
  replaceRow(db, record.id, row);
  if (hasInstalments(before) || hasInstalments(row)) {
    const rows = importRows(db, record.id, 0, -1);
    const marked = markInstalmentParts(rows, z.enum(instalmentRows).parse(record.instalments));
    for (const [index, each] of marked.entries()) if (each !== rows[index]) replaceRow(db, record.id, each);
  }
}

/** The changes of a row that still hold, oldest first. */
function openChanges(db: ReadableDb, importId: string, row: number): ChangeRecord[] {
  return changesOf(db, importId, row).filter((each) => each.what !== 'taken_back' && each.undone === null);
}

/** The row as the file and the last change that holds make it. */
function rowAsItStands(db: ReadableDb, record: ImportRecord, stored: BankRow): BankRow {
  const last = openChanges(db, record.id, stored.row).at(-1);
  if (last?.what === 'mended') return reread(db, record, stored.row, textOf(last.values_json)).row;
  const asInFile = stored.kind === 'rejected' ? stored : reread(db, record, stored.row, {}).row;
  return { ...asInFile, left_out: last?.what === 'left_out' };
}

interface Step extends Pick<ChangeRecord, 'row' | 'what' | 'reason' | 'takes_back'> {
  readonly values: Values;
  readonly before: Values;
}

/** Records changes and applies them, in one transaction with their entry in the history. */
function change(context: CommandContext, record: ImportRecord, steps: readonly Step[], history: { what: string; facts: Facts }): Changed {
  const { db, clock, user, language } = context;
  const change_ids = transact(db, () => {
    const at = clock.now();
    const ids = steps.map(({ values: typed, before, ...step }) => {
      const old = importRow(db, record.id, step.row);
      if (old === undefined) throw new AppError('usage.row_not_rejected', { row: step.row, file: record.file_name });
      const texts = { values_json: JSON.stringify(typed), before_json: JSON.stringify(before) };
      const id = recordChange(db, { import_id: record.id, at, by: user, ...step, ...texts });
      storeRow(context, record, old, rowAsItStands(db, record, old));
      return id;
    });
    recountImport(db, record.id);
    recordHistory(db, { at, by: user, subject: record.id, what: history.what, facts: { file_name: record.file_name, ...history.facts } });
    return ids;
  });
  const rows = steps.map(({ row }) => importRow(db, record.id, row)).filter((row) => row !== undefined);
  return { import: importSummaryOf(knownImport(db, record.id), language), rows: rows.map(presentRow), change_ids };
}

function mend(input: InputOf<(typeof importChangeContract)['import.mend']>, context: CommandContext): Changed {
  const { db } = context;
  const record = knownImport(db, input.import_id);
  const last = openChanges(db, record.id, input.row).at(-1);
  // A row mended once more keeps what was typed before.
  const earlier = last?.what === 'mended' ? last : undefined;
  const typed = { ...(earlier && textOf(earlier.values_json)), ...input.values };
  if (Object.keys(input.values).length === 0) throw new AppError('usage.missing', { name: 'values' });
  const { before } = reread(db, record, input.row, typed);
  const step = { row: input.row, what: 'mended' as const, values: typed, before, reason: input.reason ?? null, takes_back: null };
  const facts = { row: input.row, fields: Object.keys(input.values).join(', ') };
  return change(context, record, [step], { what: 'import.mended', facts });
}

function leaveOut({ import_id, rows, reason }: InputOf<(typeof importChangeContract)['import.leave_out']>, context: CommandContext): Changed {
  const { db } = context;
  const record = knownImport(db, import_id);
  const steps = [...new Set(rows)].map((row): Step => {
    const stored = importRow(db, record.id, row);
    if (stored?.kind !== 'rejected' || stored.left_out) throw new AppError('usage.row_not_rejected', { row, file: record.file_name });
    return { row, what: 'left_out', values: {}, before: {}, reason, takes_back: null };
  });
  return change(context, record, steps, { what: 'import.left_out', facts: { rows: steps.length, reason } });
}

function takeBack({ import_id, change_id }: InputOf<(typeof importChangeContract)['import.take_back']>, context: CommandContext): Changed {
  const { db } = context;
  const record = knownImport(db, import_id);
  const taken = changesOf(db, import_id).find((each) => each.id === change_id && each.what !== 'taken_back' && each.undone === null);
  if (taken === undefined) throw new AppError('usage.unknown_change', { id: change_id });
  refuseUsed(db, record);
  const step: Step = { row: taken.row, what: 'taken_back', values: {}, before: textOf(taken.values_json), reason: null, takes_back: taken.id };
  return change(context, record, [step], { what: 'import.change_taken_back', facts: { row: taken.row } });
}

function undo({ import_id }: InputOf<(typeof importChangeContract)['import.undo']>, context: CommandContext): OutputOf<(typeof importChangeContract)['import.undo']> {
  const { db, clock, user, data_folder } = context;
  const { record, rows, previews, file_is_free } = transact(db, () => {
    const known = knownImport(db, import_id);
    refuseUsed(db, known);
    const at = clock.now();
    const count = importSummaryOf(known, context.language).rows.data;
    const removed = removeImport(db, import_id, at);
    const facts = { file_name: known.file_name, sha256: known.sha256, rows: count, previews: removed.previews };
    recordHistory(db, { at, by: user, what: 'import.undone', subject: import_id, facts });
    return { record: known, rows: count, ...removed };
  });
  // Only now: a file that is still there does no harm, rows without their file would.
  if (file_is_free) forgetOriginal(join(data_folder, ORIGINALS), record.stored_file);
  return { import_id, rows, previews, file_removed: file_is_free };
}

export const importChangeHandlers = {
  'import.mend': mend,
  'import.leave_out': leaveOut,
  'import.take_back': takeBack,
  'import.changes': ({ import_id }, { db }) => ({
    changes: changesOf(db, knownImport(db, import_id).id).map(({ id, at, values_json, before_json, undone, ...each }) => ({
      ...each,
      change_id: id,
      at: istanbulIso(at),
      values: textOf(values_json),
      before: textOf(before_json),
      taken_back: undone !== null,
    })),
  }),
  'import.undo': undo,
} satisfies HandlersOf<typeof importChangeContract>;
