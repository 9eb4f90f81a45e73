import type { PreviewSummary, VerdictCounts } from '../../../../shared/contract/preview.ts';
import { sumKurus } from '../../../../shared/money.ts';

/** A preview as the list tells of it: with what it was started as. */
export type ListedPreview = PreviewSummary & { readonly reconciliation_id: string | null };

/** What tells a day from another preview, and its numbers. */
export type DayFacts = Pick<ListedPreview, 'preview_id' | 'scope' | 'connector_config_id' | 'merchant_id' | 'from' | 'to' | 'import_ids' | 'counts' | 'amounts' | 'sent' | 'reconciliation_id'>;
type WholeFacts = Omit<DayFacts, 'reconciliation_id'>;

export const pairsOf = ({ matched, amount_mismatch, status_mismatch }: VerdictCounts): number => matched + amount_mismatch + status_mismatch;

const sameFiles = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((id) => b.includes(id));

/** Whether a preview is a day of this one: same files and scope, a single day of its period. */
function isDayOf(whole: WholeFacts, each: WholeFacts): boolean {
  return (
    each.from === each.to &&
    each.from >= whole.from &&
    each.to <= whole.to &&
    each.scope === whole.scope &&
    each.connector_config_id === whole.connector_config_id &&
    each.merchant_id === whole.merchant_id &&
    sameFiles(each.import_ids, whole.import_ids)
  );
}

/** The days of a preview in order: of each the one that was started, else the newest. `previews` newest first. */
export function daysOf<Day extends DayFacts>(whole: WholeFacts, previews: readonly Day[]): Day[] {
  const byDay = Map.groupBy(previews.filter((each) => isDayOf(whole, each)), ({ from }) => from);
  const chosen = [...byDay.values()].flatMap((those) => those.find(({ reconciliation_id }) => reconciliation_id !== null) ?? those.slice(0, 1));
  return chosen.toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

export interface DaySums {
  readonly days: number;
  readonly started: number;
  readonly sent: number;
  /** Kuruş at the bank. */
  readonly bank: number;
}

/** What days hold together, for the question before they are started. */
export function sumDays(days: readonly DayFacts[]): DaySums {
  return {
    days: days.length,
    started: days.filter(({ reconciliation_id }) => reconciliation_id !== null).length,
    sent: days.reduce((sum, { sent }) => sum + sent, 0),
    bank: sumKurus(days.map(({ amounts }) => amounts.bank)),
  };
}

/** Pairs of the whole whose sides lie on two days: cut apart, each side becomes an orphan. */
export function partedBy(whole: WholeFacts, days: readonly WholeFacts[]): number {
  return Math.max(0, pairsOf(whole.counts) - days.reduce((sum, { counts }) => sum + pairsOf(counts), 0));
}

/** Whether the days hold every row the whole would send. */
export const isCut = (whole: WholeFacts, days: readonly WholeFacts[]): boolean => days.reduce((sum, { sent }) => sum + sent, 0) === whole.sent && days.length > 0;
