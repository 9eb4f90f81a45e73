import { describe, expect, it } from 'vitest';
import { afterOf } from '../../src/renderer/src/features/review/after.ts';
import { changeOfRow, changeOfSums, likelyStatus, pairSums } from '../../src/renderer/src/features/review/change.ts';
import { checksOf } from '../../src/renderer/src/features/review/checklist.ts';
import { fieldOf } from '../../src/renderer/src/features/review/decision-keys.ts';
import { type Choice, usualChoice } from '../../src/renderer/src/features/review/choice.ts';
import { groupFilter, groupWish, scopesOf, usualAction } from '../../src/renderer/src/features/review/group.ts';
import { MOST_RECENT, remarkOwner, withRecent } from '../../src/renderer/src/features/review/remarks.ts';
import { actions } from '../../src/shared/enums.ts';
import { adviceOf, causes } from '../../src/shared/evidence.ts';

const row = (given: Partial<Parameters<typeof changeOfRow>[1]>) => ({ db_amount: 15_000, bank_amount: 14_750, db_status: 'Completed', bank_status: 'approved', stake: 250, ...given });
const sums = { rows: 3, db: 45_000, bank: 44_250, delta: -750, stake: 750 };

describe('what an answer changes, before it is given', () => {
  it.each([
    ['AcceptBank', row({}), { what: 'amount', from: 15_000, to: 14_750 }],
    ['AcceptBank', row({ bank_amount: 15_000, bank_status: 'voided' }), { what: 'status', from: 'Completed', to: 'voided' }],
    ['AcceptBank', row({ bank_amount: null, bank_status: null }), { what: 'absent', side: 'bank' }],
    ['AcceptBank', row({ db_amount: null, db_status: null }), { what: 'amount', from: null, to: 14_750 }],
    ['AcceptDb', row({}), { what: 'stays', amount: 15_000 }],
    ['AcceptDb', row({ db_amount: null }), { what: 'absent', side: 'payven' }],
    ['MarkMatched', row({}), { what: 'paired', db: 15_000, bank: 14_750 }],
    ['Ignore', row({}), { what: 'ignored', stake: 250 }],
    ['AdjustAmount', row({ db_amount: null }), { what: 'asked', from: 14_750 }],
    ['ForceStatus', row({}), { what: 'asked', from: 'Completed' }],
  ] as const)('%s of one', (action, side, change) => {
    expect(changeOfRow(action, side)).toEqual(change);
  });

  it('of many is said by their sums', () => {
    expect(changeOfSums('AcceptBank', sums)).toEqual({ what: 'amount', from: 45_000, to: 44_250 });
    expect(changeOfSums('AcceptDb', sums)).toEqual({ what: 'stays', amount: 45_000 });
    expect(changeOfSums('Ignore', sums)).toEqual({ what: 'ignored', stake: 750 });
  });

  it('of a pair is both sides and what stays between them', () => {
    expect(pairSums({ db_amount: 15_000, bank_amount: null }, { db_amount: null, bank_amount: 14_750 })).toEqual({ db: 15_000, bank: 14_750, delta: -250 });
  });

  it('begins with the state the bank says', () => {
    expect(['refunded', 'voided', 'approved', null].map(likelyStatus)).toEqual(['Refunded', 'Canceled', 'Completed', 'Completed']);
  });
});

describe('what an orphan is paired with before the user chose', () => {
  const alone: Choice = { key: 'alone', partners: [], group: null, candidate: null, sums: null };
  const withOne = (sure: string): Choice => ({ ...alone, key: sure, partners: ['x'], candidate: { sure } as Choice['candidate'] });
  const withGroup = (sureness: string): Choice => ({ ...alone, key: sureness, partners: ['x', 'y'], group: { sureness } as Choice['group'] });

  it.each(['confirmed', 'likely'])('is what is %s', (sure) => {
    expect(usualChoice([withOne(sure), alone])?.key).toBe(sure);
    expect(usualChoice([withGroup(sure), withOne('near'), alone])?.key).toBe(sure);
  });

  it('is nothing where it is merely near, ambiguous or nobody', () => {
    for (const choices of [[withOne('near'), alone], [withOne('ambiguous'), alone], [withGroup('ambiguous'), alone], [alone], []]) expect(usualChoice(choices)).toBeUndefined();
  });
});

describe('a remark', () => {
  it('belongs to one item, or to the selection as a whole', () => {
    const picked = (...ids: string[]) => new Map(ids.map((id) => [id, false]));
    expect(remarkOwner(picked(), 'a')).toBe('a');
    expect(remarkOwner(picked('b'), 'a')).toBe('b');
    expect(remarkOwner(picked(), undefined)).toBeNull();
    expect(remarkOwner(picked('b', 'c'), 'b')).not.toBe('b');
  });
});

