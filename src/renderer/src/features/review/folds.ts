import { z } from 'zod';
import { makeStore, useStore } from '../../store.ts';

const KEY = 'mutabakat.folds';
const folds = z.record(z.string(), z.boolean());

function remembered(): Readonly<Record<string, boolean>> {
  try {
    return folds.parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    // What cannot be read is worth nothing: the sections stand as they usually do.
    return {};
  }
}

const foldStore = makeStore<Readonly<Record<string, boolean>>>(remembered());
foldStore.subscribe(() => localStorage.setItem(KEY, JSON.stringify(foldStore.get())));

/** Whether a section is open, as the user left it, and what opens or folds it. */
export function useFold(name: string, usual: boolean): readonly [boolean, (open: boolean) => void] {
  const open = useStore(foldStore)[name] ?? usual;
  return [open, (next) => foldStore.set((all) => ({ ...all, [name]: next }))];
}

/** Opens a section that a key goes to. */
export function openFold(name: string): void {
  foldStore.set((all) => ({ ...all, [name]: true }));
}
