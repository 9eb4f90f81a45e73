import { describe, expect, it } from 'vitest';
import { type Answered, inConflict, isDecidable, isUndecided, markOf, standingAnswer, undecidedIn } from '../../src/renderer/src/features/review/answers.ts';

type Decision = NonNullable<Answered['decision']>;

const decision = (given: Partial<Decision>): Decision => ({
  action: 'AcceptBank',
  adjusted_amount: 14_750_00,
  applied_status: null,
  remarks: null,
  decided_at: '2026-05-06T10:00:00+03:00',
  decided_by: 'muhasebe',
  state: 'local',
  message: null,
  conflict: null,
  ...given,
});

const detail = (given: Partial<Answered>): Answered => ({
  detail_status: 'Pending',
  resolution_action: null,
  adjusted_amount: null,
  applied_status: null,
  resolved_at: null,
  resolved_by: null,
  remarks: null,
  decision: null,
  ...given,
});

const elsewhere = { detail_status: 'Resolved', resolution_action: 'AcceptDb', resolved_by: 'baskasi', resolved_at: '2026-05-06T11:00:00+03:00' };

/** Every way a detail and its decision can stand, and what the row shows and takes. */
const cases = [
  { name: 'nothing decided', given: {}, mark: 'none', undecided: true, decidable: true },
  { name: 'kept here', given: { decision: decision({}) }, mark: 'local', undecided: false, decidable: true },
  { name: 'on its way', given: { decision: decision({ state: 'queued' }) }, mark: 'queued', undecided: false, decidable: false },
  { name: 'taken, the detail not read again', given: { decision: decision({ state: 'sent' }) }, mark: 'sent', undecided: false, decidable: false },
  { name: 'refused', given: { decision: decision({ state: 'refused', message: 'Tutar eksi.' }) }, mark: 'refused', undecided: true, decidable: true },
  { name: 'taken', given: { ...elsewhere, decision: decision({ state: 'sent' }) }, mark: 'sent', undecided: false, decidable: false },
  { name: 'answered elsewhere', given: elsewhere, mark: 'sent', undecided: false, decidable: false },
  { name: 'in conflict', given: { ...elsewhere, decision: decision({ state: 'refused', conflict: 'open' }) }, mark: 'conflict', undecided: false, decidable: false },
  { name: 'in conflict with a closing', given: { decision: decision({ state: 'refused', conflict: 'open' }) }, mark: 'conflict', undecided: false, decidable: false },
  { name: 'left to Payven', given: { ...elsewhere, decision: decision({ state: 'refused', conflict: 'payven' }) }, mark: 'sent', undecided: false, decidable: false },
  { name: 'to go over the answer there', given: { ...elsewhere, decision: decision({}) }, mark: 'local', undecided: false, decidable: false },
  { name: 'matched by itself', given: { detail_status: 'AutoMatched' }, mark: null, undecided: false, decidable: false },
] as const;

describe('a detail in the review', () => {
  it.each(cases)('$name: shows $mark', ({ given, mark, undecided, decidable }) => {
    const one = detail(given as Partial<Answered>);
    expect(markOf(one, false)).toBe(mark);
    expect(isUndecided(one)).toBe(undecided);
    expect(isDecidable(one, false)).toBe(decidable);
  });

  it('is not decided otherwise while its decision is being sent', () => {
    const kept = detail({ decision: decision({}) });
    expect(isDecidable(kept, true)).toBe(false);
    expect(markOf(kept, true)).toBe('queued');
    expect(isDecidable(detail({}), true)).toBe(true);
  });

  it('shows our answer until Payven has one of its own, and ours again where it is to go over that', () => {
    const ours = { action: 'AcceptBank', by: 'muhasebe' };
    const theirs = { action: 'AcceptDb', by: 'baskasi' };
    expect(standingAnswer(detail({}))).toBeNull();
    expect(standingAnswer(detail({ decision: decision({}) }))).toMatchObject(ours);
    expect(standingAnswer(detail({ ...elsewhere, decision: decision({ state: 'sent' }) }))).toMatchObject(theirs);
    expect(standingAnswer(detail({ ...elsewhere, decision: decision({ state: 'refused', conflict: 'payven' }) }))).toMatchObject(theirs);
    expect(standingAnswer(detail({ ...elsewhere, decision: decision({}) }))).toMatchObject(ours);
  });

  it('is in conflict only until the user has said which answer stands', () => {
    expect(['open', 'payven', 'replaced', null].map((conflict) => inConflict({ decision: decision({ conflict: conflict as Decision['conflict'] }) }))).toEqual([true, false, false, false]);
  });
});

describe('what is left to decide', () => {
  it('counts what is open at Payven without what was decided here, never less than none', () => {
    expect(undecidedIn({ pending: 20, waiting: 12 })).toBe(8);
    expect(undecidedIn({ pending: 0, waiting: 2 })).toBe(0);
  });
});
