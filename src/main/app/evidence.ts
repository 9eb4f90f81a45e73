import type { NotSent, PreviewProof, PreviewSuggestion, PreviewSummary } from '../../shared/contract/preview.ts';
import { addDays, type Day, dayOf, endOfDay, startOfDay } from '../../shared/day.ts';
import { type Cause, evidencePasses } from '../../shared/evidence.ts';
import { addKurus } from '../../shared/money.ts';
import { clueText } from '../../shared/text/clue-text.ts';
import type { Language } from '../../shared/text/language.ts';
import { say } from '../../shared/text/say.ts';
import type { ReadableDb } from '../db/database.ts';
import { type KeptSuggestion, type PlanEvidence, type SuggestionMember, suggestionsOfLine } from '../db/evidence.ts';
import { importById, type ImportedBankRow, importRow } from '../db/imports.ts';
import { countElsewhere, countFileRows, countPeriod } from '../db/proof.ts';
import { type TransactionRow, transactionById, transactionsById, transactionsOfPeriod } from '../db/transactions.ts';
import { causeReason, causesOf, countCauses } from '../domain/matching/causes.ts';
import { findEvidence } from '../domain/matching/evidence/find.ts';
import type { Evidence, EvidenceRow, EvidenceTransaction, Suggestion } from '../domain/matching/evidence/sides.ts';
import { transactionsIn } from '../domain/matching/columns.ts';
import { type PlanColumns, unmatchedOf } from '../domain/matching/plan-columns.ts';
import type { Plan, PlanLine } from '../domain/matching/plan.ts';
import { proveSides } from '../domain/matching/proof.ts';
import type { PlanQuestion } from './bank-side.ts';
import { instant } from './present.ts';

/** How far beyond the period's edges the other side of an orphan is looked for. */
const EDGE_DAYS = 3;

/** A plan with the records of both sides it was made from. */
export interface Planned {
  readonly plan: Plan;
  /** The plan's lines by column; its transactions are all of the scope asked about, created in the period. */
  readonly matching: PlanColumns;
  /** Without their cells. */
  readonly rows: readonly ImportedBankRow[];
  /** Why rows are not sent by themselves. */
  readonly kept: ReadonlyMap<ImportedBankRow, keyof NotSent>;
}

/** What explains a plan: by line, and summed up. */
export interface Explained extends Pick<PreviewSummary, 'causes' | 'suggestions'> {
  readonly evidence: PlanEvidence;
}

/** The period and scope of a question, as the tables are asked. */
export const periodAsked = ({ connection_id, connector_config_id, merchant_id, from, to }: PlanQuestion) => ({
  connection_id,
  connector_config_id,
  merchant_id,
  start_at: startOfDay(from),
  end_at: endOfDay(to),
});

/** Transactions of the same scope on the days around the period, as far as they were synced. */
function edgesOf(db: ReadableDb, question: PlanQuestion): TransactionRow[] {
  const period = periodAsked(question);
  return [
    ...transactionsOfPeriod(db, { ...period, start_at: startOfDay(addDays(question.from, -EDGE_DAYS)), end_at: period.start_at - 1 }),
    ...transactionsOfPeriod(db, { ...period, start_at: period.end_at + 1, end_at: endOfDay(addDays(question.to, EDGE_DAYS)) }),
  ];
}

const placeOf = ({ import_id, row }: { readonly import_id: string | null; readonly row: number | null }): string => `${import_id}/${row}`;
const isPair = (line: PlanLine): boolean => line.transaction_id !== null && line.import_id !== null;

/** Buckets whose rows may be the other side of a transaction, though they are not sent. */
const TELLING: readonly (keyof NotSent)[] = ['out_of_period', 'instalments', 'other_merchant', 'failed', 'fees'];

/** Lines with a row that does not match, by its place. */
function linesByPlace({ lines }: Plan): Map<string, PlanLine> {
  const byPlace = new Map<string, PlanLine>();
  for (const line of lines) if (line.verdict !== 'Matched' && line.import_id !== null) byPlace.set(placeOf(line), line);
  return byPlace;
}

