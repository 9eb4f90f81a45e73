import { makeStore } from '../store.ts';

/** Where the list of keys shows an action. */
export const actionGroups = ['decide', 'list', 'filter', 'view', 'everywhere'] as const;
export type ActionGroup = (typeof actionGroups)[number];

/**
 * Something the user can do. One list feeds the keyboard, the palette and the list of
 * keys, so that none of them can say what another does not.
 */
export interface UiAction {
  readonly id: string;
  readonly group: ActionGroup;
  readonly label: string;
  /** As shown: `B`, `Shift+Z`, `Ctrl+Z`, `/`. The letter typed counts, on any layout. */
  readonly keys: readonly string[];
  /** Absent: the key is handled where it is pressed (in the grid), and only listed. */
  run?(): void;
  /** Left out of the palette: it makes sense as a key alone. */
  readonly keyOnly?: boolean;
}

/** Actions of what is on the screen, by the part that offers them. */
export const actionStore = makeStore<ReadonlyMap<string, readonly UiAction[]>>(new Map());
