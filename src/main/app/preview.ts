import { createHash } from 'node:crypto';
import { type NotSent, type previewContract, type PreviewSummary, previewSummary } from '../../shared/contract/preview.ts';
import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import { dayOf, daysBetween, endOfDay, istanbulIso } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import { isProven } from '../../shared/proof.ts';
import type { ApartReason } from '../../shared/instalments.ts';
import { z } from 'zod';
import { connectionFor } from './payven.ts';
import { connectorsOf, merchantsOf } from '../db/connection.ts';
import type { ReadableDb } from '../db/database.ts';
import { type ImportedBankRow, importRow } from '../db/imports.ts';
import { causeOfLine, previewById, previewLine, previewLines, type PreviewRecord, savePreview } from '../db/previews.ts';
import { countElsewhere, listElsewhere } from '../db/proof.ts';
import { columnsOfPeriod, syncedDays, transactionsOfPeriod } from '../db/transactions.ts';
import { finish, inTurns, type Steps } from '../files/steps.ts';
import { countOverlap } from '../domain/bank-file/overlap.ts';
import { columnsOfRows } from '../domain/matching/columns.ts';
import { linesOf } from '../domain/matching/plan-columns.ts';
import { canonicalPieces, countVerdicts, type Plan, RULES_VERSION, sumPlan } from '../domain/matching/plan.ts';
import { isMatchable, missingDays, selectRows, startPieces } from '../domain/matching/request.ts';
import { notConsideredFor } from '../domain/matching/considered.ts';
import { matchColumns } from '../domain/matching/twin.ts';
import { type BankSide, gatherBankSide, type PlanQuestion } from './bank-side.ts';
import type { CommandContext, HandlersOf } from './context.ts';
import { causeWords, explainPlan, periodAsked, type Planned, presentSuggestions, provePlan } from './evidence.ts';
import { instant, presentRow, presentTransaction, reasonCode, reasonText } from './present.ts';

/**
 * Gathers both sides from the database and computes the plan; deterministic in what is
 * stored. Throws AppError('state.unaccounted') where its proof leaves something open.
 */
export function makeProvenPlan(db: ReadableDb, question: PlanQuestion): Plan {
  const planned = planFrom(db, question, gatherBankSide(db, question));
  const { bank, payven } = provePlan(db, question, planned);
  if (!isProven({ bank, payven })) {
    throw new AppError('state.unaccounted', { bank: bank.unaccounted.rows, payven: payven.unaccounted.rows, where: [...bank.where, ...payven.where].join(', ') });
  }
  return planned.plan;
}

function planFrom(
  db: ReadableDb,
  question: PlanQuestion,
  { profiles, rows, rules }: BankSide,
): Planned & Pick<PreviewSummary, 'instalments_apart'> {
  const { scope, connector_config_id, merchant_id, from, to } = question;
  const instalments_apart: PreviewSummary['instalments_apart'] = {};
  const kept = new Map<ImportedBankRow, keyof NotSent>();
  const { sent, not_sent } = selectRows(rows, { from, to }, rules, (row, bucket, reason) => {
    kept.set(row as ImportedBankRow, bucket);
    if (reason !== null) instalments_apart[reason] = (instalments_apart[reason] ?? 0) + 1;
  });
  const matching = matchColumns(columnsOfPeriod(db, periodAsked(question)), columnsOfRows(sent), { scope, periodEnd: endOfDay(to) });
  const lines = linesOf(matching);
  const plan = { rules_version: RULES_VERSION, profiles, scope, connector_config_id, merchant_id, from, to, sent, not_sent, lines };
  return { plan, matching, rows, kept, instalments_apart };
}

/** sha256 of the canonical plan: what is previewed is what is sent, or start refuses. */
export function planHash(plan: Plan): string {
  const hash = createHash('sha256');
  for (const piece of canonicalPieces(plan)) hash.update(piece);
  return hash.digest('hex');
}

function bytesOf(pieces: Iterable<string>): number {
  let bytes = 0;
  for (const piece of pieces) bytes += Buffer.byteLength(piece);
  return bytes;
}

/** How many of the rows to be sent stand in more than one of the files. */
function overlapOf({ sent }: Plan, { rows }: BankSide): number {
  const placeOf = ({ import_id, row }: { readonly import_id: string; readonly row: number }): string => `${import_id}/${row}`;
  const places = new Set(sent.flatMap((row) => (row.parts ?? [row]).map(placeOf)));
  return countOverlap(rows.filter((row) => places.has(placeOf(row))));
}

type Made = Pick<
  PreviewSummary,
  'preview_id' | 'overlapping_rows' | 'instalments_apart' | 'merchant_numbers' | 'merchants_unclear' | 'causes' | 'suggestions' | 'proof'
> & {
  readonly now: number;
};

