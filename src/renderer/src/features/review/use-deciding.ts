import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action as DecisionAction } from '../../../../shared/enums.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { formatCount } from '../../ui/format.ts';
import type { OpenField } from './decision-keys.ts';
import { useUsualRemarks } from './remark-field.tsx';
import { recentRemarks, withRecent } from './remarks.ts';
import type { DecisionExtra, Decisions } from './use-decisions.ts';
import { useRemark } from './use-remark.ts';
import type { Work } from './work.ts';

/** What was done last, in words, for the eye and for a screen reader. */
export function useTold() {
  const { t } = useTranslation();
  const { language } = useLook();
  const [told, setTold] = useState('');
  const batch = (what: 'decided' | 'undone' | 'redone', action: string, count: number): void =>
    setTold(t(`undo.${what}`, { count, n: formatCount(count), action: say(language, `action.${action}`) }));
  return { told, setTold, batch };
}

/** What is written beside a decision, and what deciding, settling and undoing do to the list: the user goes on at once. */
export function useDeciding(work: Work, decisions: Decisions) {
  const { selection, targets, conflictTargets, closed, goOn: onward, goTo } = work;
  const { t } = useTranslation();
  const { owner, remarks, setRemarks, putBack } = useRemark(work);
  const [open, setOpen] = useState<OpenField>(null);
  const remarksRef = useRef<HTMLTextAreaElement>(null);
  const usual = useUsualRemarks();
  const { told, setTold, batch } = useTold();
  const goOn = (busy: readonly string[]): void => {
    setOpen(null);
    onward(busy);
  };
  const decide = (action: DecisionAction, extra: DecisionExtra): void => {
    if (targets.length === 0) return;
    const note = remarks.trim();
    const before = selection.picked;
    const keep = async (): Promise<void> => {
      const made = await decisions.decide(targets, action, { ...extra, ...(note !== '' && { remarks: note }) });
      if (made !== null) {
        recentRemarks.set((recent) => withRecent(recent, note, usual));
        batch('decided', action, made.decided);
        return;
      }
      // Nothing the user did is lost: what was selected and written stands there again, unless they went on.
      selection.restore(before);
      putBack(owner, note);
    };
    void keep();
    setRemarks('');
    goOn([...targets, ...(extra.partner_ids ?? [])]);
  };
  const settle = (keep: 'payven' | 'mine'): void => {
    if (conflictTargets.length === 0 || (closed && keep === 'mine')) return;
    const before = selection.picked;
    void decisions.settle(conflictTargets, keep).then((kept) => (kept === null ? selection.restore(before) : undefined));
    goOn(conflictTargets);
  };
  const undo = async (): Promise<void> => {
    if (closed) return;
    const answer = await decisions.undo();
    if (answer === null) return;
    const { undone } = answer;
    if (undone === null) return setTold(t('undo.nothing'));
    batch('undone', undone.action, undone.details);
    await goTo(undone.detail_id, 'within');
  };
  const redo = async (): Promise<void> => {
    if (closed) return;
    const answer = await decisions.redo();
    if (answer === null) return;
    const { redone } = answer;
    if (redone === null) return setTold(t('undo.nothing_redo'));
    batch('redone', redone.action, redone.details);
    await goTo(redone.detail_id, 'within');
  };
  return { remarks, setRemarks, remarksRef, open, setOpen, decide, settle, undo, redo, told, tellDecided: batch };
}
