import { useEffect } from 'react';
import { makeStore, useStore } from '../../store.ts';
import type { Work } from './work.ts';

/** The detail a review is to open on, by id; null: none is asked for. */
export const wantedDetailStore = makeStore<string | null>(null);

/** Goes to the detail that was asked for from outside the review. */
export function useWantedDetail({ goTo }: Pick<Work, 'goTo'>): void {
  const wanted = useStore(wantedDetailStore);
  useEffect(() => {
    if (wanted === null) return;
    wantedDetailStore.set(null);
    void goTo(wanted);
  }, [wanted, goTo]);
}
