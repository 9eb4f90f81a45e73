import type { z } from 'zod';
import { bridgeError, type BridgeProgress, type DeskBridge } from '../../shared/bridge.ts';
import { importContract } from '../../shared/contract/bank-file.ts';
import { browseContract } from '../../shared/contract/browse.ts';
import { connectionContract } from '../../shared/contract/connection.ts';
import { historyContract } from '../../shared/contract/history.ts';
import { previewContract } from '../../shared/contract/preview.ts';
import { reconciliationContract } from '../../shared/contract/reconciliation.ts';
import { type ChosenFile, shellContract } from '../../shared/contract/shell.ts';
import { syncContract } from '../../shared/contract/sync.ts';
import { transactionContract } from '../../shared/contract/transaction.ts';
import { workbookContract } from '../../shared/contract/workbook.ts';
import { describeError } from '../../shared/text/say.ts';
import { httpBridge } from './http-bridge.ts';
import { lookStore } from './preferences.ts';
import { makeStore } from './store.ts';
import { withoutHint } from './ui/format.ts';

const methods = {
  ...shellContract,
  ...browseContract,
  ...connectionContract,
  ...syncContract,
  ...importContract,
  ...previewContract,
  ...reconciliationContract,
  ...transactionContract,
  ...workbookContract,
  ...historyContract,
};
export type MethodName = keyof typeof methods;
export type Question<K extends MethodName> = z.input<(typeof methods)[K]['input']>;
export type Answer<K extends MethodName> = z.output<(typeof methods)[K]['output']>;

/** What a call answered instead of a result; `message` is for the user, in their language. */
export class DeskError extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, details: Readonly<Record<string, unknown>>) {
    super(withoutHint(message));
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
/** Since when Payven cannot be reached (ms); null while nothing says so. */
export const offlineStore = makeStore<number | null>(null);

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

const payvenCommands: readonly MethodName[] = ['connection.connect', 'sync.run', 'reconciliation.fetch', 'reconciliation.start'];

/** Whether Payven was there is told by every call that needed it. */
function watchNetwork(name: MethodName, outcome: unknown): void {
  const source = typeof outcome === 'object' && outcome !== null && 'source' in outcome ? outcome.source : undefined;
  const unreachable = outcome instanceof DeskError && outcome.code === 'payven.unreachable';
  if (unreachable || source === 'this_computer') offlineStore.set((since) => since ?? Date.now());
  else if (source === 'payven' || (payvenCommands.includes(name) && !(outcome instanceof DeskError))) offlineStore.set(null);
}

/** Asks the desk; the answer is parsed with the contract. Throws {@link DeskError}. */
export async function ask<K extends MethodName>(name: K, input: Question<K>, options: AskOptions = {}): Promise<Answer<K>> {
  const call_id = crypto.randomUUID();
  const isCommand = methods[name].kind === 'command';
  const stop = (): void => bridge().cancel(call_id);
  options.signal?.addEventListener('abort', stop, { once: true });
  progressOf.set(call_id, (progress) => {
    options.onProgress?.(progress);
    activityStore.set((all) => all.map((each) => (each.call_id === call_id ? { ...each, progress } : each)));
  });
  if (isCommand) activityStore.set((all) => [...all, { call_id, name, progress: null }]);
  try {
    const answer = await bridge().invoke({ call_id, method: name, input, language: lookStore.get().language });
    if (!answer.ok) throw new DeskError(answer.error.code, answer.error.message, answer.error.details);
    const output: z.ZodType<unknown> = methods[name].output;
    const data = output.parse(answer.data) as Answer<K>;
    watchNetwork(name, data);
    return data;
  } catch (error) {
    const told = asDeskError(error);
    watchNetwork(name, told);
    throw told;
  } finally {
    options.signal?.removeEventListener('abort', stop);
    progressOf.delete(call_id);
    if (isCommand) {
      activityStore.set((all) => all.filter((each) => each.call_id !== call_id));
      changeStore.set((count) => count + 1);
    }
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
