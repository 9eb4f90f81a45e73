import type { ReconciliationDetail } from '../../shared/contract/reconciliation.ts';
import type { workbookContract } from '../../shared/contract/workbook.ts';
import { countKeyOf } from '../../shared/contract/preview.ts';
import { discrepancies } from '../../shared/enums.ts';
import { sumKurus } from '../../shared/money.ts';
import { say } from '../../shared/text/say.ts';
import type { Language } from '../../shared/text/language.ts';
import { recordHistory } from '../db/history.ts';
import { importById } from '../db/imports.ts';
import { previewById } from '../db/previews.ts';
import type { KeptReconciliation } from '../db/reconciliations.ts';
import { writeWhole } from '../files/disk.ts';
import { type CellValue, type SheetContent, writeWorkbook } from '../files/write-workbook.ts';
import { inTurns, type Steps } from '../files/steps.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { refuseOwnFile } from './own-files.ts';
import { keptReconciliation, presentedDetails, reconciliationSummaryOf } from './reconciliation.ts';
import { z } from 'zod';

const text = (value: string | null | undefined): CellValue => (value === null || value === undefined ? null : { text: value });
const kurus = (value: number | null | undefined): CellValue => (value === null || value === undefined ? null : { kurus: value });
const count = (value: number | null | undefined): CellValue => (value === null || value === undefined ? null : { count: value });
const day = (value: string | null | undefined): CellValue => (value === null || value === undefined ? null : { day: value });
const instant = (value: string | null | undefined): CellValue =>
  value === null || value === undefined ? null : { instant: Date.parse(value) };

interface Column {
  /** Names the heading in the text catalogue. */
  readonly name: string;
  readonly width: number;
  readonly value: (detail: ReconciliationDetail, language: Language) => CellValue;
}

const named = (language: Language, group: string, value: string | null): CellValue =>
  value === null ? null : { text: say(language, `${group}.${value}`) };

/** The bank's instant, or its day where the file gives no time. */
function bankDate(detail: ReconciliationDetail): CellValue {
  const at = detail.bank?.transaction_date ?? null;
  return at === null || detail.bank?.time_known === true ? instant(at) : day(at.slice(0, 10));
}

/** Bank minus Payven, kuruş; only where both sides stand. */
function difference({ db_amount, bank_amount }: ReconciliationDetail): CellValue {
  return db_amount === null || bank_amount === null ? null : { kurus: bank_amount - db_amount };
}

const COLUMNS: readonly Column[] = [
  { name: 'verdict', width: 18, value: (d, language) => named(language, 'verdict', d.discrepancy) },
  { name: 'payven_date', width: 20, value: (d) => instant(d.payven?.created) },
  { name: 'payven_amount', width: 14, value: (d) => kurus(d.db_amount) },
  { name: 'payven_status', width: 14, value: (d, language) => named(language, 'transaction_status', d.db_status) },
  { name: 'bank_date', width: 20, value: bankDate },
  { name: 'bank_amount', width: 14, value: (d) => kurus(d.bank_amount) },
  { name: 'bank_status', width: 13, value: (d, language) => named(language, 'bank_status', d.bank_status) },
  { name: 'difference', width: 12, value: difference },
  { name: 'auth_code', width: 13, value: (d) => text(d.payven?.auth_code ?? d.bank?.auth_code) },
  { name: 'card', width: 20, value: (d) => text(d.payven?.masked_card_number ?? d.bank?.card) },
  { name: 'reason', width: 52, value: (d) => text(d.reason) },
  { name: 'detail_status', width: 16, value: (d, language) => named(language, 'detail_status', d.detail_status) },
  { name: 'decision', width: 20, value: (d, language) => named(language, 'action', actionOf(d)) },
  { name: 'adjusted_amount', width: 15, value: (d) => kurus(d.adjusted_amount) },
  { name: 'applied_status', width: 15, value: (d, language) => named(language, 'transaction_status', d.applied_status) },
  { name: 'remarks', width: 36, value: (d) => text(d.remarks) },
  { name: 'decided_by', width: 18, value: (d) => text(d.decision?.decided_by) },
  { name: 'resolved_by', width: 24, value: (d) => text(d.resolved_by) },
  { name: 'resolved_at', width: 20, value: (d) => instant(d.resolved_at) },
  { name: 'merchant', width: 24, value: (d) => text(d.payven?.merchant_name) },
  { name: 'bank_merchant_no', width: 16, value: (d) => text(d.bank?.bank_merchant_no) },
  { name: 'terminal', width: 13, value: (d) => text(d.bank?.terminal) },
  { name: 'commission', width: 12, value: (d) => kurus(d.bank?.commission) },
  { name: 'net', width: 14, value: (d) => kurus(d.bank?.net) },
  { name: 'value_date', width: 12, value: (d) => day(d.bank?.value_date) },
  { name: 'bank_transaction_id', width: 24, value: (d) => text(d.bank_transaction_id) },
  { name: 'provider_transaction_id', width: 24, value: (d) => text(d.payven?.provider_transaction_id) },
  { name: 'transaction_id', width: 38, value: (d) => text(d.transaction_id) },
  { name: 'bank_file', width: 28, value: (d) => text(d.bank?.file_name) },
  { name: 'bank_row', width: 9, value: (d) => count(d.bank?.row) },
  { name: 'bank_parts', width: 14, value: (d) => text(d.bank_parts.map((part) => part.row).join(', ') || null) },
  { name: 'detail_id', width: 38, value: (d) => text(d.id) },
];

