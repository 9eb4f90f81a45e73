import { type RefObject, useRef, useState } from 'react';
import type { Action as DecisionAction } from '../../../../shared/enums.ts';
import type { OpenField } from './decide-panel.tsx';
import type { DecisionExtra, Decisions } from './use-decisions.ts';
import type { DetailList } from './use-detail-list.ts';
import type { Selection } from './use-selection.ts';

interface DecidingInput {
  readonly decisions: Decisions;
  readonly selection: Selection;
  readonly details: DetailList;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  /** Details a decision is for, and conflicts a settling is for. */
  readonly targets: readonly string[];
  readonly conflictTargets: readonly string[];
  readonly closed: boolean;
}

/** What is written beside a decision, and what deciding and settling do to the list: the user goes on at once. */
export function useDeciding({ decisions, selection, details, gridRef, targets, conflictTargets, closed }: DecidingInput) {
  const [remarks, setRemarks] = useState('');
  const [open, setOpen] = useState<OpenField>(null);
  const remarksRef = useRef<HTMLTextAreaElement>(null);
  const goOn = (busy: readonly string[]): void => {
    selection.clear();
    setOpen(null);
    gridRef.current?.focus();
    void details.next(new Set(busy));
  };
  const decide = (action: DecisionAction, extra: DecisionExtra): void => {
    if (targets.length === 0) return;
    const note = remarks.trim();
    const before = selection.picked;
    const keep = async (): Promise<void> => {
      if (await decisions.decide(targets, action, { ...extra, ...(note !== '' && { remarks: note }) })) return;
      // Nothing the user did is lost: what was selected and written stands there again, unless they went on.
      selection.restore(before);
      setRemarks((now) => (now === '' ? note : now));
    };
    void keep();
    setRemarks('');
    goOn(targets);
  };
  const settle = (keep: 'payven' | 'mine'): void => {
    if (conflictTargets.length === 0 || (closed && keep === 'mine')) return;
    const before = selection.picked;
    void decisions.settle(conflictTargets, keep).then((kept) => (kept ? undefined : selection.restore(before)));
    goOn(conflictTargets);
  };
  return { remarks, setRemarks, remarksRef, open, setOpen, decide, settle };
}
