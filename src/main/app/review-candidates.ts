import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import type { reviewContract } from '../../shared/contract/review.ts';
import { type Day, dayOf, startOfDay } from '../../shared/day.ts';
import type { Language } from '../../shared/text/language.ts';
import { say } from '../../shared/text/say.ts';
import { suggestionsOfLine } from '../db/evidence.ts';
import { detailById, type KeptReconciliation } from '../db/reconciliations.ts';
import { nearestTo, type OneSide, oneSideAt } from '../db/review-near.ts';
import { bucketsShown, detailsOfLines, isOpen, isUndecided, placeOfDetail } from '../db/review-query.ts';
import { presentSuggestions } from './evidence.ts';
import type { QueryContext } from './context.ts';
import { keptReconciliation } from './reconciliation.ts';
import { type Looked, oneRow, shownRows } from './review.ts';

type Candidates = OutputOf<(typeof reviewContract)['review.candidates']>;
type Candidate = Candidates['candidates'][number];
type Why = Pick<Candidate, 'reasons' | 'sure'>;

const OTHER_SIDE: Readonly<Record<string, string>> = { OrphanDb: 'OrphanBank', OrphanBank: 'OrphanDb' };
const DAY_MS = 86_400_000;

/** The members of each suggestion a detail is in that are details of this reconciliation, surest first, itself left out. */
export function suggestedDetails({ db, language }: QueryContext, kept: KeptReconciliation, detailId: string) {
  const line = detailById(db, kept.id, detailId)?.preview_line ?? null;
  if (kept.preview_id === null || line === null) return [];
  const membersOf = new Map(suggestionsOfLine(db, kept.preview_id, line).map(({ suggestion, members }) => [suggestion, members]));
  return presentSuggestions(db, language, kept.connection_id, kept.preview_id, line).map((suggestion) => {
    const lines = (membersOf.get(suggestion.suggestion) ?? []).flatMap((member) => member.line ?? []);
    return { ...suggestion, details: detailsOfLines(db, kept.id, lines).filter((id) => id !== detailId) };
  });
}

/** What makes two single sides look alike, in words. */
function nearness(language: Language, one: OneSide, other: OneSide): string[] {
  const reasons: string[] = [];
  const apart = one.amount === null || other.amount === null ? null : Math.abs(one.amount - other.amount);
  if (apart !== null) reasons.push(apart === 0 ? say(language, 'near.same_amount') : say(language, 'near.amount', { amount: apart }));
  if (one.card !== null && one.card === other.card) reasons.push(say(language, 'near.same_card'));
  if (one.code !== null && one.code === other.code) reasons.push(say(language, 'near.same_code'));
  if (one.at !== null && other.at !== null) {
    const dayStart = (at: number): number => startOfDay(dayOf(at) satisfies Day);
    const days = Math.round(Math.abs(dayStart(one.at) - dayStart(other.at)) / DAY_MS);
    reasons.push(days === 0 ? say(language, 'near.same_day') : say(language, 'near.days', { days }));
  }
  return reasons;
}

function whyByPlace(context: QueryContext, kept: KeptReconciliation, { review }: Looked, detailId: string, allowed: ReadonlySet<number>): Map<number, Why> {
  const why = new Map<number, Why>();
  for (const { details, reasons, sureness } of suggestedDetails(context, kept, detailId)) {
    for (const id of details) {
      const place = placeOfDetail(context.db, review, id);
      if (place !== undefined && allowed.has(place) && !why.has(place)) why.set(place, { reasons, sure: sureness });
    }
  }
  return why;
}

/** Who one orphan may be paired with: of the other side, alone as well, and not decided yet. */
export function candidates(input: InputOf<(typeof reviewContract)['review.candidates']>, context: QueryContext): Candidates {
  const { db, views, language } = context;
  const kept = keptReconciliation(db, input.reconciliation_id);
  const { looked, row } = oneRow(context, kept.id, input.detail_id);
  const other = OTHER_SIDE[row.verdict ?? ''];
  const { review, view } = looked;
  const side = oneSideAt(db, review, placeOfDetail(db, review, input.detail_id) ?? -1);
  if (other === undefined || side === undefined) return { candidates: [] };
  const filter = { verdicts: [other], ...(input.text !== undefined && { text: input.text }) };
  const buckets = bucketsShown(looked.buckets, filter).filter((bucket) => isOpen(bucket) && isUndecided(bucket));
  const allowed = [...views.places(db, review, { ...view, filter }, buckets)];
  const why = whyByPlace(context, kept, looked, input.detail_id, new Set(allowed));
  const found = input.text === undefined ? null : allowed;
  for (const near of nearestTo(db, review, side, { buckets, found, limit: input.limit + why.size })) {
    if (!why.has(near.place)) why.set(near.place, { reasons: nearness(language, side, near), sure: 'near' });
  }
  const chosen = [...why].slice(0, input.limit);
  const rows = shownRows(context, looked, chosen.map(([place]) => place));
  return { candidates: rows.flatMap((each, index) => (chosen[index] === undefined ? [] : [{ row: each, ...chosen[index][1] }])) };
}
