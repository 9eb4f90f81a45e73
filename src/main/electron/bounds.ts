import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const savedBounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(400), height: z.int().min(300), maximized: z.boolean() });
export type SavedBounds = z.infer<typeof savedBounds>;

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the window stood; null where nothing usable was kept. */
export function readBounds(file: string): SavedBounds | null {
  try {
    return savedBounds.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // No file yet, or not ours: the window opens where the system puts it.
    return null;
  }
}

/** Keeps where the window stands. */
export function writeBounds(file: string, bounds: SavedBounds): void {
  try {
    writeFileSync(file, JSON.stringify(bounds), { mode: 0o600 });
  } catch {
    // A place that could not be kept is no reason to hold up the end of the program.
  }
}

/** Whether enough of the window lies on a screen to be taken hold of; a screen may have been unplugged since. */
export function isReachable(bounds: Area, screens: readonly Area[]): boolean {
  const GRIP = 100;
  return screens.some(
    (screen) =>
      bounds.x + bounds.width >= screen.x + GRIP &&
      bounds.x <= screen.x + screen.width - GRIP &&
      bounds.y >= screen.y &&
      bounds.y <= screen.y + screen.height - GRIP,
  );
}
