import type { review as turkish } from '../tr/review.ts';

/** The review: the remark of details paired by hand, and why a record may be a partner. */
export const review: Readonly<Record<keyof typeof turkish, string>> = {
  'remark.paired': 'Paired with: {others}',
  'push.half_pair': 'The decision on the record it was paired with no longer counts. Half a pair was not sent; it waits here. Undo this decision or decide about the record anew.',
  'near.same_amount': 'The amount is the same.',
  'near.amount': 'The amounts are {amount|kurus} apart.',
  'near.same_card': 'The card’s last four digits are the same.',
  'near.same_code': 'The authorisation code is the same.',
  'near.same_day': 'On the same day.',
  'near.days': '{days} days apart.',
};
