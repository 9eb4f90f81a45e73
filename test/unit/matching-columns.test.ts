import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOfRows, columnsOfTransactions, transactionsIn } from '../../src/main/domain/matching/columns.ts';
import { linesOf, unmatchedOf, verdictsOf } from '../../src/main/domain/matching/plan-columns.ts';
import { canonicalPieces, type PayvenTransaction, type Plan, type SentRow } from '../../src/main/domain/matching/plan.ts';
import { startBody, startPieces } from '../../src/main/domain/matching/request.ts';
import { matchAsPayven, matchColumns } from '../../src/main/domain/matching/twin.ts';

const seed = 20_261_122;
console.info(`matching columns: seed ${seed}`);

const code = fc.constantFrom(null, '', 'A', 'B', 'C', 'D', 'İ"');
const at = fc.constantFrom(0, 40, 80, 160, Number.MAX_SAFE_INTEGER);
const amount = fc.constantFrom(1, 100, 200, Number.MAX_SAFE_INTEGER);

const transactions = fc
  .array(
    fc.record({
      created_at: at,
      amount,
      currency: fc.constantFrom('TRY', null, 'USD'),
      status: fc.constantFrom('Completed', 'Completed', 'Refunded', 'Failed'),
      operation_type: fc.constantFrom(null, 'Sale', 'Refund'),
      provider_transaction_id: fc.constantFrom(null, '', 'P1', 'P2', 'mm-i-1'),
      auth_code: code,
      external_merchant_id: fc.constantFrom(null, 'M1', 'M2'),
    }),
    { maxLength: 12 },
  )
  .map((all) => all.map((each, index): PayvenTransaction => ({ ...each, id: `t${index}` })));

