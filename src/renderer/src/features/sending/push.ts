import { type Answer, ask, asDeskError, type DeskError } from '../../client.ts';
import { makeStore } from '../../store.ts';

export type PushAnswer = Answer<'decision.push'>;

/** How the last sending of decisions went; of one reconciliation, or of all (`reconciliation_id` null). */
interface Push {
  readonly reconciliation_id: string | null;
  readonly running: boolean;
  readonly answer: PushAnswer | null;
  readonly error: DeskError | null;
}

const none: Push = { reconciliation_id: null, running: false, answer: null, error: null };

/** One for the whole page: the status bar, the review and the desk show the same sending. */
export const pushStore = makeStore<Push>(none);

let stop = new AbortController();

/** Sends the decisions that wait, of one reconciliation or of all; a second wish while one runs changes nothing. */
export async function pushDecisions(reconciliationId: string | null): Promise<void> {
  if (pushStore.get().running) return;
  stop = new AbortController();
  const about = { reconciliation_id: reconciliationId };
  pushStore.set({ ...none, ...about, running: true });
  try {
    const answer = await ask('decision.push', reconciliationId === null ? {} : { reconciliation_id: reconciliationId }, { signal: stop.signal });
    pushStore.set({ ...none, ...about, answer });
  } catch (reason) {
    pushStore.set({ ...none, ...about, error: asDeskError(reason) });
  }
}

/** Stops the sending under way; what Payven has taken until then stands. */
export function stopPush(): void {
  stop.abort();
}

/** Puts the last outcome away. */
export function forgetPush(): void {
  pushStore.set((now) => (now.running ? now : none));
}

/** Whether an outcome is about this reconciliation. */
export const isAbout = ({ reconciliation_id }: Push, id: string): boolean => reconciliation_id === null || reconciliation_id === id;
