import { bankStatuses, discrepancies, transactionStatuses } from '../../../shared/enums.ts';
import type { Language } from '../../../shared/text/language.ts';
import { type Params, say } from '../../../shared/text/say.ts';
import type { Comparison, Difference } from './compare.ts';
import type { PlanLine } from './plan.ts';
import type { AnsweredDetail } from './tie.ts';

/** What a report is made of. Of all this only classes and counts reach the text. */
export interface ReportInput {
  readonly comparison: Comparison;
  readonly details: readonly AnsweredDetail[];
  readonly lines: readonly PlanLine[];
  /** Of the program, and of the rules the plan was made by; null: it does not say. */
  readonly version: string;
  readonly rules_version: number | null;
  /** UTC ms of a transaction by its id, and of a sent row by its bank_transaction_id; null: not known. */
  readonly transactionAt: (id: string) => number | null;
  readonly rowAt: (bankTransactionId: string) => number | null;
}

interface Side {
  readonly amount: number | null;
  readonly status: string | null;
}

interface Books {
  readonly payven: ReadonlyMap<string, Side>;
  readonly bank: ReadonlyMap<string, Side>;
}

function booksOf({ details, lines }: ReportInput): Books {
  const payven = new Map<string, Side>();
  const bank = new Map<string, Side>();
  for (const { bank_transaction_id: id, bank_amount: amount, bank_status: status } of [...lines, ...details]) if (id !== null) bank.set(id, { amount, status });
  for (const { transaction_id: id, db_amount: amount, db_status: status } of lines) if (id !== null) payven.set(id, { amount, status });
  return { payven, bank };
}

const MINUTE = 60_000;
const CLASSES: readonly (readonly [number, string])[] = [
  [MINUTE, 'within_minute'],
  [15 * MINUTE, 'within_quarter'],
  [60 * MINUTE, 'within_hour'],
  [24 * 60 * MINUTE, 'within_day'],
  [7 * 24 * 60 * MINUTE, 'within_week'],
];

function distanceClass(a: number | null, b: number | null): string {
  if (a === null || b === null) return 'distance_unknown';
  return CLASSES.find(([limit]) => Math.abs(a - b) <= limit)?.[1] ?? 'beyond_week';
}

function amountRelation(db: number | null | undefined, bank: number | null | undefined): string {
  if (typeof db !== 'number' || typeof bank !== 'number') return 'amount_unknown';
  return bank === db ? 'amount_equal' : bank < db ? 'amount_lower' : 'amount_higher';
}

type Partner = Difference['answered_partner'];
const isPair = ({ transaction_id, bank_transaction_id }: Partner): boolean => transaction_id !== null && bank_transaction_id !== null;

function partnerChange({ previewed_partner: was, answered_partner: is }: Difference): string {
  if (!isPair(was)) return isPair(is) ? 'partner_found' : 'none';
  if (!isPair(is)) return 'partner_lost';
  return was.transaction_id === is.transaction_id && was.bank_transaction_id === is.bank_transaction_id ? 'partner_same' : 'partner_other';
}

class Writer {
  private readonly language: Language;

  constructor(language: Language) {
    this.language = language;
  }

  say(key: string, params: Params = {}): string {
    return say(this.language, `comparison.${key}`, params);
  }

  /** A value only where it is one of the known ones: what Payven may write freely does not get into a report. */
  known(values: readonly string[], prefix: string, value: string | null | undefined, nothing = 'none'): string {
    if (value === null || value === undefined) return this.say(nothing);
    return values.includes(value) ? say(this.language, `${prefix}.${value}`) : this.say('other');
  }

  rule(rule: string | null): string {
    return rule === null ? this.say('none') : say(this.language, `rule.${rule}`);
  }
}

function describe(writer: Writer, difference: Difference, books: Books, { transactionAt, rowAt }: ReportInput): Params {
  const { previewed_partner: was, answered_partner: is } = difference;
  const pair = isPair(is) || !isPair(was) ? is : was;
  const [id, bankId] = [pair.transaction_id ?? was.transaction_id, pair.bank_transaction_id ?? was.bank_transaction_id];
  const [db, bank] = [id === null ? undefined : books.payven.get(id), bankId === null ? undefined : books.bank.get(bankId)];
  return {
    previewed: writer.known(discrepancies, 'verdict', difference.previewed),
    answered: writer.known(discrepancies, 'verdict', difference.answered, difference.detail_id === null ? 'unanswered' : 'none'),
    partner: writer.say(partnerChange(difference)),
    db: writer.known(transactionStatuses, 'transaction_status', db?.status),
    bank: writer.known(bankStatuses, 'bank_status', bank?.status),
    amount: writer.say(amountRelation(db?.amount, bank?.amount)),
    distance: writer.say(distanceClass(id === null ? null : transactionAt(id), bankId === null ? null : rowAt(bankId))),
    rule: writer.rule(difference.rule),
  };
}

/** Equal descriptions once, the most frequent first. */
function differenceLines(writer: Writer, input: ReportInput): string[] {
  const books = booksOf(input);
  const described = input.comparison.differing.map((each) => describe(writer, each, books, input));
  const groups = [...Map.groupBy(described, (params) => JSON.stringify(params))].map(([text, group]) => ({ text, count: group.length, params: group[0] }));
  return groups
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
    .map(({ count, params }) => writer.say('difference', { count, ...params }));
}

function verdictLines(writer: Writer, { lines, details }: ReportInput): string[] {
  const others = details.filter(({ discrepancy }) => !(discrepancies as readonly (string | null)[]).includes(discrepancy)).length;
  const told = discrepancies.map((verdict) => ({
    verdict: writer.known(discrepancies, 'verdict', verdict),
    previewed: lines.filter((line) => line.verdict === verdict).length,
    answered: details.filter(({ discrepancy }) => discrepancy === verdict).length,
  }));
  return [...told, ...(others > 0 ? [{ verdict: writer.say('other'), previewed: 0, answered: others }] : [])].map((params) => writer.say('verdict', params));
}

/**
 * The comparison as plain text that can be sent on: versions, counts and classes. It
 * names no id, code, card, merchant, amount or instant, and no word of Payven's that is
 * not one of its known values.
 */
export function comparisonReport(language: Language, input: ReportInput): string {
  const { agreeing, differing, unanswered, rules } = input.comparison;
  const writer = new Writer(language);
  const ruleLines = rules.map(({ rule, ...counts }) => writer.say('rule', { rule: writer.rule(rule), code: rule, ...counts }));
  const differences = differenceLines(writer, input);
  const list = (key: string, items: readonly string[]): string[] => ['', writer.say(key), ...(items.length > 0 ? items : [writer.say('none')]).map((item) => `  ${item}`)];
  return [
    writer.say('title', { version: input.version, rules: input.rules_version ?? writer.say('rules_unknown') }),
    writer.say('totals', { agreeing, differing: differing.length, unanswered: unanswered.length }),
    ...list('verdicts', verdictLines(writer, input)),
    ...list('rules', ruleLines),
    ...list('differences', differences),
    '',
  ].join('\n');
}