/** Rows to which the bank gave an id or none. */
const rows = fc
  .array(
    fc.record({
      kind: fc.constantFrom('sale', 'refund', 'void'),
      own: fc.constantFrom(null, null, 'P1', 'P2'),
      amount,
      status: fc.constantFrom('completed', 'refunded', 'voided'),
      transaction_at: at,
      merchant_external_id: fc.constantFrom(null, 'M1', 'M2'),
      auth_code: code,
      whole: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((all) => all.map(({ whole, ...each }, index) => ({ ...each, import_id: index % 3 === 0 ? 'j' : 'i', row: index + 1, time_known: true, parts: whole ? [{ import_id: 'i', row: index + 1 }] : undefined })));

const sentOf = (given: ReturnType<typeof rows.generate>['value']): SentRow[] =>
  given.map(({ own, parts, ...row }) => ({ ...row, bank_transaction_id: own ?? `mm-${row.import_id}-${row.row}`, ...(parts !== undefined && { parts }) }));

describe('both sides by column', () => {
  it.each(['Connector', 'Merchant'] as const)('give the same lines whether a made-up id is text or none, under %s scope', (scope) => {
    fc.assert(
      fc.property(transactions, rows, (t, given) => {
        const sent = sentOf(given);
        const bare = given.map(({ own, parts, ...row }) => ({ ...row, bank_transaction_id: own, ...(parts !== undefined && { parts }) }));
        const plan = matchColumns(columnsOfTransactions(t), columnsOfRows(bare), { scope, periodEnd: 160 });
        const lines = matchAsPayven(t, sent, { scope, periodEnd: 160 });
        expect(linesOf(plan)).toEqual(lines);
        expect([...verdictsOf(plan)]).toEqual(lines.map(({ verdict }) => ({ verdict })));
        expect(lines.flatMap(({ import_id, row, parts, bank_amount }) => (row === null ? [] : [[import_id, row, parts, bank_amount]])).sort()).toEqual(
          sent.map(({ import_id, row, parts, amount: own }) => [import_id, row, parts, own]).sort(),
        );
      }),
      { seed, numRuns: 1500 },
    );
  });

  it('name every transaction in no line that matches, with its line', () => {
    fc.assert(
      fc.property(transactions, rows, (t, given) => {
        const plan = matchColumns(columnsOfTransactions(t), columnsOfRows(sentOf(given)), { scope: 'Connector', periodEnd: 160 });
        const lines = new Map(linesOf(plan).map((line) => [line.transaction_id, line]));
        const open = t.filter(({ id }) => lines.get(id)?.verdict !== 'Matched').map(({ id }) => [id, lines.get(id)?.line ?? null]);
        expect([...unmatchedOf(plan)]).toEqual(open);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('hold every number and word as it was, over more than one piece', () => {
    const many = Array.from({ length: 20_001 }, (_, index): PayvenTransaction => ({
      id: `t${index}`,
      created_at: Number.MAX_SAFE_INTEGER - index,
      amount: 2 ** 52 + index,
      currency: index % 7 === 0 ? null : 'TRY',
      status: `s${index % 300}`,
      operation_type: null,
      provider_transaction_id: index % 3 === 0 ? null : `p${index}`,
      auth_code: '',
      external_merchant_id: `m${index % 5}`,
    }));
    const side = transactionsIn(columnsOfTransactions(many));
    expect([...side]).toEqual(many);
    expect([...side]).toHaveLength(many.length);
  });
});

/** A plan whose rows alone fill several pieces. */
const large: Plan = ((): Plan => {
  const sent = Array.from({ length: 3000 }, (_, index): SentRow => ({
    import_id: 'dosya ş',
    row: index + 1,
    kind: 'sale',
    bank_transaction_id: index % 2 === 0 ? `mm-dosya-${index}` : `"Ğ${index}"`,
    amount: 100 + index,
    status: 'completed',
    transaction_at: index * 60_000,
    time_known: true,
    merchant_external_id: null,
    auth_code: index % 5 === 0 ? null : `😀${index}`,
    ...(index % 7 === 0 && { parts: [{ import_id: 'a', row: index }, { import_id: 'b', row: 2 }] }),
  }));
  const lines = matchAsPayven([], sent, { scope: 'Connector', periodEnd: 0 });
  const not_sent = { out_of_period: 1, failed: 0, fees: 0, totals: 0, rejected: 0, left_out: 0, other_merchant: 0, instalments_grouped: 0, foreign_currency: 0, instalments: 0 };
  return { rules_version: 2, profiles: ['{}'], scope: 'Connector', connector_config_id: 'c', merchant_id: null, from: '2026-05-04', to: '2026-05-05', sent, not_sent, lines };
})();

describe.each([['many rows', large], ['none', { ...large, sent: [], lines: [] }]])('a plan with %s', (_, plan) => {
  it('is the same text in pieces as whole, so that hashes of before hold', () => {
    const { lines, sent, ...head } = plan;
    const whole = JSON.stringify([
      head,
      sent.map((row) => [
        row.bank_transaction_id, row.amount, row.status, row.transaction_at, row.merchant_external_id, row.auth_code, row.import_id, row.row,
        ...(row.parts ?? []).map((part) => [part.import_id, part.row]),
      ]),
      lines.map((line) => [line.verdict, line.transaction_id, line.db_amount, line.db_status, line.import_id, line.row]),
    ]);
    const pieces = [...canonicalPieces(plan)];
    expect(pieces.join('')).toBe(whole);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(70_000);
  });

  it('is sent as one JSON text of its rows', () => {
    const body = startBody(plan);
    const asked: unknown = JSON.parse(body);
    expect(JSON.stringify(asked)).toBe(body);
    expect(asked).toMatchObject({ scope: 'Connector', connector_config_id: 'c', merchant_id: null, period: 'Custom', period_start: '2026-05-04T00:00:00+03:00' });
    expect(asked).toHaveProperty(
      'bank_transactions',
      plan.sent.map(({ bank_transaction_id, amount: kurus, status, transaction_at, merchant_external_id, auth_code }) => ({
        bank_transaction_id, amount: kurus, status, transaction_date: new Date(transaction_at + 3 * 3_600_000).toISOString().replace('.000Z', '+03:00'), merchant_external_id, auth_code,
      })),
    );
    expect([...startPieces(plan)].reduce((bytes, piece) => bytes + Buffer.byteLength(piece), 0)).toBe(Buffer.byteLength(body));
  });
});
