import { createHash } from 'node:crypto';
import { type previewContract, type PreviewSummary, previewSummary } from '../../shared/contract/preview.ts';
import type { InputOf } from '../../shared/contract/method.ts';
import { dayOf, daysBetween, endOfDay, istanbulIso, startOfDay } from '../../shared/day.ts';
import type { Scope } from '../../shared/enums.ts';
import { AppError } from '../../shared/errors.ts';
import { z } from 'zod';
import { connectionFor } from './payven.ts';
import { connectorsOf, merchantsOf } from '../db/connection.ts';
import type { ReadableDb } from '../db/database.ts';
import { importById, type ImportedBankRow, importRows } from '../db/imports.ts';
import { previewById, previewLines, type PreviewRecord, savePreview } from '../db/previews.ts';
import { syncedDays, transactionsOfPeriod } from '../db/transactions.ts';
import { countOverlap } from '../domain/bank-file/overlap.ts';
import { canonicalPlan, countVerdicts, type Plan, RULES_VERSION, sumPlan } from '../domain/matching/plan.ts';
import { isMatchable, missingDays, selectRows, startBody } from '../domain/matching/request.ts';
import { matchAsPayven } from '../domain/matching/twin.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { instant, reasonCode, reasonText } from './present.ts';

/** What a plan is made from: everything but the data itself. */
export interface PlanQuestion {
  readonly connection_id: string;
  readonly scope: Scope;
  readonly connector_config_id: string | null;
  readonly merchant_id: string | null;
  readonly from: string;
  readonly to: string;
  readonly import_ids: readonly string[];
}

/**
 * Under Merchant scope the chosen merchant's external id goes out with every row.
 * That is only true of a file of one merchant number.
 */
function merchantExternalId(db: ReadableDb, question: PlanQuestion, rows: readonly ImportedBankRow[]): string | null {
  if (question.scope === 'Connector') return null;
  const numbers = new Set(rows.map((row) => row.bank_merchant_no).filter((number) => number !== null));
  if (numbers.size > 1) throw new AppError('state.several_merchants', { numbers: [...numbers].sort().join(', ') });
  const merchant = merchantsOf(db, question.connection_id).find((each) => each.id === question.merchant_id);
  return merchant?.external_id ?? null;
}

interface BankSide {
  readonly profiles: readonly string[];
  readonly rows: readonly ImportedBankRow[];
}

/** All rows of the files asked about. The same file under two imports would send every row twice. */
function gatherRows(db: ReadableDb, question: PlanQuestion): BankSide {
  const profiles: string[] = [];
  const rows: ImportedBankRow[] = [];
  const contents = new Set<string>();
  for (const id of [...question.import_ids].sort()) {
    const record = importById(db, id);
    if (record === undefined) throw new AppError('usage.unknown_import', { id });
    if (contents.has(record.sha256)) throw new AppError('usage.same_file_twice', { file: record.file_name });
    contents.add(record.sha256);
    profiles.push(record.profile_json);
    for (const row of importRows(db, id, 0, -1)) rows.push(row);
  }
  return { profiles, rows };
}

/** Gathers both sides from the database and computes the plan; deterministic in what is stored. */
export function makePlan(db: ReadableDb, question: PlanQuestion): Plan {
  return planFrom(db, question, gatherRows(db, question));
}

function planFrom(db: ReadableDb, question: PlanQuestion, { profiles, rows }: BankSide): Plan {
  const { connection_id, scope, connector_config_id, merchant_id, from, to } = question;
  const { sent, not_sent } = selectRows(rows, { from, to }, merchantExternalId(db, question, rows));
  const transactions = transactionsOfPeriod(db, {
    connection_id,
    connector_config_id: scope === 'Connector' ? connector_config_id : null,
    merchant_id: scope === 'Merchant' ? merchant_id : null,
    start_at: startOfDay(from),
    end_at: endOfDay(to),
  });
  const lines = matchAsPayven(transactions, sent, { scope, periodEnd: endOfDay(to) });
  return { rules_version: RULES_VERSION, profiles, scope, connector_config_id, merchant_id, from, to, sent, not_sent, lines };
}

/** sha256 of the canonical plan: what is previewed is what is sent, or start refuses. */
export function planHash(plan: Plan): string {
  return createHash('sha256').update(canonicalPlan(plan)).digest('hex');
}

/** How many of the rows to be sent stand in more than one of the files. */
function overlapOf({ sent }: Plan, { rows }: BankSide): number {
  const placeOf = ({ import_id, row }: { readonly import_id: string; readonly row: number }): string => `${import_id}/${row}`;
  const places = new Set(sent.map(placeOf));
  return countOverlap(rows.filter((row) => places.has(placeOf(row))));
}

type Made = Pick<PreviewSummary, 'preview_id' | 'overlapping_rows'> & { readonly now: number };

