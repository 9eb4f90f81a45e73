import { useEffect, useId, useLayoutEffect, useRef } from 'react';
import { actionStore, type UiAction } from './actions.ts';
import { keyName } from './key-names.ts';

const FIELDS = 'input:not([type=checkbox]):not([type=radio]), textarea, select';
const typing = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || target.matches(FIELDS));

/** A window that has closed stays in the page for a moment, unseen. */
const isWindowOpen = (): boolean => [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].some((each) => each.checkVisibility());

/**
 * Offers actions for as long as the part is on the screen. Keys never act while a
 * field has the focus or a dialog is open, nor with AltGr.
 */
export function useActions(actions: readonly UiAction[]): void {
  const part = useId();
  const current = useRef(actions);
  const shown = JSON.stringify(actions.map(({ id, label, keys }) => [id, label, keys]));
  // With the drawing itself: a key pressed right after it must not meet what was there before.
  useLayoutEffect(() => {
    current.current = actions;
  });
  useEffect(() => {
    // The store gets stand-ins that run what is current, so that it changes with the words alone.
    const standIns = current.current.map((action): UiAction => {
      const { run, ...rest } = action;
      return run === undefined ? rest : { ...rest, run: () => current.current.find(({ id }) => id === action.id)?.run?.() };
    });
    actionStore.set((all) => new Map(all).set(part, standIns));
    return () => actionStore.set((all) => new Map([...all].filter(([key]) => key !== part)));
  }, [part, shown]);
  useEffect(() => {
    const heard = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.isComposing || event.getModifierState('AltGraph')) return;
      if (typing(event.target) || isWindowOpen()) return;
      const name = keyName(event);
      const action = current.current.find(({ keys, run }) => run !== undefined && keys.includes(name));
      if (action === undefined) return;
      event.preventDefault();
      action.run?.();
    };
    window.addEventListener('keydown', heard);
    return () => window.removeEventListener('keydown', heard);
  }, []);
}
