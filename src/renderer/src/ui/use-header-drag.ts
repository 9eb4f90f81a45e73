import { type PointerEvent as ReactPointerEvent, type RefObject, useCallback, useRef, useState } from 'react';

/** px the pointer has to move before a click becomes a drag. */
const SLACK = 6;

/** Dragging a header to another place: `target` is the column it would be put before; null: behind the last. */
export function useHeaderDrag(head: RefObject<HTMLElement | null>, onDrop: (id: string, before: string | null) => void) {
  const [target, setTarget] = useState<string | null>(null);
  const dragged = useRef(false);
  const start = useCallback(
    (event: ReactPointerEvent<HTMLElement>, id: string) => {
      if (event.button !== 0) return;
      dragged.current = false;
      const from = event.clientX;
      let before: string | null = id;
      const placeAt = (x: number): string | null => {
        const cells = [...(head.current?.querySelectorAll<HTMLElement>('[data-column]') ?? [])];
        const hit = cells.find((cell) => {
          const { left, width } = cell.getBoundingClientRect();
          return x < left + width / 2;
        });
        return hit?.dataset['column'] ?? null;
      };
      const move = ({ clientX }: PointerEvent): void => {
        if (!dragged.current && Math.abs(clientX - from) < SLACK) return;
        dragged.current = true;
        before = placeAt(clientX);
        setTarget(before);
      };
      const end = (ended: PointerEvent): void => {
        window.removeEventListener('pointermove', move);
        window.removeEventListener('pointerup', end);
        window.removeEventListener('pointercancel', end);
        setTarget(null);
        if (dragged.current && ended.type === 'pointerup') onDrop(id, before);
      };
      window.addEventListener('pointermove', move);
      window.addEventListener('pointerup', end);
      window.addEventListener('pointercancel', end);
    },
    [head, onDrop],
  );
  /** Whether the click that follows belongs to a drag. */
  const wasDragged = useCallback(() => dragged.current, []);
  return { target, start, wasDragged };
}
