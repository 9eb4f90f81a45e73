import type { ReviewRow } from '../../shared/contract/review.ts';
import { type Day, dayOf, startOfDay } from '../../shared/day.ts';
import type { Cause } from '../../shared/evidence.ts';
import type { Language } from '../../shared/text/language.ts';
import type { Bucket } from '../db/review-query.ts';
import type { WindowRow } from '../db/review-window.ts';
import { instant, reasonText } from './present.ts';

const DAY_MS = 86_400_000;

/** Whole Istanbul days from the day of an instant (UTC ms) to today; never negative. */
const ageOf = (at: number | null, today: Day): number => (at === null ? 0 : Math.max(0, Math.round((startOfDay(today) - startOfDay(dayOf(at))) / DAY_MS)));

/** A row of the grid in words and with +03:00. */
export function presentReviewRow(language: Language, today: Day, row: WindowRow, bucket: Bucket): ReviewRow {
  const { verdict, cause, status, answer, action, db_status, bank_status, merchant_name, assumed } = bucket;
  return {
    id: row.detail_id,
    verdict,
    cause: cause as Cause | null,
    date: row.at === null || row.time_known === 1 ? instant(row.at) : dayOf(row.at),
    auth_code: row.code,
    card: row.card,
    merchant: merchant_name,
    db_amount: row.db_amount,
    bank_amount: row.bank_amount,
    delta: row.delta,
    stake: row.stake,
    db_status,
    bank_status,
    status,
    answer,
    action,
    message: answer === 'refused' || answer === 'conflict' ? row.message : null,
    reason: row.line === null ? null : reasonText(language, row.line),
    suggestions: row.suggestions,
    age_days: ageOf(row.at, today),
    notes: row.notes,
    assumed: assumed === 1,
  };
}
