import { useEffect, useState } from 'react';
import { remarkOwner, SELECTION } from './remarks.ts';
import type { Work } from './work.ts';

/**
 * Remarks being written. Each stays with the item, or the selection, it was begun on and is
 * there again when the user comes back; it never goes with a decision about another one.
 */
export function useRemark({ selection: { picked }, details: { current } }: Pick<Work, 'selection' | 'details'>) {
  const [drafts, setDrafts] = useState<ReadonlyMap<string, string>>(new Map());
  const owner = remarkOwner(picked, current?.id);
  const isSelection = owner === SELECTION;
  const write = (whose: string | null, change: (text: string) => string): void => {
    if (whose !== null) setDrafts((all) => new Map(all).set(whose, change(all.get(whose) ?? '')));
  };
  useEffect(() => {
    // Another selection is another question.
    if (!isSelection) setDrafts((all) => (all.has(SELECTION) ? new Map([...all].filter(([whose]) => whose !== SELECTION)) : all));
  }, [isSelection]);
  return {
    owner,
    remarks: owner === null ? '' : (drafts.get(owner) ?? ''),
    setRemarks: (text: string): void => write(owner, () => text),
    /** Puts back what an answer that failed took along, unless something was written there since. */
    putBack: (whose: string | null, text: string): void => write(whose, (now) => (now === '' ? text : now)),
  };
}
