import { describe, expect, it } from 'vitest';
import { draftOf, filterOf } from '../../src/renderer/src/features/review/filter-draft.ts';
import { afterClosing, causesUnder, changed, nextSort, partsOf, PLAN, toCause, toConflicts, toVerdict, treeFilter, without } from '../../src/renderer/src/features/review/filters.ts';
import type { ReviewFilter } from '../../src/shared/review-filter.ts';

const full: ReviewFilter = {
  verdicts: ['AmountMismatch'],
  causes: ['one_kurus'],
  statuses: ['Pending'],
  answers: ['none'],
  undecided: true,
  stake_from: 100_00,
  stake_to: 250_50,
  from: '2026-05-01',
  to: '2026-05-31',
  age_from: 3,
  card: '4748',
  merchant_id: 'm1',
  text: 'çiçek',
  differs_from_preview: true,
  with_suggestion: true,
};

describe('the filter of a review', () => {
  it('leaves out what narrows nothing', () => {
    expect(changed(full, { verdicts: undefined, causes: [], text: '', undecided: false })).not.toHaveProperty('undecided');
    expect(changed({}, { verdicts: [], text: '' })).toEqual({});
    expect(changed({ stake_from: 1 }, { stake_from: 0 })).toEqual({ stake_from: 0 });
  });

  it('shows every part once, and lifting them one by one leaves nothing', () => {
    const parts = partsOf(full);
    expect(parts).toHaveLength(13);
    expect(parts.reduce(without, full)).toEqual({});
    expect(parts.flatMap((part) => partsOf(without(full, part)).filter((each) => each === part))).toEqual([]);
  });

  it('chooses a bucket and its causes, and does not look for open items among what matched by itself', () => {
    expect(toVerdict({ statuses: ['Pending'], causes: ['scale'] }, 'OrphanDb')).toEqual({ statuses: ['Pending'], verdicts: ['OrphanDb'] });
    expect(toVerdict({ statuses: ['Pending'], undecided: true }, 'Matched')).toEqual({ verdicts: ['Matched'] });
    expect(toVerdict({ answers: ['conflict'] }, null)).toEqual({});
    const cause = toCause({ statuses: ['Pending'] }, 'AmountMismatch', 'one_kurus');
    expect(cause).toEqual({ statuses: ['Pending'], verdicts: ['AmountMismatch'], causes: ['one_kurus'] });
    expect(toCause(cause, 'AmountMismatch', 'one_kurus')).toEqual({ statuses: ['Pending'], verdicts: ['AmountMismatch'] });
    expect(toConflicts(toConflicts(full))).toEqual({});
    expect(treeFilter(full)).toEqual(without(without(without(without(full, 'verdicts'), 'statuses'), 'answers'), 'undecided'));
  });

  it('asks no more how far the answers are, once it is closed', () => {
    const { statuses: _, answers: __, undecided: ___, ...rest } = full;
    expect(afterClosing(full)).toEqual(rest);
    expect(afterClosing({ statuses: ['Pending'] })).toEqual({});
  });

  it('sorts up, down and back, amounts the largest first', () => {
    const clicks = (downFirst: boolean) => ['first', 'second', 'third'].reduce((sorts) => [...sorts, nextSort(sorts.at(-1) ?? PLAN, 'date', downFirst)], [PLAN]).map(({ by, direction }) => `${by} ${direction}`);
    expect(clicks(false)).toEqual(['plan up', 'date up', 'date down', 'plan up']);
    expect(clicks(true)).toEqual(['plan up', 'date down', 'date up', 'plan up']);
  });

  it('sets expected absences apart from what is missing', () => {
    const causes = ['missing', 'voided_same_day', 'split', 'not_paid_out'].map((value) => ({ value, verdict: 'OrphanDb' }));
    const { open, expected } = causesUnder([...causes, { value: 'scale', verdict: 'AmountMismatch' }], 'OrphanDb');
    expect([open.map(({ value }) => value), expected.map(({ value }) => value)]).toEqual([['missing', 'split'], ['voided_same_day', 'not_paid_out']]);
  });
});

describe('a filter being typed', () => {
  it('comes back as it was when nothing is changed, several values of a kind included', () => {
    for (const filter of [full, {}, { verdicts: ['OrphanDb', 'OrphanBank'], causes: ['missing', 'split'], statuses: ['Pending', 'Resolved'] }] satisfies ReviewFilter[]) {
      expect(filterOf(draftOf(filter), filter)).toEqual({ filter });
    }
  });

  it('reads amounts into kuruş and names what is wrong where it is', () => {
    const draft = draftOf({});
    expect(filterOf({ ...draft, stake_from: '1.234,5', stake_to: '9999', age: '7' }, {})).toEqual({ filter: { stake_from: 123_450, stake_to: 999_900, age_from: 7 } });
    expect(filterOf({ ...draft, stake_from: '12,345', card: '47x', age: '-1' }, {})).toEqual({ faults: { stake_from: 'amount', card: 'card', age: 'age' } });
    expect(filterOf({ ...draft, stake_from: '10', stake_to: '9,99', from: '2026-05-02', to: '2026-05-01' }, {})).toEqual({ faults: { stake_to: 'crossed', to: 'crossed' } });
  });
});
