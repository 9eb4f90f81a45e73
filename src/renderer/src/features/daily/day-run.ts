import type { BridgeProgress } from '../../../../shared/bridge.ts';
import { ask, asDeskError, type DeskError } from '../../client.ts';
import { makeStore } from '../../store.ts';

/** Days of one preview being started one after another; it goes on while the user looks at other screens. */
interface DayRun {
  /** The preview that was cut into days. */
  readonly whole_id: string | null;
  /** The day's preview that is being started. */
  readonly current: string | null;
  readonly progress: BridgeProgress | null;
  /** The user wants no further day. */
  readonly stopping: boolean;
  readonly failed: { readonly preview_id: string; readonly error: DeskError } | null;
}

const idle: DayRun = { whole_id: null, current: null, progress: null, stopping: false, failed: null };
export const dayRunStore = makeStore<DayRun>(idle);

let stop = new AbortController();

/** Whether it waits for Payven's limit of starts: nothing of this day has left yet. */
const waitsForTurn = ({ progress }: DayRun): boolean => progress?.step === 'wait' && progress.total !== null && progress.done >= progress.total;

/**
 * Starts the previews in this order, until one fails or the user stops. Confirmed once
 * by the user, with the numbers of all; one that was started already is left alone.
 */
export async function startDays(wholeId: string, previewIds: readonly string[]): Promise<void> {
  if (dayRunStore.get().current !== null) return;
  stop = new AbortController();
  for (const preview_id of previewIds) {
    dayRunStore.set({ ...idle, whole_id: wholeId, current: preview_id });
    const onProgress = (progress: BridgeProgress): void => dayRunStore.set((now) => ({ ...now, progress }));
    try {
      await ask('reconciliation.start', { preview_id, confirmed: true }, { signal: stop.signal, onProgress });
    } catch (reason) {
      const error = asDeskError(reason);
      const wanted = error.code === 'state.cancelled' && dayRunStore.get().stopping;
      dayRunStore.set({ ...idle, whole_id: wholeId, failed: wanted ? null : { preview_id, error } });
      return;
    }
    if (dayRunStore.get().stopping) break;
  }
  dayRunStore.set({ ...idle, whole_id: wholeId });
}

/** Starts no further day. The one under way comes to its end, unless it only waits for its turn. */
export function stopDays(): void {
  const now = dayRunStore.get();
  if (now.current === null) return;
  dayRunStore.set({ ...now, stopping: true });
  if (waitsForTurn(now)) stop.abort();
}
