import type { KeyboardEvent } from 'react';
import type { GridProps } from './grid-props.ts';
import { stepOf } from './grid-step.ts';

/** The keys of a grid: moves, selecting, opening. */
export function handleGridKey<Row>(event: KeyboardEvent<HTMLDivElement>, props: GridProps<Row>, total: number, page: number): void {
  const { active, onActive, onMove, onToggle, onExtend, onOpen, onSelectAll } = props;
  // Keys pressed in the header are the header's.
  if (event.target !== event.currentTarget || event.altKey || total === 0) return;
  const next = stepOf(event.key, active, total, page);
  if (next !== undefined) {
    event.preventDefault();
    if (event.shiftKey) onExtend?.(Math.max(0, active), next);
    else onMove?.();
    onActive(next);
  } else if (event.key === ' ' && onToggle !== undefined) {
    event.preventDefault();
    onToggle(active);
  } else if (event.key === 'Enter' && onOpen !== undefined) {
    event.preventDefault();
    onOpen(active);
  } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a' && onSelectAll !== undefined) {
    event.preventDefault();
    onSelectAll();
  }
}
