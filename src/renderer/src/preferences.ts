import { z } from 'zod';
import { languages } from '../../shared/text/language.ts';
import { makeStore, useStore } from './store.ts';

const KEY = 'mutabakat.look';

export const themes = ['light', 'dark', 'system'] as const;
export const densities = ['compact', 'comfortable'] as const;

const look = z.object({
  theme: z.enum(themes).catch('system'),
  density: z.enum(densities).catch('compact'),
  language: z.enum(languages).catch('tr'),
});
/** How the page looks and speaks; remembered on this computer. */
export type Look = z.infer<typeof look>;

/** Height of a row in px. */
export const rowHeights = { compact: 28, comfortable: 34 } as const;

function remembered(): Look {
  const text = localStorage.getItem(KEY);
  try {
    return look.parse(text === null ? {} : JSON.parse(text));
  } catch {
    // A look that cannot be read is worth nothing: the defaults take its place.
    return look.parse({});
  }
}

export const lookStore = makeStore<Look>(remembered());
lookStore.subscribe(() => localStorage.setItem(KEY, JSON.stringify(lookStore.get())));

export const useLook = (): Look => useStore(lookStore);

/** Changes a part of the look. */
export function setLook(change: Partial<Look>): void {
  lookStore.set((current) => ({ ...current, ...change }));
}

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const systemDark = makeStore(dark.matches);
dark.addEventListener('change', (event) => systemDark.set(event.matches));

/** `light` or `dark`, after the system was asked where the user leaves it to the system. */
export function useColorScheme(): 'light' | 'dark' {
  const { theme } = useLook();
  const system = useStore(systemDark) ? 'dark' : 'light';
  return theme === 'system' ? system : theme;
}
