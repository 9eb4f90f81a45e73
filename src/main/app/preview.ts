import { createHash } from 'node:crypto';
import { type previewContract, type PreviewSummary, previewSummary } from '../../shared/contract/preview.ts';
import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import { dayOf, daysBetween, endOfDay, istanbulIso, startOfDay } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { ApartReason } from '../../shared/instalments.ts';
import { z } from 'zod';
import { connectionFor } from './payven.ts';
import { connectorsOf, merchantsOf } from '../db/connection.ts';
import type { ReadableDb } from '../db/database.ts';
import type { ImportedBankRow } from '../db/imports.ts';
import { previewById, previewLines, type PreviewRecord, savePreview } from '../db/previews.ts';
import { syncedDays, transactionsOfPeriod } from '../db/transactions.ts';
import { countOverlap } from '../domain/bank-file/overlap.ts';
import { canonicalPlan, countVerdicts, type Plan, RULES_VERSION, sumPlan } from '../domain/matching/plan.ts';
import { isMatchable, missingDays, selectRows, startBody } from '../domain/matching/request.ts';
import { matchAsPayven } from '../domain/matching/twin.ts';
import { type BankSide, gatherBankSide, type PlanQuestion } from './bank-side.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { instant, presentRow, reasonCode, reasonText } from './present.ts';

/** Gathers both sides from the database and computes the plan; deterministic in what is stored. */
export function makePlan(db: ReadableDb, question: PlanQuestion): Plan {
  return planFrom(db, question, gatherBankSide(db, question)).plan;
}

interface Planned {
  readonly plan: Plan;
  readonly instalments_apart: PreviewSummary['instalments_apart'];
}

function planFrom(db: ReadableDb, question: PlanQuestion, { profiles, rows, rules }: BankSide): Planned {
  const { connection_id, scope, connector_config_id, merchant_id, from, to } = question;
  const instalments_apart: PreviewSummary['instalments_apart'] = {};
  const { sent, not_sent } = selectRows(rows, { from, to }, rules, (_, __, reason) => {
    if (reason !== null) instalments_apart[reason] = (instalments_apart[reason] ?? 0) + 1;
  });
  const transactions = transactionsOfPeriod(db, {
    connection_id,
    connector_config_id: scope === 'Connector' ? connector_config_id : null,
    merchant_id: scope === 'Merchant' ? merchant_id : null,
    start_at: startOfDay(from),
    end_at: endOfDay(to),
  });
  const lines = matchAsPayven(transactions, sent, { scope, periodEnd: endOfDay(to) });
  const plan = { rules_version: RULES_VERSION, profiles, scope, connector_config_id, merchant_id, from, to, sent, not_sent, lines };
  return { plan, instalments_apart };
}

/** sha256 of the canonical plan: what is previewed is what is sent, or start refuses. */
export function planHash(plan: Plan): string {
  return createHash('sha256').update(canonicalPlan(plan)).digest('hex');
}

/** How many of the rows to be sent stand in more than one of the files. */
function overlapOf({ sent }: Plan, { rows }: BankSide): number {
  const placeOf = ({ import_id, row }: { readonly import_id: string; readonly row: number }): string => `${import_id}/${row}`;
  const places = new Set(sent.flatMap((row) => (row.parts ?? [row]).map(placeOf)));
  return countOverlap(rows.filter((row) => places.has(placeOf(row))));
}

type Made = Pick<PreviewSummary, 'preview_id' | 'overlapping_rows' | 'instalments_apart' | 'merchant_numbers' | 'merchants_unclear'> & {
  readonly now: number;
};

