import { type KeyboardEvent, type PointerEvent, useRef } from 'react';

interface SplitterProps {
  label: string;
  /** Width of the pane it sizes, px. */
  size: number;
  least: number;
  most: number;
  /** The pane is behind the line, so that moving left makes it wider. */
  after?: boolean;
  onSize(size: number): void;
  /** Back to the usual width. */
  onReset(): void;
}

/** px a key press moves the line. */
const STEP = 16;

/** The line between two panes: dragged, moved with the arrow keys, doubled back by a double click. */
export function Splitter({ label, size, least, most, after = false, onSize, onReset }: SplitterProps) {
  const from = useRef<{ x: number; size: number } | null>(null);
  const set = (wanted: number): void => onSize(Math.round(Math.min(most, Math.max(least, wanted))));
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (direction === 0 && event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    if (direction === 0) set(event.key === 'Home' ? least : most);
    else set(size + direction * STEP * (after ? -1 : 1));
  };
  const onPointerMove = ({ clientX }: PointerEvent): void => {
    if (from.current !== null) set(from.current.size + (clientX - from.current.x) * (after ? -1 : 1));
  };
  return (
    <div
      className="splitter"
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={size}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, size };
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        from.current = null;
      }}
      onDoubleClick={onReset}
    />
  );
}
