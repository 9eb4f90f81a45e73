import type { LayoutTraits } from '../layouts/layout.ts';
import type { CaseKind } from './cases.ts';
import { decoys } from './noise/decoys.ts';
import { lostKeys } from './noise/keys.ts';
import { movedDays } from './noise/moved-days.ts';
import { sums } from './noise/sums.ts';

/** What untidy files are made of. Everything here is told with its truth, never asked of a matcher. */
export const noiseKinds: readonly CaseKind[] = [...lostKeys, ...movedDays, ...sums, ...decoys];

/** The noise that a file of such a layout can show. */
export const noiseFor = (traits: LayoutTraits): CaseKind[] => noiseKinds.filter((kind) => kind.shown?.(traits) ?? true);
