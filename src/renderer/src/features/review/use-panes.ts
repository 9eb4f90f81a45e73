import { useMemo, useSyncExternalStore } from 'react';
import { z } from 'zod';
import { makeStore, useStore } from '../../store.ts';

const KEY = 'mutabakat.panes';
/** Usual and allowed widths of the panes, px. */
export const paneSizes = { left: { usual: 216, least: 170, most: 420 }, right: { usual: 340, least: 288, most: 640 } } as const;
export type PaneSide = keyof typeof paneSizes;

const widthOf = (side: PaneSide) => z.number().min(paneSizes[side].least).max(paneSizes[side].most).catch(paneSizes[side].usual);
const panes = z.object({
  left: widthOf('left'),
  right: widthOf('right'),
  /** Null: as the window's width has it. */
  leftOpen: z.boolean().nullable().catch(null),
  rightOpen: z.boolean().nullable().catch(null),
});
type Panes = z.infer<typeof panes>;

function remembered(): Panes {
  try {
    return panes.parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    // What cannot be read is worth nothing: the panes stand as they usually do.
    return panes.parse({});
  }
}

const paneStore = makeStore<Panes>(remembered());
paneStore.subscribe(() => localStorage.setItem(KEY, JSON.stringify(paneStore.get())));

/** Narrower than this the left pane is folded until it is opened, so that difference, cause and decision are in view. */
const narrow = window.matchMedia('(max-width: 1340px)');
const watchNarrow = (listener: () => void): (() => void) => {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
};

export interface PaneState {
  readonly size: number;
  readonly open: boolean;
  setSize(size: number): void;
  reset(): void;
  toggle(): void;
}

/** The panes of the review: their widths and whether they are open; remembered. */
export function usePanes(): Readonly<Record<PaneSide, PaneState>> {
  const held = useStore(paneStore);
  const isNarrow = useSyncExternalStore(watchNarrow, () => narrow.matches);
  return useMemo(() => {
    const of = (side: PaneSide): PaneState => {
      const openKey = side === 'left' ? 'leftOpen' : 'rightOpen';
      const open = held[openKey] ?? (side === 'right' || !isNarrow);
      return {
        size: held[side],
        open,
        setSize: (size) => paneStore.set((now) => ({ ...now, [side]: size })),
        reset: () => paneStore.set((now) => ({ ...now, [side]: paneSizes[side].usual })),
        toggle: () => paneStore.set((now) => ({ ...now, [openKey]: !open })),
      };
    };
    return { left: of('left'), right: of('right') };
  }, [held, isNarrow]);
}
