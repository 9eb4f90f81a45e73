import { z } from 'zod';
import { bridgeError, type BridgeProgress, type DeskBridge } from '../../shared/bridge.ts';
import { importContract } from '../../shared/contract/bank-file.ts';
import { bankMerchantContract } from '../../shared/contract/bank-merchant.ts';
import { browseContract } from '../../shared/contract/browse.ts';
import { connectionContract } from '../../shared/contract/connection.ts';
import { decisionContract } from '../../shared/contract/decision.ts';
import { historyContract } from '../../shared/contract/history.ts';
import { importChangeContract } from '../../shared/contract/import-change.ts';
import type { Method } from '../../shared/contract/method.ts';
import { outboxContract } from '../../shared/contract/outbox.ts';
import { previewContract } from '../../shared/contract/preview.ts';
import { profileContract } from '../../shared/contract/profile.ts';
import { reconciliationContract } from '../../shared/contract/reconciliation.ts';
import { reviewContract } from '../../shared/contract/review.ts';
import { searchContract } from '../../shared/contract/search.ts';
import { settingsContract } from '../../shared/contract/settings.ts';
import { settlementContract } from '../../shared/contract/settlement.ts';
import { type ChosenFile, shellContract } from '../../shared/contract/shell.ts';
import { syncContract } from '../../shared/contract/sync.ts';
import { transactionContract } from '../../shared/contract/transaction.ts';
import { workbookContract } from '../../shared/contract/workbook.ts';
import { describeError } from '../../shared/text/say.ts';
import { connectionStore } from './connection-choice.ts';
import { httpBridge } from './http-bridge.ts';
import { lookStore } from './preferences.ts';
import { makeStore } from './store.ts';
import { withoutHint, withPlainInstants } from './ui/format.ts';

const methods = {
  ...shellContract,
  ...browseContract,
  ...connectionContract,
  ...syncContract,
  ...importContract,
  ...importChangeContract,
  ...profileContract,
  ...bankMerchantContract,
  ...previewContract,
  ...reconciliationContract,
  ...decisionContract,
  ...reviewContract,
  ...outboxContract,
  ...transactionContract,
  ...settlementContract,
  ...workbookContract,
  ...historyContract,
  ...searchContract,
  ...settingsContract,
};
export type MethodName = keyof typeof methods;
export type Question<K extends MethodName> = z.input<(typeof methods)[K]['input']>;
export type Answer<K extends MethodName> = z.output<(typeof methods)[K]['output']>;

/** What a call answered instead of a result; `message` is for the user, in their language. */
export class DeskError extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, details: Readonly<Record<string, unknown>>) {
    super(withPlainInstants(withoutHint(message)));
    this.name = 'DeskError';
    this.code = code;
    this.details = details;
  }
}

export interface AskOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BridgeProgress) => void;
}

/** A command under way, for the status bar. */
export interface Activity {
  readonly call_id: string;
  readonly name: MethodName;
  readonly progress: BridgeProgress | null;
}

/** Commands under way, oldest first. */
export const activityStore = makeStore<readonly Activity[]>([]);
/** Grows with every finished command: what was read before may be old. */
export const changeStore = makeStore(0);
/** Whether Payven could be reached when it was last asked; null: nothing was asked yet. */
export const reachStore = makeStore<boolean | null>(null);

let shell: DeskBridge | undefined;
const progressOf = new Map<string, (progress: BridgeProgress) => void>();

function bridge(): DeskBridge {
  if (shell === undefined) {
    shell = window.desk ?? httpBridge();
    shell.onProgress((progress) => progressOf.get(progress.call_id)?.(progress));
  }
  return shell;
}

/** Anything thrown on the way, as an error the user can act on. */
export function asDeskError(error: unknown): DeskError {
  if (error instanceof DeskError) return error;
  if (error instanceof Error && 'bridge' in error) {
    const parsed = bridgeError.safeParse(error.bridge);
    if (parsed.success) return new DeskError(parsed.data.code, parsed.data.message, parsed.data.details);
  }
  const details = { fault: error instanceof Error ? error.message : String(error) };
  return new DeskError('unexpected.fault', describeError(lookStore.get().language, 'unexpected.fault', details), details);
}

/** Calls that cannot be answered without Payven. */
const payvenCalls: readonly MethodName[] = ['connection.connect', 'sync.run', 'reconciliation.remote', 'reconciliation.fetch', 'reconciliation.start', 'reconciliation.finalize', 'reconciliation.cancel'];

const networkSigns = z.object({ source: z.enum(['payven', 'this_computer']).optional(), offline: z.boolean().optional(), processed: z.int().optional() });

/** Whether Payven was there is told by every call that needed it. */
function watchNetwork(name: MethodName, outcome: unknown): void {
  const { source, offline, processed } = networkSigns.safeParse(outcome).data ?? {};
  const unreachable = outcome instanceof DeskError && outcome.code === 'payven.unreachable';
  const reached = source === 'payven' || (offline === false && processed !== undefined && processed > 0);
  if (unreachable || source === 'this_computer' || offline === true) reachStore.set(false);
  else if (reached || (payvenCalls.includes(name) && !(outcome instanceof DeskError))) reachStore.set(true);
}

/** A connection that was just made is the one to work with. */
function watchConnection(name: MethodName, answer: unknown): void {
  if (name !== 'connection.connect' && name !== 'shell.sample') return;
  const made = z.object({ connection_id: z.string() }).safeParse(answer);
  if (made.success) connectionStore.set(made.data.connection_id);
}

/** Asks the desk; the answer is parsed with the contract. Throws {@link DeskError}. */
export async function ask<K extends MethodName>(name: K, input: Question<K>, options: AskOptions = {}): Promise<Answer<K>> {
  const call_id = crypto.randomUUID();
  const method: Method = methods[name];
  const isCommand = method.kind === 'command';
  // What takes a moment on this computer alone is not shown as being under way.
  const isShown = isCommand && method.lane !== 'desk';
  const stop = (): void => bridge().cancel(call_id);
  options.signal?.addEventListener('abort', stop, { once: true });
  progressOf.set(call_id, (progress) => {
    options.onProgress?.(progress);
    activityStore.set((all) => all.map((each) => (each.call_id === call_id ? { ...each, progress } : each)));
  });
  if (isShown) activityStore.set((all) => [...all, { call_id, name, progress: null }]);
  try {
    const answer = await bridge().invoke({ call_id, method: name, input, language: lookStore.get().language });
    if (!answer.ok) throw new DeskError(answer.error.code, answer.error.message, answer.error.details);
    const data = method.output.parse(answer.data) as Answer<K>;
    watchNetwork(name, data);
    watchConnection(name, data);
    return data;
  } catch (error) {
    const told = asDeskError(error);
    watchNetwork(name, told);
    throw told;
  } finally {
    options.signal?.removeEventListener('abort', stop);
    progressOf.delete(call_id);
    if (isShown) activityStore.set((all) => all.filter((each) => each.call_id !== call_id));
    if (isCommand) changeStore.set((count) => count + 1);
  }
}

/** Files the user chose in the system's or the browser's own window. */
export const chooseFiles = (): Promise<ChosenFile[]> => bridge().chooseFiles();
/** Files dropped on the page. */
export const takeDropped = (files: readonly File[]): Promise<ChosenFile[]> => bridge().takeDropped(files);
/** Where a workbook should go; null when the user thinks better of it. */
export const chooseSave = (name: string): Promise<string | null> => bridge().chooseSave(name);
/** Hands the written file over. */
export const deliver = (file: string): Promise<void> => bridge().deliver(file);
