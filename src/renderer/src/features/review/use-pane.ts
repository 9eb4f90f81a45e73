import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewFilter } from '../../../../shared/review-filter.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import type { UiAction } from '../../ui/actions.ts';
import { useActions } from '../../ui/use-actions.ts';
import { decisionKeys, fieldOf } from './decision-keys.ts';
import { type GroupWish, groupWish } from './group.ts';
import { focusNote } from './notes-part.tsx';
import { settleKeys } from './settle-panel.tsx';
import { singleOf } from './single.ts';
import { useDeciding } from './use-deciding.ts';
import { useDecisions } from './use-decisions.ts';
import type { Work } from './work.ts';

/** What decides, settles and takes back, and the windows over the review. */
function useAnswers(work: Work) {
  const decisions = useDecisions(work.id);
  const deciding = useDeciding(work, decisions);
  const [group, setGroup] = useState<GroupWish | null>(null);
  const [comparing, setComparing] = useState(false);
  const { setOpen, decide, open, tellDecided } = deciding;
  return {
    ...deciding,
    decisions,
    group,
    comparing,
    setComparing,
    /** Gives an answer, or opens the field it needs first. */
    answer(action: (typeof decisionKeys)[number][0]): void {
      if (work.targets.length === 0) return;
      const field = fieldOf(action, singleOf(work));
      if (field === null) decide(action, {});
      else setOpen(open === field ? null : field);
    },
    /** Marks the current item and these as matched; none: it alone. */
    pair: (partners: readonly string[]): void => decide('MarkMatched', partners.length === 0 ? {} : { partner_ids: [...partners] }),
    /** Closes what is open and goes back to the list. */
    leave(): void {
      setOpen(null);
      work.focusGrid();
    },
    openGroup: (): void => setGroup(work.closed ? null : groupWish(work.filter, work.details.current)),
    closeGroup(): void {
      setGroup(null);
      work.focusGrid();
    },
    groupDone(action: string, decided: number): void {
      tellDecided('decided', action, decided);
      setGroup(null);
      work.selection.clear();
      work.focusGrid();
    },
    /** Leaves whatever window is open for the rows under a filter. */
    show(filter: ReviewFilter): void {
      setComparing(false);
      work.setClosing(null);
      work.setFilter(filter);
      work.focusGrid();
    },
  };
}

export type Pane = ReturnType<typeof useAnswers>;

/** What the pane and its dialogs share, and its keys. */
export function usePane(work: Work): Pane {
  const { t } = useTranslation();
  const { language } = useLook();
  const pane = useAnswers(work);
  const answers = decisionKeys.map(([action, key]): UiAction => ({ id: `decide.${action}`, group: 'decide', label: say(language, `action.${action}`), keys: [key], run: () => pane.answer(action) }));
  const compare: UiAction = { id: 'review.compare', group: 'view', label: t('compare.title'), keys: [], run: () => pane.setComparing(true) };
  useActions([
    ...answers,
    { id: 'decide.remark', group: 'decide', label: t('remark.label'), keys: ['A'], run: () => pane.remarksRef.current?.focus() },
    { id: 'decide.note', group: 'decide', label: t('pane.note_add'), keys: ['N'], run: focusNote },
    { id: 'decide.group', group: 'decide', label: t('keys.group'), keys: ['G'], run: pane.openGroup },
    { id: 'decide.undo', group: 'decide', label: t('undo.undo'), keys: ['Z', 'Ctrl+Z'], run: () => void pane.undo() },
    { id: 'decide.redo', group: 'decide', label: t('undo.redo'), keys: ['Shift+Z', 'Ctrl+Y'], run: () => void pane.redo() },
    { id: 'settle.payven', group: 'decide', label: t('conflict.keep_payven'), keys: [settleKeys.payven], run: () => pane.settle('payven') },
    { id: 'settle.mine', group: 'decide', label: t('conflict.keep_mine'), keys: [settleKeys.mine], run: () => pane.settle('mine') },
    ...(work.summary.preview_id === null ? [] : [compare]),
  ]);
  return pane;
}
