import { useEffect } from 'react';
import { makeStore } from '../../store.ts';

/** Both sides added up, kuruş. */
export interface StatusSums {
  readonly db: number;
  readonly bank: number;
  readonly delta: number;
  readonly stake: number;
}

/** What the status bar says of the screen: how many, how much, what is selected, what is left. Sums are kuruş. */
export interface ScreenStatus {
  readonly rows: number;
  readonly sum: number | null;
  /** Whose sum it is, where it is not simply that of the rows */
  readonly of?: 'bank' | 'payven' | 'sales' | 'net';
  /** Of all rows of the view. */
  readonly sums?: StatusSums | null;
  readonly selected: { readonly count: number; readonly sum: number | null; readonly sums?: StatusSums | null } | null;
  readonly left: { readonly count: number; readonly of: number } | null;
  /** What is left in a sentence of the screen's own. */
  readonly words?: string | null;
}

export const statusStore = makeStore<ScreenStatus | null>(null);

/** Tells the status bar about the screen for as long as it is shown. */
export function useStatusBar(status: ScreenStatus | null): void {
  const text = JSON.stringify(status);
  useEffect(() => {
    statusStore.set(JSON.parse(text));
    return () => statusStore.set(null);
  }, [text]);
}
