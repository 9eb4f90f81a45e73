import type { ChosenFile } from '../../../../shared/contract/shell.ts';
import { ask, asDeskError, chooseFiles, type DeskError, takeDropped } from '../../client.ts';
import { go } from '../../router.ts';
import { makeStore } from '../../store.ts';
import type { Choices, ReadState } from './inspected.ts';

/** A chosen file with what was decided about it. */
export interface PendingFile extends ChosenFile {
  readonly choices: Choices;
  /** Name to save its reading under; null: it is not saved. */
  readonly save: string | null;
}

/** Files the user chose that are not imported yet. */
interface Pending {
  readonly files: readonly PendingFile[];
  readonly receiving: boolean;
  readonly error: DeskError | null;
}

/** What the sample data is about, for sensible first choices. */
interface Sample {
  readonly connector_config_id: string;
  readonly from: string;
  readonly to: string;
}

const nothing: Pending = { files: [], receiving: false, error: null };
export const pendingStore = makeStore<Pending>(nothing);
export const sampleStore = makeStore<Sample | null>(null);
/** The import that was just undone, for the screen it leads back to. */
export const undoneStore = makeStore<{ readonly name: string; readonly rows: number; readonly previews: number } | null>(null);
/** How far the reading of each pending file has come, by its reference. */
export const readStates = makeStore<Readonly<Record<string, ReadState>>>({});

async function receive(files: Promise<readonly ChosenFile[]>): Promise<void> {
  pendingStore.set((current) => ({ ...current, receiving: true, error: null }));
  try {
    const chosen = (await files).map((file): PendingFile => ({ ...file, choices: {}, save: null }));
    pendingStore.set((current) => ({ files: [...current.files, ...chosen], receiving: false, error: null }));
    if (chosen.length > 0) go('import');
  } catch (error) {
    pendingStore.set((current) => ({ ...current, receiving: false, error: asDeskError(error) }));
    go('import');
  }
}

/** Asks for files in the system's own window, then shows them. */
export function chooseBankFiles(): void {
  void receive(chooseFiles());
}

/** Shows files dropped on the window. */
export function receiveDropped(files: readonly File[]): void {
  if (files.length > 0) void receive(takeDropped(files));
}

/** Puts a file aside, imported or not. */
export function dropFile(file: string): void {
  pendingStore.set((current) => ({ ...current, files: current.files.filter((each) => each.file !== file) }));
  readStates.set(({ [file]: _dropped, ...rest }) => rest);
}

/** Decides something about a file; what is not said stays. */
export function decide(file: string, decision: Partial<Pick<PendingFile, 'choices' | 'save'>>): void {
  pendingStore.set((current) => ({ ...current, files: current.files.map((each) => (each.file === file ? { ...each, ...decision } : each)) }));
}

/** Starts the sample data and shows its bank file. */
export function startSample(): Promise<void> {
  const files = ask('shell.sample', {}).then(({ files: chosen, ...sample }) => {
    sampleStore.set(sample);
    return chosen;
  });
  return receive(files);
}
