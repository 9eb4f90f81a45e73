import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AssumedRule, assumedRules } from '../../src/main/domain/matching/assumptions.ts';
import { compareAnswer, type Comparison } from '../../src/main/domain/matching/compare.ts';
import { comparisonReport } from '../../src/main/domain/matching/comparison-report.ts';
import type { EvidenceRow, EvidenceTransaction } from '../../src/main/domain/matching/evidence/sides.ts';
import type { PlanLine } from '../../src/main/domain/matching/plan.ts';
import { type AnsweredDetail, tieDetails } from '../../src/main/domain/matching/tie.ts';
import { matchAsPayven } from '../../src/main/domain/matching/twin.ts';
import { endOfDay } from '../../src/shared/day.ts';
import { languages } from '../../src/shared/text/language.ts';
import { say } from '../../src/shared/text/say.ts';
import { tr } from '../../src/shared/text/tr/index.ts';
import { bankRow, explained, hour, noon, sentOf, to, transaction } from '../builders/explained-plan.ts';

const seed = 20_260_507;
console.info(`comparison: seed ${seed}`);

const detailOf = (line: PlanLine, wish: Partial<AnsweredDetail> = {}): AnsweredDetail => ({
  id: `detail-${line.line}`,
  transaction_id: line.transaction_id,
  bank_transaction_id: line.bank_transaction_id,
  bank_amount: line.bank_amount,
  bank_status: line.bank_status,
  discrepancy: line.verdict,
  ...wish,
});

const compared = (lines: readonly PlanLine[], details: readonly AnsweredDetail[]): Comparison => compareAnswer(details, tieDetails(details, lines).ties, lines);
const told = ({ rules }: Comparison): Record<string, string> => Object.fromEntries(rules.map(({ rule, rested, confirmed, contradicted }) => [rule, `${rested} ${confirmed} ${contradicted}`]));

/** A day on which every assumed rule bears a verdict: lines 1 to 6. */
function everyRule(): PlanLine[] {
  const transactions = [
    transaction('first', { auth_code: 'A' }),
    transaction('second', { auth_code: 'A', created_at: noon + hour }),
    transaction('refund', { auth_code: 'R', operation_type: 'Refund', status: 'Refunded', amount: 5_000, created_at: noon + 2 * hour }),
    transaction('sale', { auth_code: 'S', status: 'Refunded', created_at: noon + 3 * hour }),
    transaction('end', { auth_code: 'E', created_at: endOfDay(to) }),
    transaction('plain', { auth_code: 'P', created_at: noon + 4 * hour }),
  ];
  const rows = [
    bankRow(1, { auth_code: 'A' }),
    bankRow(2, { auth_code: 'A', transaction_at: noon + hour }),
    bankRow(3, { auth_code: 'R', kind: 'refund', amount: 5_000, transaction_at: noon + 2 * hour }),
    bankRow(4, { auth_code: 'S', transaction_at: noon + 3 * hour }),
    bankRow(5, { auth_code: 'P', transaction_at: noon + 4 * hour }),
    bankRow(6, { auth_code: 'E', transaction_at: endOfDay(to) }),
  ];
  return explained({ transactions, rows }).lines;
}