/** A sale put together out of its instalments stands for all of them; its first part's deductions say nothing of the whole. */
const wholeOf = ({ parts, bank_amount }: PlanLine): Partial<EvidenceRow> =>
  parts === undefined ? {} : { amount: bank_amount, commission: null, net: null, instalment_part: false };

/** Transactions of the period in no line that matches, each with its line; whole records are read for these alone. */
function openTransactions(db: ReadableDb, { connection_id }: PlanQuestion, matching: PlanColumns): EvidenceTransaction[] {
  const lines = new Map<string, number | null>();
  for (const [id, line] of unmatchedOf(matching)) lines.set(id, line);
  return transactionsById(db, connection_id, lines.keys()).map((each) => ({ ...each, line: lines.get(each.id) ?? null }));
}

/** Both sides of every line that does not match, and what lies beside the plan. */
function sidesOf(db: ReadableDb, question: PlanQuestion, { plan, matching, ...planned }: Planned) {
  const byPlace = linesByPlace(plan);
  const transactions = openTransactions(db, question, matching);
  for (const each of edgesOf(db, question)) transactions.push({ ...each, line: null });
  const [first, last] = [startOfDay(addDays(question.from, -EDGE_DAYS)), endOfDay(addDays(question.to, EDGE_DAYS))];
  const rows: EvidenceRow[] = [];
  for (const row of planned.rows) {
    const kept = planned.kept.get(row) ?? null;
    if (kept !== null) {
      // Parts of an instalment sale come month by month, far beyond the period.
      const isNear = row.transaction_at !== null && row.transaction_at >= first && row.transaction_at <= last;
      if (TELLING.includes(kept) && (isNear || kept === 'instalments')) rows.push({ ...row, line: null, kept });
      continue;
    }
    const line = byPlace.get(placeOf(row));
    if (line !== undefined) rows.push({ ...row, ...wholeOf(line), line: line.line, kept });
  }
  return { transactions, rows };
}

/** What Payven's matching leaves open is looked at once more, and every difference is given its cause. */
export function explainPlan(db: ReadableDb, question: PlanQuestion, planned: Planned, today: Day): Explained {
  const { plan, matching } = planned;
  const whole = { transactions: transactionsIn(matching.transactions), rows: planned.rows };
  const { transactions, rows } = sidesOf(db, question, planned);
  const paired = new Set(plan.lines.filter(isPair).map((line) => line.line));
  const isOpen = ({ line }: { readonly line: number | null }): boolean => line === null || !paired.has(line);
  const found = findEvidence({ transactions: transactions.filter(isOpen), rows: rows.filter(isOpen) });
  const causes = causesOf({ lines: plan.lines, transactions, rows, suggestions: found.suggestions, whole, from: question.from, to: question.to, today });
  const placed = new Map<string, number | null>([
    ...transactions.map((each) => [each.id, each.line] as const),
    ...rows.map((each) => [placeOf(each), each.line] as const),
  ]);
  const suggestions = found.suggestions.map((each, index) => keptOf(each, index + 1, placed));
  return { evidence: { causes, suggestions }, causes: countCauses(plan.lines, causes), suggestions: countByPass(found) };
}

function keptOf({ transactions, rows, ...rest }: Suggestion, suggestion: number, placed: ReadonlyMap<string, number | null>): KeptSuggestion {
  const members: SuggestionMember[] = [
    ...transactions.map((id) => ({ line: placed.get(id) ?? null, transaction_id: id, import_id: null, row: null })),
    ...rows.map(({ import_id, row }) => ({ line: placed.get(placeOf({ import_id, row })) ?? null, transaction_id: null, import_id, row })),
  ];
  return { suggestion, ...rest, members };
}

