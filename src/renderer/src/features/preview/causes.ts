import type { PreviewSummary } from '../../../../shared/contract/preview.ts';
import { adviceOf, type Cause, isExpectedAbsence } from '../../../../shared/evidence.ts';

type CauseCount = PreviewSummary['causes'][number];

/** The word for what to do about a cause. */
export const adviceWord = (cause: Cause) => `advice.${adviceOf[cause].advice}` as const;

/** What asks for the user, and what is absent because it should be. */
export function splitCauses(causes: readonly CauseCount[]): { open: CauseCount[]; expected: CauseCount[] } {
  return { open: causes.filter(({ cause }) => !isExpectedAbsence(cause)), expected: causes.filter(({ cause }) => isExpectedAbsence(cause)) };
}
