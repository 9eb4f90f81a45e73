import { addDays } from '../../../../shared/day.ts';

/** Istanbul days, both included. */
export interface Range {
  readonly from: string;
  readonly to: string;
}

/** The ranges people mean most, from today. */
export function usualRanges(today: string): { this_month: Range; last_month: Range; last_week: Range } {
  const first = `${today.slice(0, 8)}01`;
  const endOfLast = addDays(first, -1);
  return {
    this_month: { from: first, to: today },
    last_month: { from: `${endOfLast.slice(0, 8)}01`, to: endOfLast },
    last_week: { from: addDays(today, -6), to: today },
  };
}
