import type { RefObject } from 'react';
import type { ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import type { ReviewRow, ReviewSums } from '../../../../shared/contract/review.ts';
import type { ReviewFilter, ReviewSort } from '../../../../shared/review-filter.ts';
import type { Windowed } from '../../use-window.ts';
import type { ReviewFacets } from './use-facets.ts';

/** What is said of every row of a view at once. */
export interface ReviewTotals {
  readonly sums: ReviewSums;
  /** Of those that wait for the user. */
  readonly undecided: ReviewSums;
}

/** The rows of a view, and the row the user is on: it is followed when rows before it leave the view. */
export interface DetailList {
  readonly list: Windowed<ReviewRow, ReviewTotals>;
  /** Index in the view; 0 where it is empty. */
  readonly active: number;
  /** Undefined until it is read, and while another view is: nothing is decided then. */
  readonly current: ReviewRow | undefined;
  /** `current`, and until it is read the row before it: for looking at alone. */
  readonly shown: ReviewRow | undefined;
  setActive(index: number): void;
}

/** The selected details; only what can be decided or settled can be selected. */
export interface Selection {
  /** Detail id → whether it is a conflict, to be settled rather than decided. */
  readonly picked: ReadonlyMap<string, boolean>;
  /** Null while they are being added up. */
  readonly sums: ReviewSums | null;
  toggle(row: ReviewRow | undefined): void;
  /** Shift: from where it began to here, beside what was selected before. */
  extend(from: number, to: number): void;
  /** Everything of the view that waits; where that is selected already, everything of it that can be decided. */
  all(): void;
  /** Puts back what was selected when an answer to it failed. */
  restore(picked: ReadonlyMap<string, boolean>): void;
  clear(): void;
  /** A move without Shift: the next extension begins anew. */
  rest(): void;
}

/**
 * What the parts of the review share: the grid and the filters (workspace.tsx) and
 * the pane, its dialogs and its notes (review-pane.tsx). Every part binds its keys
 * with `useActions`, which shows them in the palette and the list of keys as well.
 */
export interface Work {
  /** The reconciliation's. */
  readonly id: string;
  readonly summary: ReconciliationSummary;
  /** Finalized or cancelled: nothing can be decided. */
  readonly closed: boolean;
  /** Its decisions are on their way to Payven. */
  readonly pushing: boolean;
  readonly filter: ReviewFilter;
  /** Shows other rows; the row the user is on is kept where the new view has it. */
  setFilter(filter: ReviewFilter): void;
  readonly sort: ReviewSort;
  setSort(sort: ReviewSort): void;
  readonly details: DetailList;
  /** What the view could be narrowed to. */
  readonly facets: ReviewFacets;
  readonly selection: Selection;
  /** Details a decision is for: the selection where there is one, else the current row; never a conflict. */
  readonly targets: readonly string[];
  /** Conflicts a settling is for. */
  readonly conflictTargets: readonly string[];
  readonly gridRef: RefObject<HTMLDivElement | null>;
  /** Gives the grid the focus. */
  focusGrid(): void;
  /** Goes to a detail, widening the view where it does not show it (`within`: never); false where it is not there. */
  goTo(detailId: string, how?: 'within'): Promise<boolean>;
  /** After an answer: selection cleared, grid focused, on to the next row that waits and is none of these. */
  goOn(answered: readonly string[]): void;
  /** Reads the rows anew; commands of the page do so by themselves. */
  refresh(): void;
  /** The dialog that asks before the end. */
  readonly closing: 'finalize' | 'cancel' | null;
  setClosing(closing: 'finalize' | 'cancel' | null): void;
}