function countByPass({ suggestions, given_up }: Evidence): PreviewSummary['suggestions'] {
  const counts: PreviewSummary['suggestions'] = {};
  for (const pass of evidencePasses) {
    const found = suggestions.filter((each) => each.pass === pass).length;
    const left = given_up[pass] ?? 0;
    if (found > 0 || left > 0) counts[pass] = { found, given_up: left };
  }
  return counts;
}

/** Both sides whole: what the tables hold, counted apart from the plan that should hold all of it. */
export function provePlan(db: ReadableDb, question: PlanQuestion, { plan, matching, rows, kept }: Planned): PreviewProof {
  const period = periodAsked(question);
  const { bank, payven } = proveSides({
    lines: plan.lines,
    rows,
    kept,
    transactions: transactionsIn(matching.transactions),
    elsewhere: countElsewhere(db, period),
    totals: { bank: countFileRows(db, question.import_ids), payven: countPeriod(db, period) },
  });
  const inFile = (place: string): string => {
    const [id = '', row = ''] = place.split(' ');
    return `${importById(db, id)?.file_name ?? id}: ${row}`;
  };
  return { bank: { ...bank, where: bank.where.map(inFile) }, payven };
}

/** What a line's cause means and what to do about it, with the numbers behind it, in words. */
export function causeWords(db: ReadableDb, language: Language, connectionId: string, cause: Cause, line: PlanLine): string {
  const found = line.transaction_id === null ? undefined : transactionById(db, connectionId, line.transaction_id);
  const stored = line.import_id === null || line.row === null ? undefined : importRow(db, line.import_id, line.row);
  const sides = {
    line,
    transaction: found === undefined ? null : { ...found, line: line.line },
    row: stored === undefined ? null : { ...stored, ...wholeOf(line), line: line.line, kept: null },
  };
  return [...causeReason(cause, sides).map((each) => clueText(language, each)), say(language, `cause_note.${cause}`)].join(' ');
}

type ShownTransaction = PreviewSuggestion['transactions'][number];
type ShownRow = PreviewSuggestion['rows'][number];

function shownTransaction(db: ReadableDb, connectionId: string, { line, transaction_id }: SuggestionMember): ShownTransaction[] {
  const found = transaction_id === null ? undefined : transactionById(db, connectionId, transaction_id);
  if (found === undefined) return [];
  const { id, created_at, amount, status, auth_code, masked_card_number, last4 } = found;
  return [{ line, transaction_id: id, created: instant(created_at) ?? '', amount, status, auth_code, card: masked_card_number ?? last4 }];
}

function shownRow(db: ReadableDb, { line, import_id, row }: SuggestionMember): ShownRow[] {
  const found = import_id === null || row === null ? undefined : importRow(db, import_id, row);
  if (found === undefined) return [];
  const { transaction_at, time_known, amount, auth_code, card } = found;
  const date = transaction_at === null || time_known ? instant(transaction_at) : dayOf(transaction_at);
  return [{ line, import_id: found.import_id, file_name: importById(db, found.import_id)?.file_name ?? '', row: found.row, date, amount, auth_code, card }];
}

/** What one line of a plan may belong to, in words, surest first. */
export function presentSuggestions(db: ReadableDb, language: Language, connectionId: string, previewId: string, line: number): PreviewSuggestion[] {
  return suggestionsOfLine(db, previewId, line).map(({ suggestion, pass, sureness, reasons, needs, rivals, members }) => {
    const transactions = members.flatMap((member) => shownTransaction(db, connectionId, member));
    const rows = members.flatMap((member) => shownRow(db, member));
    return {
      suggestion,
      pass,
      sureness,
      reasons: reasons.map((each) => clueText(language, each)),
      needs: needs.map((each) => clueText(language, each)),
      rivals,
      db_amount: transactions.reduce((sum, { amount }) => addKurus(sum, amount), 0),
      bank_amount: rows.reduce((sum, { amount }) => addKurus(sum, amount ?? 0), 0),
      transactions,
      rows,
    };
  });
}
