import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pageOf, problem, reconciliationAnswer } from '../../src/main/payven/schemas.ts';

const counts = { page: 1, total_pages: 0, total_count: 0, has_next_page: false };
const reconciliation = {
  id: 'r', period_start: '2026-05-01T00:00:00+03:00', period_end: '2026-05-02T00:00:00+03:00', created: '2026-05-03T00:00:00Z',
  total_db_transactions: 0, total_bank_transactions: 0, matched_count: 0, amount_mismatch_count: 0, status_mismatch_count: 0,
  orphan_db_count: 0, orphan_bank_count: 0, resolved_count: 0, ignored_count: 0, total_db_amount: 0, total_bank_amount: 0,
};

describe('Payven\'s answers', () => {
  it.each([[null], [undefined], [[]]])('take a list of %j for an empty one', (items) => {
    expect(pageOf(z.string()).parse({ ...counts, items }).items).toEqual([]);
  });

  it('name scope and period in either spelling', () => {
    expect(reconciliationAnswer.parse({ ...reconciliation, scope: 'connector', period: 'daily' })).toMatchObject({ scope: 'Connector', period: 'Daily' });
    expect(reconciliationAnswer.parse({ ...reconciliation, scope: 'Merchant', period: 'Weekly' })).toMatchObject({ scope: 'Merchant', period: 'Weekly' });
    expect(reconciliationAnswer.parse(reconciliation)).toMatchObject({ scope: null, period: null });
  });

  it.each([
    [{ title: 5 }], [{ title: ['x'] }], [{ detail: { a: 1 } }], [{ correlation_id: false }], [{ errors: 'no' }], [{ errors: [null, 7] }],
    [{ errors: { amount: 3 } }],
  ])('keep a refusal\'s code beside %j', (odd) => {
    expect(problem.parse({ code: 'invalid_state_transition', ...odd }).code).toBe('invalid_state_transition');
  });

  it('keep every reason that can be read', () => {
    const empty = { title: null, detail: null, code: null, correlation_id: null, errors: [] };
    expect(problem.parse({})).toEqual(empty);
    expect(problem.parse({ errors: [{ field: 'amount', message: 'too large' }, null, 'word'] }).errors).toEqual([
      { field: 'amount', code: null, message: 'too large' },
      { field: null, code: null, message: 'word' },
    ]);
    expect(problem.parse({ errors: { a: ['x', 'y'], b: 'z', c: 1 } }).errors.map(({ field, message }) => [field, message])).toEqual([
      ['a', 'x y'], ['b', 'z'], ['c', ''],
    ]);
  });
});