function summarise(db: ReadableDb, question: PlanQuestion, plan: Plan, { now, ...made }: Made): PreviewSummary {
  const days = syncedDays(db, question.connection_id, plan.from, plan.to);
  const { amounts, buckets } = sumPlan(plan.lines);
  const assumed_rules: Record<string, number> = {};
  for (const { assumptions } of plan.lines) for (const rule of assumptions) assumed_rules[rule] = (assumed_rules[rule] ?? 0) + 1;
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
    request_bytes: bytesOf(startPieces(plan)),
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

/** Gathered, matched, explained, stored. */
const PREVIEW_STEPS = 4;

/** As {@link previewOf}, in steps that are shown and can be left: nothing is stored before the last. */
function* previewSteps(context: CommandContext, question: PlanQuestion, onStep: (done: number) => void): Steps<PreviewSummary> {
  const { db, clock } = context;
  const bank = gatherBankSide(db, question);
  onStep(1);
  yield;
  const planned = planFrom(db, question, bank);
  onStep(2);
  yield;
  const { plan, instalments_apart } = planned;
  const now = clock.now();
  const { evidence, causes, suggestions } = explainPlan(db, question, planned, dayOf(now));
  onStep(3);
  yield;
  const overlapping_rows = question.import_ids.length > 1 ? overlapOf(plan, bank) : 0;
  const summary = summarise(db, question, plan, {
    preview_id: context.ids.uuid(),
    overlapping_rows,
    instalments_apart,
    merchant_numbers: bank.merchant_numbers,
    merchants_unclear: bank.merchants_unclear,
    causes,
    suggestions,
    proof: provePlan(db, question, planned),
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
    // Beyond what is shown: the report on Payven's answer names the rules the plan was made by.
    summary_json: JSON.stringify({ ...summary, rules_version: plan.rules_version }),
    created_at: now,
  };
  const facts = { plan_hash: summary.plan_hash, from: plan.from, to: plan.to, sent: summary.sent, ...summary.counts };
  savePreview(db, record, plan.lines, evidence, { at: now, by: context.user, facts });
  return summary;
}

/** Makes and stores the preview of a question that was checked. */
export function previewOf(context: CommandContext, question: PlanQuestion): PreviewSummary {
  return finish(previewSteps(context, question, () => undefined));
}

function makePreview(input: MakeInput, context: CommandContext): Promise<PreviewSummary> {
  const onStep = (done: number): void => context.progress({ step: 'match', done, total: PREVIEW_STEPS });
  onStep(0);
  return inTurns(previewSteps(context, questionOf(context.db, input), onStep), context.signal);
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
  const kept: { import_id: string; row: number; apart: ApartReason | null }[] = [];
  selectRows(rows, question, rules, ({ import_id, row }, found, apart) => {
    if (found === bucket) kept.push({ import_id, row, apart });
  });
  const shown = kept.slice(offset, offset + limit).flatMap(({ import_id, row, apart }) => {
    const whole = importRow(db, import_id, row);
    return whole === undefined ? [] : [{ ...presentRow(whole), apart }];
  });
  return { total: kept.length, rows: shown };
}

type NotConsideredInput = InputOf<(typeof previewContract)['preview.not_considered']>;

/** Transactions of the period that take no part, by reason, as they are now. */
function notConsideredTransactions(
  { preview_id, bucket, offset, limit }: NotConsideredInput,
  db: ReadableDb,
): OutputOf<(typeof previewContract)['preview.not_considered']> {
  const { question } = storedPreview(db, preview_id);
  const period = periodAsked(question);
  if (bucket === 'other_scope') {
    const transactions = listElsewhere(db, period, { offset, limit }).map(presentTransaction);
    return { total: countElsewhere(db, period).rows, transactions };
  }
  const apart = transactionsOfPeriod(db, period).filter((each) => notConsideredFor(each) === bucket);
  return { total: apart.length, transactions: apart.slice(offset, offset + limit).map(presentTransaction) };
}

export const previewHandlers = {
  'preview.make': makePreview,
  'preview.not_sent': (input, { db }) => notSentRows(input, db),
  'preview.not_considered': (input, { db }) => notConsideredTransactions(input, db),
  'preview.suggestions': ({ preview_id, line: number }, { db, language }) => {
    const { question } = storedPreview(db, preview_id);
    const line = previewLine(db, preview_id, number);
    const cause = causeOfLine(db, preview_id, number);
    return {
      suggestions: presentSuggestions(db, language, question.connection_id, preview_id, number),
      cause_note: line === undefined || cause === null ? null : causeWords(db, language, question.connection_id, cause, line),
    };
  },
  'preview.lines': ({ preview_id, verdict, cause, offset, limit }, { db, language }) => {
    storedPreview(db, preview_id);
    const { total, lines } = previewLines(db, { preview_id, verdict: verdict ?? null, cause: cause ?? null, offset, limit });
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
        cause: facts.cause,
        suggestions: facts.suggestions,
        parts: [...(parts ?? [])],
      })),
    };
  },
} satisfies Omit<HandlersOf<typeof previewContract>, 'preview.by_day'>;