describe('an answer that needs something first', () => {
  it('asks for a partner for an orphan alone', () => {
    expect(fieldOf('MarkMatched', { verdict: 'OrphanDb' })).toBe('pair');
    expect(fieldOf('MarkMatched', { verdict: 'OrphanBank' })).toBe('pair');
    expect(fieldOf('MarkMatched', { verdict: 'AmountMismatch' })).toBeNull();
    expect(fieldOf('MarkMatched', null)).toBeNull();
  });

  it('asks for a value where there is one to give', () => {
    expect(actions.filter((action) => fieldOf(action, null) !== null)).toEqual(['AdjustAmount', 'ForceStatus']);
  });
});

describe('one decision for many', () => {
  const current = { verdict: 'AmountMismatch', cause: 'net_for_gross' } as const;

  it('is about what the user looks at: a cause, a verdict, else the row’s own cause', () => {
    expect(groupWish({ undecided: true }, current)?.scope).toBe('cause');
    expect(groupWish({ verdicts: ['AmountMismatch'] }, current)?.scope).toBe('verdict');
    expect(groupWish({ causes: ['one_kurus'] }, current)).toMatchObject({ scope: 'cause', cause: 'one_kurus' });
    expect(groupWish({}, { verdict: 'OrphanDb', cause: null })?.scope).toBe('verdict');
    expect(groupWish({}, { verdict: 'Matched', cause: null })).toMatchObject({ scope: 'view', verdict: null });
    expect(groupWish({ verdicts: ['Matched'] }, { verdict: 'Matched', cause: null })).toBeNull();
  });

  it('offers no cause where none is known', () => {
    expect(scopesOf({ verdict: 'OrphanDb', cause: null, view: {}, scope: 'verdict' })).toEqual(['verdict', 'view']);
  });

  it('reaches the undecided alone, never a conflict nor what was decided', () => {
    const wish = { ...current, view: { text: 'kahve' }, scope: 'cause' } as const;
    for (const scope of scopesOf(wish)) expect(groupFilter(wish, scope)).toMatchObject({ undecided: true, answers: ['none', 'refused'] });
    expect(groupFilter(wish, 'cause')).toMatchObject({ verdicts: ['AmountMismatch'], causes: ['net_for_gross'] });
    expect(groupFilter(wish, 'verdict')).not.toHaveProperty('causes');
    expect(groupFilter(wish, 'view')).toMatchObject({ text: 'kahve' });
  });

  it('reaches nothing where the view asks for what is decided: an empty list would mean all', () => {
    const wish = { ...current, view: { answers: ['local', 'sent'] }, scope: 'view' } as const;
    expect(groupFilter({ ...wish, view: { answers: [...wish.view.answers] } }, 'view')).toBeNull();
    expect(groupFilter({ ...wish, view: { answers: ['refused', 'sent'] } }, 'view')?.answers).toEqual(['refused']);
  });

  it('begins with the answer that fits the cause', () => {
    for (const cause of causes) expect(usualAction('cause', cause)).toBe(adviceOf[cause].action ?? 'AcceptBank');
    expect(usualAction('view', 'voided_same_day')).toBe('AcceptBank');
  });
});

describe('remarks used before', () => {
  it('are few, each once, the newest first, and none of the usual ones', () => {
    let recent: readonly string[] = [];
    for (const text of ['bir', 'iki', ' üç ', 'dört', 'üç', '', 'hazır']) recent = withRecent(recent, text, ['hazır']);
    expect(recent).toEqual(['üç', 'dört', 'iki']);
    expect(recent).toHaveLength(MOST_RECENT);
  });
});

describe('before closing', () => {
  it('every line has its number and a way to its rows', () => {
    const list = { pending: sums, undecided: { ...sums, rows: 7, stake: 9_900 }, waiting: 2, conflicts: 1, refused: 3, unaccounted: 0, open: [] };
    expect(checksOf(list).map(({ what, count }) => [what, count])).toEqual([['unaccounted', 0], ['undecided', 7], ['refused', 3], ['conflicts', 1], ['waiting', 2]]);
    for (const { filter } of checksOf(list)) expect(Object.values(filter).flat()).not.toEqual([]);
    expect(checksOf(list).filter(({ sends }) => sends).map(({ what }) => what)).toEqual(['waiting']);
  });

  it('an answer says what can still be done about it', () => {
    expect((['local', 'queued', 'refused', 'sent'] as const).map((mark) => afterOf(mark, false))).toEqual(['local', 'queued', 'refused', 'sent']);
    expect((['local', 'sent'] as const).map((mark) => afterOf(mark, true))).toEqual(['closed', 'closed']);
    expect((['none', 'conflict', 'unknown'] as const).map((mark) => afterOf(mark, false))).toEqual([null, null, null]);
  });
});
