import { useEffect } from 'react';
import { makeStore } from '../../store.ts';

/** What the status bar says of the screen: how many, how much, what is selected, what is left. Sums are kuruş. */
export interface ScreenStatus {
  readonly rows: number;
  readonly sum: number | null;
  /** The sum is of differences, not of amounts. */
  readonly stake?: boolean;
  readonly selected: { readonly count: number; readonly sum: number } | null;
  readonly left: { readonly count: number; readonly of: number } | null;
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
