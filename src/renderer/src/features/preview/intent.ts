import { go } from '../../router.ts';
import { makeStore } from '../../store.ts';

/** Files the user asked to preview; the preview screen starts at once where nothing is left to choose. */
export const intentStore = makeStore<readonly string[] | null>(null);

/** Goes to the preview of these imports. */
export function previewImports(importIds: readonly string[]): void {
  intentStore.set(importIds);
  go('preview');
}
