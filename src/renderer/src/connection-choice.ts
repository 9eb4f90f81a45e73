import { makeStore } from './store.ts';

const KEY = 'mutabakat.connection';

/** The connection the user works with, by id; null: the one used last. Remembered on this computer. */
export const connectionStore = makeStore<string | null>(localStorage.getItem(KEY));
connectionStore.subscribe(() => {
  const id = connectionStore.get();
  if (id === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, id);
});
