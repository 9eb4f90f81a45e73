import { z } from 'zod';
import { makeStore } from '../../store.ts';

const KEY = 'mutabakat.remarks';
/** Beside the six usual ones, so that every one has a digit. */
export const MOST_RECENT = 3;

/** The usual remarks, in the order of their digits; each names a sentence `remark.<name>`. */
export const usualRemarks = ['net', 'kurus', 'next_day', 'next_period', 'bank_confirmed', 'merchant_confirmed'] as const;

/** A remark put before the ones used last; one that is there already moves to the front, an empty or usual one is not kept. */
export function withRecent(recent: readonly string[], text: string, usual: readonly string[]): readonly string[] {
  const kept = text.trim();
  if (kept === '' || usual.includes(kept)) return recent;
  return [kept, ...recent.filter((each) => each !== kept)].slice(0, MOST_RECENT);
}

const kept = z.array(z.string()).max(MOST_RECENT);

function remembered(): readonly string[] {
  try {
    return kept.parse(JSON.parse(localStorage.getItem(KEY) ?? '[]'));
  } catch {
    // What cannot be read is worth nothing: it begins anew.
    return [];
  }
}

/** The user's own remarks, newest first; remembered on this computer. */
export const recentRemarks = makeStore<readonly string[]>(remembered());
recentRemarks.subscribe(() => localStorage.setItem(KEY, JSON.stringify(recentRemarks.get())));

/** What several selected items share a remark under. */
export const SELECTION = '*';

/** Whom a remark is for: one item by its id, the selection as a whole, or nobody while no row is known. */
export function remarkOwner(picked: ReadonlyMap<string, boolean>, currentId: string | undefined): string | null {
  if (picked.size > 1) return SELECTION;
  const [only] = picked.keys();
  return only ?? currentId ?? null;
}
