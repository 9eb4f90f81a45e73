import { discrepancies } from '../../../../shared/enums.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { decisionKeys } from './decide-panel.tsx';
import { settleKeys } from './settle-panel.tsx';
import { groupVerdict, type Work } from './use-workspace.ts';

/** The status select, for the key that goes to it. */
export const STATUS_ID = 'review-status';

/** Every key of the review. */
export function useWorkKeys(work: Work, hasConflicts: boolean): void {
  const { selection, decide, settle, chooseBucket, setOpen, setGroup } = work;
  const answers = Object.fromEntries(
    decisionKeys.map(([action, key]) => [
      key.toLowerCase(),
      () => {
        if (work.targets.length === 0) return;
        if (action === 'AdjustAmount') setOpen('amount');
        else if (action === 'ForceStatus') setOpen('status');
        else decide(action, {});
      },
    ]),
  );
  useKeys({
    ...answers,
    ...Object.fromEntries(discrepancies.map((verdict, at) => [String(at + 1), () => chooseBucket(verdict)])),
    '0': () => chooseBucket(null),
    '6': () => (hasConflicts || work.filter.conflicts ? work.showConflicts() : undefined),
    [settleKeys.payven.toLowerCase()]: () => settle('payven'),
    [settleKeys.mine.toLowerCase()]: () => settle('mine'),
    j: work.next,
    n: () => work.remarksRef.current?.focus(),
    g: () => setGroup(groupVerdict(work)),
    f: () => document.querySelector<HTMLElement>(`#${STATUS_ID}`)?.focus(),
    Escape: () => {
      setOpen(null);
      selection.clear();
    },
  });
}