const lineOf = (lines: readonly PlanLine[], id: string): PlanLine => {
  const found = lines.find((line) => line.transaction_id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

/** Payven's answer as previewed, but for these lines; null: it says nothing of them. */
function answerBut(lines: readonly PlanLine[], other: Record<string, Partial<AnsweredDetail> | null>): AnsweredDetail[] {
  return lines.flatMap((line) => {
    const wish = other[line.transaction_id ?? ''];
    return wish === null ? [] : [detailOf(line, wish)];
  });
}

const worlds: [AssumedRule, (lines: readonly PlanLine[]) => AnsweredDetail[], number][] = [
  ['candidate_order', (lines) => answerBut(lines, { first: { transaction_id: 'second' }, second: { transaction_id: 'first' } }), 2],
  ['refund_amount_positive', (lines) => answerBut(lines, { refund: { discrepancy: 'AmountMismatch' } }), 1],
  ['refunded_sale_status', (lines) => answerBut(lines, { sale: { discrepancy: 'Matched' } }), 1],
  ['period_end_inclusive', (lines) => answerBut(lines, { end: { transaction_id: null, discrepancy: 'OrphanBank' } }), 1],
];

describe('Payven’s answer against the plan', () => {
  it('has nothing to tell where it says what was previewed', () => {
    const lines = everyRule();
    const comparison = compared(lines, lines.map((line) => detailOf(line)));
    expect(comparison).toMatchObject({ agreeing: lines.length, differing: [], unanswered: [] });
    expect(told(comparison)).toEqual({ candidate_order: '2 2 0', refund_amount_positive: '1 1 0', refunded_sale_status: '1 1 0', period_end_inclusive: '1 1 0' });
  });

  it.each(worlds)('names the one rule that is contradicted: %s', (rule, answer, contradicted) => {
    const lines = everyRule();
    const comparison = compared(lines, answer(lines));
    expect(comparison.differing.map((each) => each.rule)).toEqual(Array.from({ length: contradicted }, () => rule));
    for (const each of comparison.rules) expect([each.rule, each.contradicted]).toEqual([each.rule, each.rule === rule ? contradicted : 0]);
    for (const language of languages) expect(comparisonReport(language, reportOf(lines, answer(lines), comparison))).toContain(say(language, `rule.${rule}`));
  });

  it('gives no rule where none was assumed', () => {
    const lines = everyRule();
    const comparison = compared(lines, answerBut(lines, { plain: { discrepancy: 'StatusMismatch' } }));
    expect(comparison.differing).toEqual([
      {
        detail_id: `detail-${lineOf(lines, 'plain').line}`,
        line: lineOf(lines, 'plain').line,
        previewed: 'Matched',
        answered: 'StatusMismatch',
        previewed_partner: { transaction_id: 'plain', bank_transaction_id: 'mm-i-5' },
        answered_partner: { transaction_id: 'plain', bank_transaction_id: 'mm-i-5' },
        rule: null,
      },
    ]);
    expect(comparison.rules.every(({ contradicted }) => contradicted === 0)).toBe(true);
  });

  it('does not blame a rule for what it could not bring about', () => {
    const lines = everyRule();
    const { differing, rules } = compared(lines, answerBut(lines, { refund: { discrepancy: 'StatusMismatch' }, sale: { discrepancy: 'AmountMismatch' }, first: { discrepancy: 'AmountMismatch' } }));
    expect(differing.map(({ rule }) => rule)).toEqual([null, null, null]);
    expect(rules.map(({ rule, rested, confirmed, contradicted }) => [rule, rested - confirmed - contradicted])).toContainEqual(['refund_amount_positive', 1]);
  });

  it('does not blame the order among candidates for a transaction that is heard of nowhere', () => {
    const lines = everyRule();
    const { differing } = compared(lines, answerBut(lines, { first: { transaction_id: null, discrepancy: 'OrphanBank' } }));
    expect(differing.map(({ rule }) => rule)).toEqual([null]);
  });

  it('takes nothing for confirmed on a line that two answers speak of differently', () => {
    const lines = everyRule();
    const again: AnsweredDetail = { id: 'again', transaction_id: 'first', bank_transaction_id: null, bank_amount: null, bank_status: null, discrepancy: 'OrphanDb' };
    expect(told(compared(lines, [...lines.map((line) => detailOf(line)), again]))['candidate_order']).toBe('2 1 1');
  });

  it('names lines without an answer, and answers without a line', () => {
    const lines = everyRule();
    const stranger: AnsweredDetail = { id: 'stranger', transaction_id: 'other', bank_transaction_id: null, bank_amount: null, bank_status: null, discrepancy: 'OrphanDb' };
    const comparison = compared(lines, [...answerBut(lines, { plain: null }), stranger]);
    expect(comparison.unanswered).toEqual([lineOf(lines, 'plain').line]);
    expect(comparison.differing.map(({ detail_id, line, answered }) => [detail_id, line, answered])).toEqual([
      ['stranger', null, 'OrphanDb'],
      [null, lineOf(lines, 'plain').line, null],
    ]);
  });

  it('sees a contest settled otherwise where one side stays alone', () => {
    const { lines } = explained({ transactions: [transaction('t', { auth_code: 'A' }), transaction('u', { auth_code: 'A', created_at: noon + hour })], rows: [bankRow(1, { auth_code: 'A' })] });
    const swapped = [
      detailOf(lineOf(lines, 't'), { transaction_id: 'u' }),
      { id: 'alone', transaction_id: 't', bank_transaction_id: null, bank_amount: null, bank_status: null, discrepancy: 'OrphanDb' },
    ];
    const comparison = compared(lines, swapped);
    expect(comparison.differing.every(({ rule }) => rule === 'candidate_order')).toBe(true);
    expect(told(comparison)).toEqual({ candidate_order: '2 0 2' });
  });

  it('counts every detail and every line once', () => {
    const some = fc.array(fc.tuple(fc.nat(7), fc.constantFrom('Matched', 'OrphanDb', 'AmountMismatch', null), fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(some, (changes) => {
        const lines = everyRule();
        const wishes: Record<string, Partial<AnsweredDetail> | null> = {};
        for (const [at, discrepancy, gone] of changes) wishes[lines[at]?.transaction_id ?? ''] = gone ? null : { discrepancy };
        const details = answerBut(lines, wishes);
        const { agreeing, differing, unanswered, rules } = compared(lines, details);
        expect(agreeing + differing.filter(({ detail_id }) => detail_id !== null).length).toBe(details.length);
        expect(differing.filter(({ detail_id }) => detail_id === null).map(({ line }) => line)).toEqual(unanswered);
        for (const { rested, confirmed, contradicted } of rules) expect(confirmed + contradicted).toBeLessThanOrEqual(rested);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('keeps the bank’s row where a pair is answered as two sides alone, in either order', () => {
    const lines = everyRule();
    const line = lineOf(lines, 'refund');
    const here: AnsweredDetail = { id: 'here', transaction_id: 'refund', bank_transaction_id: null, bank_amount: null, bank_status: null, discrepancy: 'OrphanDb' };
    const there: AnsweredDetail = { ...detailOf(line), id: 'there', transaction_id: null, discrepancy: 'OrphanBank' };
    for (const details of [[here, there], [there, here]]) {
      const { ties, unanswered } = tieDetails(details, [line]);
      expect(unanswered).toBe(0);
      expect(ties.find(({ id }) => id === 'there')).toMatchObject({ tie: 'id', import_id: 'i', row: line.row, preview_line: line.line });
      expect(ties.find(({ id }) => id === 'here')).toMatchObject({ tie: null, row: null, preview_line: line.line });
    }
  });

  it('ties the same whatever the order of details and lines, each row once', () => {
    const few = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
    const verdicts = ['Matched', 'AmountMismatch', 'StatusMismatch', 'OrphanDb', 'OrphanBank'] as const;
    const bank = { bank_transaction_id: few('a', 'b', null), bank_amount: few(1, 2), bank_status: few('completed', 'voided') };
    const someLines = fc.array(fc.record({ ...bank, verdict: few(...verdicts) }), { maxLength: 7 });
    const someDetails = fc.array(fc.record({ ...bank, transaction_id: few('t0', 't1', 't2', null), discrepancy: few(...verdicts) }), { maxLength: 8 });
    fc.assert(
      fc.property(someLines, someDetails, fc.infiniteStream(fc.nat()), (wishes, told, keys) => {
        const [example] = everyRule();
        if (example === undefined) throw new Error('no line');
        const lines = wishes.map((wish, index): PlanLine => ({ ...example, ...wish, line: index + 1, row: index + 1, transaction_id: index % 3 === 0 ? null : `t${index}` }));
        const details = told.map((each, index) => ({ ...each, id: `d${index}` }));
        const mixed = <T>(items: readonly T[]): T[] => items.map((item) => ({ item, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key).map(({ item }) => item);
        const [one, other] = [tieDetails(details, lines), tieDetails(mixed(details), mixed(lines))];
        expect(new Map(other.ties.map((tie) => [tie.id, tie]))).toEqual(new Map(one.ties.map((tie) => [tie.id, tie])));
        expect(other.unanswered).toBe(one.unanswered);
        const rows = one.ties.flatMap(({ row }) => row ?? []);
        expect(new Set(rows).size).toBe(rows.length);
        // A detail of an id goes without a row only where there are more such details than rows.
        for (const id of ['a', 'b']) {
          const [of, places] = [details.filter((each) => each.bank_transaction_id === id), lines.filter((each) => each.bank_transaction_id === id)];
          expect(one.ties.filter((tie) => tie.row !== null && of.some((each) => each.id === tie.id))).toHaveLength(Math.min(of.length, places.length));
        }
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('has words for every rule, contradicted or not', () => {
    for (const rule of Object.keys(assumedRules)) for (const key of [`rule.${rule}`, `rule_contradicted.${rule}`]) expect(Object.keys(tr)).toContain(key);
  });
});

const reportOf = (lines: readonly PlanLine[], details: readonly AnsweredDetail[], comparison: Comparison): Parameters<typeof comparisonReport>[1] => ({
  comparison,
  details,
  lines,
  version: '0.1.0',
  rules_version: 2,
  transactionAt: () => noon,
  rowAt: () => noon + 600_000,
});

describe('the report for the makers', () => {
  const secret = (prefix: string): fc.Arbitrary<string> => fc.uuid().map((id) => `${prefix}-${id}`);
  const side = fc.record({ id: secret('id'), code: fc.integer({ min: 100_000, max: 999_999 }).map(String), card: fc.integer({ min: 1_000, max: 9_999 }).map(String), amount: fc.integer({ min: 1_234_567, max: 9_999_999 }), merchant: secret('merchant') });

  it('holds no id, code, card, amount or merchant of its input', () => {
    fc.assert(
      fc.property(fc.array(side, { minLength: 1, maxLength: 8 }), secret('word'), (sides, word) => {
        const transactions = sides.map(({ id, code, card, amount, merchant }): EvidenceTransaction => transaction(id, { auth_code: code, last4: card, amount, merchant_id: merchant }));
        const rows = sides.map(({ id, code, card, amount }, index): EvidenceRow => bankRow(index + 1, { import_id: `import-${id}`, bank_transaction_id: `bank-${id}`, auth_code: code, card, amount: index % 2 === 0 ? amount : amount + 54_321 }));
        const lines = matchAsPayven(transactions, rows.map((row) => sentOf(row)), { scope: 'Connector', periodEnd: endOfDay(to) });
        const details = lines.map((line, index) => detailOf(line, index % 3 === 0 ? { discrepancy: word, bank_status: word } : { discrepancy: 'OrphanBank', transaction_id: null }));
        for (const language of languages) {
          const report = comparisonReport(language, reportOf(lines, details, compared(lines, details)));
          for (const { id, code, card, amount, merchant } of sides) {
            for (const text of [id, `bank-${id}`, `import-${id}`, code, card, merchant, String(amount), String(amount + 54_321)]) expect(report).not.toContain(text);
          }
          expect(report).not.toContain(word);
          expect(report).not.toMatch(/undefined|[{}]|\d{4}/);
        }
      }),
      { seed, numRuns: 100 },
    );
  });

  it('does not guess the rules of a plan that does not say them', () => {
    const report = (rules_version: number | null): string => comparisonReport('en', { ...reportOf([], [], compared([], [])), rules_version }).split('\n')[0] ?? '';
    expect([report(1), report(null)]).toEqual(['Mutabakat Masası 0.1.0, rules version 1: preview and Payven’s answer', 'Mutabakat Masası 0.1.0, rules version unknown: preview and Payven’s answer']);
  });

  it('tells versions, verdicts both ways, rules, and equal differences once', () => {
    const { lines } = explained({
      transactions: [1, 2, 3].map((n) => transaction(`t${n}`, { auth_code: `A${n}` })),
      rows: [1, 2, 3].map((n) => bankRow(n, { auth_code: `A${n}`, amount: n === 3 ? 14_000 : 15_000 })),
    });
    const details = lines.map((line) => detailOf(line, { discrepancy: 'StatusMismatch' }));
    expect(comparisonReport('en', reportOf(lines, details, compared(lines, details)))).toBe(
      [
        'Mutabakat Masası 0.1.0, rules version 2: preview and Payven’s answer',
        'Agreeing: 0, differing: 3, lines without an answer: 0',
        '',
        'Verdicts (preview / Payven):',
        '  Matched: 2 / 0',
        '  Amount differs: 1 / 0',
        '  Status differs: 0 / 3',
        '  Only in Payven: 0 / 0',
        '  Only at the bank: 0 / 0',
        '',
        'Unconfirmed rules (rested on / confirmed / contradicted):',
        '  none',
        '',
        'Differences:',
        '  2 × Matched → Status differs; partner the same; Payven: Completed, bank: Completed; bank amount equal; at most 15 minutes between them; rule: none',
        '  1 × Amount differs → Status differs; partner the same; Payven: Completed, bank: Completed; bank amount lower; at most 15 minutes between them; rule: none',
        '',
      ].join('\n'),
    );
  });
});