const actionOf = (detail: ReconciliationDetail): string | null =>
  detail.resolution_action === 'None' ? null : detail.resolution_action;

function detailSheet(details: readonly ReconciliationDetail[], language: Language): SheetContent {
  const header = COLUMNS.map((column): CellValue => ({ heading: say(language, `column.${column.name}`) }));
  return {
    name: say(language, 'workbook.details'),
    widths: COLUMNS.map((column) => column.width),
    rows: [header, ...details.map((detail) => COLUMNS.map((column) => column.value(detail, language)))],
    filter: true,
  };
}

function summarySheet(context: CommandContext, kept: KeptReconciliation, details: readonly ReconciliationDetail[]): SheetContent {
  const { language, db } = context;
  const summary = reconciliationSummaryOf(db, kept);
  const label = (name: string): CellValue => ({ text: say(language, `summary.${name}`) });
  const heading = (name: string): CellValue => ({ heading: say(language, `summary.${name}`) });
  const sum = (verdict: string, side: 'db_amount' | 'bank_amount'): number =>
    sumKurus(details.map((detail) => (detail.discrepancy === verdict ? (detail[side] ?? 0) : 0)));
  const actions = Map.groupBy(details, actionOf);
  return {
    name: say(language, 'workbook.summary'),
    widths: [34, 42, 20, 20, 16],
    filter: false,
    rows: [
      [heading('title'), heading('value'), heading('payven_amount'), heading('bank_amount'), heading('difference')],
      [label('reconciliation'), text(kept.id)],
      [label('status'), named(language, 'overall_status', kept.overall_status)],
      [label('connector'), text(kept.connector_config_name ?? kept.merchant_name)],
      [label('period_start'), day(summary.period_start.slice(0, 10))],
      [label('period_end'), day(summary.period_end.slice(0, 10))],
      [label('created'), instant(summary.created)],
      [label('finalized_at'), instant(summary.finalized_at)],
      [label('finalized_by'), text(summary.finalized_by)],
      [label('notes'), text(summary.notes)],
      ...sourceFiles(context, kept).map((name): CellValue[] => [label('bank_file'), text(name)]),
      [label('exported_at'), instant(new Date(context.clock.now()).toISOString())],
      [label('exported_by'), text(context.user)],
      [],
      [heading('verdict'), heading('rows'), heading('payven_amount'), heading('bank_amount'), heading('difference')],
      ...discrepancies.map((verdict): CellValue[] => [
        { text: say(language, `verdict.${verdict}`) },
        { count: summary.counts[countKeyOf[verdict]] },
        { kurus: sum(verdict, 'db_amount') },
        { kurus: sum(verdict, 'bank_amount') },
        { kurus: sum(verdict, 'bank_amount') - sum(verdict, 'db_amount') },
      ]),
      [
        label('total'),
        { count: details.length },
        { kurus: kept.total_db_amount },
        { kurus: kept.total_bank_amount },
        { kurus: kept.total_bank_amount - kept.total_db_amount },
      ],
      [],
      [heading('decision'), heading('rows'), null, null, null],
      ...[...actions].map(([action, rows]): CellValue[] => [
        action === null ? label('no_decision') : { text: say(language, `action.${action}`) },
        { count: rows.length },
      ]),
    ],
  };
}

function sourceFiles({ db }: CommandContext, kept: KeptReconciliation): string[] {
  const preview = kept.preview_id === null ? undefined : previewById(db, kept.preview_id);
  if (preview === undefined) return [];
  const ids = z.array(z.string()).parse(JSON.parse(preview.import_ids_json));
  return ids.map((id) => importById(db, id)?.file_name ?? id);
}

/** Details read at once: after each such piece the export can be left. */
const PIECE = 2_000;

/** Every detail of a reconciliation, a piece at a time. */
function* readDetails({ db, language, progress }: CommandContext, kept: KeptReconciliation): Steps<ReconciliationDetail[]> {
  const all: ReconciliationDetail[] = [];
  for (;;) {
    const { total, details } = presentedDetails(db, kept, {}, { offset: all.length, limit: PIECE }, language);
    all.push(...details);
    progress({ step: 'export', done: all.length, total });
    // After the last piece as well: nothing is written yet.
    yield;
    if (details.length === 0 || all.length >= total) return all;
  }
}

export const workbookHandlers = {
  'workbook.export': async ({ reconciliation_id, file }, context) => {
    const { db, clock, language } = context;
    const kept = keptReconciliation(db, reconciliation_id);
    const path = context.files.toWrite(file);
    refuseOwnFile(context.data_folder, path);
    const details = await context.alone(() => inTurns(readDetails(context, kept), context.signal));
    const sheets = [summarySheet(context, kept, details), detailSheet(details, language)];
    writeWhole(path, writeWorkbook(sheets));
    const facts = { rows: details.length };
    recordHistory(db, { at: clock.now(), by: context.user, what: 'workbook.exported', subject: kept.id, facts });
    return { file: path, rows: details.length, sheets: sheets.map((sheet) => sheet.name) };
  },
} satisfies HandlersOf<typeof workbookContract>;
