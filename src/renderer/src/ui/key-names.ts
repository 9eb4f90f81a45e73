/** What a key event is called in an action's keys; `Ctrl` is the command key on a Mac as well. */
export function keyName(event: { key: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean }): string {
  const isLetter = event.key.length === 1 && event.key.toLowerCase() !== event.key.toUpperCase();
  const base = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const ctrl = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  // Of a sign such as `?` the Shift is part: another layout has it elsewhere.
  const shift = event.shiftKey && (isLetter || event.key.length > 1) ? 'Shift+' : '';
  return `${ctrl}${shift}${base}`;
}

const arrows: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' };

/** A key as the keyboard has it written: `Shift ←`, `Ctrl C`. */
export const shownKey = (key: string): string =>
  key
    .split('+')
    .map((part) => arrows[part] ?? part)
    .join(' ');