function summarise(db: ReadableDb, question: PlanQuestion, plan: Plan, { preview_id, overlapping_rows, now }: Made): PreviewSummary {
  const days = syncedDays(db, question.connection_id, plan.from, plan.to);
  const { amounts, buckets } = sumPlan(plan.lines);
  const assumed_rules: Record<string, number> = {};
  for (const rule of plan.lines.flatMap((line) => line.assumptions)) {
    assumed_rules[rule] = (assumed_rules[rule] ?? 0) + 1;
  }
  return {
    preview_id,
    plan_hash: planHash(plan),
    scope: plan.scope,
    connector_config_id: plan.connector_config_id,
    merchant_id: plan.merchant_id,
    from: plan.from,
    to: plan.to,
    import_ids: [...question.import_ids],
    counts: countVerdicts(plan.lines),
    amounts,
    buckets,
    sent: plan.sent.length,
    out_of_period: plan.not_sent.out_of_period,
    not_sent: plan.not_sent,
    overlapping_rows,
    assumed: plan.lines.filter((line) => line.assumptions.length > 0).length,
    assumed_rules,
    matchable: isMatchable(plan),
    data_read_at: istanbulIso(Math.min(...days.map((day) => day.read_at))),
    data_complete: days.every((day) => day.complete === 1),
    request_bytes: Buffer.byteLength(startBody(plan)),
    created_at: istanbulIso(now),
  };
}

type MakeInput = InputOf<(typeof previewContract)['preview.make']>;

/** Checks what was asked against what this computer knows of the connection. */
function questionOf(db: ReadableDb, input: MakeInput): PlanQuestion {
  const connection_id = connectionFor(db, input.connection_id).id;
  const { scope, from, to } = input;
  if (from > to) throw new AppError('usage.range', { from, to });
  const [wanted, known, name] =
    scope === 'Connector'
      ? ([input.connector_config_id, connectorsOf(db, connection_id), 'connector'] as const)
      : ([input.merchant_id, merchantsOf(db, connection_id), 'merchant'] as const);
  if (wanted === undefined) throw new AppError('usage.missing', { name });
  if (known.length > 0 && !known.some((each) => each.id === wanted)) {
    throw new AppError('usage.unknown_scope', { name, id: wanted, known: known.map((each) => each.id).join(', ') });
  }
  const missing = missingDays(from, to, syncedDays(db, connection_id, from, to).map((day) => day.day));
  if (missing.length > 0) {
    throw new AppError('state.not_synced', { from, to, days: missing.length, of: daysBetween(from, to).length });
  }
  return {
    connection_id,
    scope,
    connector_config_id: scope === 'Connector' ? wanted : null,
    merchant_id: scope === 'Merchant' ? wanted : null,
    from,
    to,
    import_ids: [...new Set(input.import_ids)],
  };
}

function make(input: MakeInput, context: CommandContext): PreviewSummary {
  const { db, clock } = context;
  const question = questionOf(db, input);
  const bank = gatherRows(db, question);
  const plan = planFrom(db, question, bank);
  const now = clock.now();
  const overlapping_rows = question.import_ids.length > 1 ? overlapOf(plan, bank) : 0;
  const summary = summarise(db, question, plan, { preview_id: context.ids.uuid(), overlapping_rows, now });
  const record: PreviewRecord = {
    id: summary.preview_id,
    connection_id: question.connection_id,
    scope: plan.scope,
    connector_config_id: plan.connector_config_id,
    merchant_id: plan.merchant_id,
    from_day: plan.from,
    to_day: plan.to,
    import_ids_json: JSON.stringify(question.import_ids),
    plan_hash: summary.plan_hash,
    summary_json: JSON.stringify(summary),
    created_at: now,
  };
  const facts = { plan_hash: summary.plan_hash, from: plan.from, to: plan.to, sent: summary.sent, ...summary.counts };
  savePreview(db, record, plan.lines, { at: now, by: context.user, facts });
  return summary;
}

/** A stored preview with the question it answered. Throws AppError('usage.unknown_preview'). */
export function storedPreview(db: ReadableDb, id: string): { record: PreviewRecord; summary: PreviewSummary; question: PlanQuestion } {
  const record = previewById(db, id);
  if (record === undefined) throw new AppError('usage.unknown_preview', { id });
  const { connection_id, scope, connector_config_id, merchant_id, from_day: from, to_day: to } = record;
  const import_ids = z.array(z.string()).parse(JSON.parse(record.import_ids_json));
  return {
    record,
    summary: previewSummary.parse(JSON.parse(record.summary_json)),
    question: { connection_id, scope, connector_config_id, merchant_id, from, to, import_ids },
  };
}

export const previewHandlers = {
  'preview.make': make,
  'preview.lines': ({ preview_id, verdict, offset, limit }, { db, language }) => {
    storedPreview(db, preview_id);
    const { total, lines } = previewLines(db, { preview_id, verdict: verdict ?? null, offset, limit });
    return {
      total,
      lines: lines.map(({ line: { reason, assumptions, ...line }, facts }) => ({
        ...line,
        payven_created: instant(facts.payven_created_at),
        bank_date: facts.bank_at === null || facts.bank_time_known === 1 ? instant(facts.bank_at) : dayOf(facts.bank_at),
        auth_code: facts.auth_code,
        card: facts.card,
        reason_code: reasonCode({ ...line, reason }),
        reason: reasonText(language, { ...line, reason }),
        assumptions: [...assumptions],
      })),
    };
  },
} satisfies HandlersOf<typeof previewContract>;
