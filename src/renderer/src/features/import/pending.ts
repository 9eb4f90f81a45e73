import type { ChosenFile } from '../../../../shared/contract/shell.ts';
import { ask, asDeskError, chooseFiles, type DeskError, takeDropped } from '../../client.ts';
import { go } from '../../router.ts';
import { makeStore } from '../../store.ts';

/** Files the user chose that are not imported yet; they are looked at one after another. */
interface Pending {
  readonly files: readonly ChosenFile[];
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

async function receive(files: Promise<readonly ChosenFile[]>): Promise<void> {
  pendingStore.set((current) => ({ ...current, receiving: true, error: null }));
  try {
    const chosen = await files;
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

/** Puts the first file aside, imported or not. */
export function dropFirst(): void {
  pendingStore.set((current) => ({ ...current, files: current.files.slice(1) }));
}

/** Starts the sample data and shows its bank file. */
export function startSample(): Promise<void> {
  const files = ask('shell.sample', {}).then(({ files: chosen, ...sample }) => {
    sampleStore.set(sample);
    return chosen;
  });
  return receive(files);
}