function summarise(db: ReadableDb, question: PlanQuestion, plan: Plan, { now, ...made }: Made): PreviewSummary {
  const days = syncedDays(db, question.connection_id, plan.from, plan.to);
  const { amounts, buckets } = sumPlan(plan.lines);
  const assumed_rules: Record<string, number> = {};
  for (const rule of plan.lines.flatMap((line) => line.assumptions)) {
    assumed_rules[rule] = (assumed_rules[rule] ?? 0) + 1;
  }
  return {
    ...made,
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
    several_merchants: question.several_merchants,
    assumed: plan.lines.filter((line) => line.assumptions.length > 0).length,
    assumed_rules,
    matchable: isMatchable(plan),
    data_read_at: istanbulIso(Math.min(...days.map((day) => day.read_at))),
    // A day that is over and was read before its end lacks what came after.
    data_complete: days.every(({ day, complete, as_of_at }) => complete === 1 && (as_of_at > endOfDay(day) || endOfDay(day) >= now)),
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
    several_merchants: input.several_merchants ?? null,
  };
}

/** Makes and stores the preview of a question that was checked. */
export function previewOf(context: CommandContext, question: PlanQuestion): PreviewSummary {
  const { db, clock } = context;
  const bank = gatherBankSide(db, question);
  const { plan, instalments_apart } = planFrom(db, question, bank);
  const now = clock.now();
  const overlapping_rows = question.import_ids.length > 1 ? overlapOf(plan, bank) : 0;
  const summary = summarise(db, question, plan, {
    preview_id: context.ids.uuid(),
    overlapping_rows,
    instalments_apart,
    merchant_numbers: bank.merchant_numbers,
    merchants_unclear: bank.merchants_unclear,
    now,
  });
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
  if (record.import_undone_at !== null) throw new AppError('state.import_undone', { id });
  const { connection_id, scope, connector_config_id, merchant_id, from_day: from, to_day: to } = record;
  const import_ids = z.array(z.string()).parse(JSON.parse(record.import_ids_json));
  const summary = previewSummary.parse(JSON.parse(record.summary_json));
  const { several_merchants } = summary;
  return { record, summary, question: { connection_id, scope, connector_config_id, merchant_id, from, to, import_ids, several_merchants } };
}

type NotSentInput = InputOf<(typeof previewContract)['preview.not_sent']>;

/** The rows of one bucket, chosen anew from the imports as they stand. */
function notSentRows({ preview_id, bucket, offset, limit }: NotSentInput, db: ReadableDb): OutputOf<(typeof previewContract)['preview.not_sent']> {
  const { question } = storedPreview(db, preview_id);
  const { rows, rules } = gatherBankSide(db, question);
  const kept: { row: ImportedBankRow; apart: ApartReason | null }[] = [];
  selectRows(rows, question, rules, (row, found, apart) => {
    if (found === bucket) kept.push({ row: row as ImportedBankRow, apart });
  });
  const shown = kept.slice(offset, offset + limit).map(({ row, apart }) => ({ ...presentRow(row), apart }));
  return { total: kept.length, rows: shown };
}

export const previewHandlers = {
  'preview.make': (input, context) => previewOf(context, questionOf(context.db, input)),
  'preview.not_sent': (input, { db }) => notSentRows(input, db),
  'preview.lines': ({ preview_id, verdict, offset, limit }, { db, language }) => {
    storedPreview(db, preview_id);
    const { total, lines } = previewLines(db, { preview_id, verdict: verdict ?? null, offset, limit });
    return {
      total,
      lines: lines.map(({ line: { reason, assumptions, parts, ...line }, facts }) => ({
        ...line,
        payven_created: instant(facts.payven_created_at),
        bank_date: facts.bank_at === null || facts.bank_time_known === 1 ? instant(facts.bank_at) : dayOf(facts.bank_at),
        auth_code: facts.auth_code,
        card: facts.card,
        reason_code: reasonCode({ ...line, reason }),
        reason: reasonText(language, { ...line, reason }),
        assumptions: [...assumptions],
        parts: [...(parts ?? [])],
      })),
    };
  },
} satisfies Omit<HandlersOf<typeof previewContract>, 'preview.by_day'>;
