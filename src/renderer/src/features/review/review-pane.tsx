import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CancelDialog, FinalizeDialog } from './closing-dialogs.tsx';
import { ComparisonDialog } from './comparison.tsx';
import { DecidePanel } from './decide-panel.tsx';
import { DetailPane } from './detail-pane.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { SettlePanel } from './settle-panel.tsx';
import { singleOf } from './single.ts';
import { UndoBar } from './undo-bar.tsx';
import type { Pane } from './use-pane.ts';
import type { Work } from './work.ts';

interface PaneProps {
  work: Work;
  pane: Pane;
}

/** What the user can do with the current row or the selection, and what was done last. */
function Foot({ work, pane }: PaneProps) {
  const { details, selection, targets, conflictTargets, closed } = work;
  const settles = conflictTargets.length > 0;
  const panel = useRef<ReactNode>(null);
  // While another view is read nothing can be decided, yet the buttons stand where they stood.
  const isAway = details.current === undefined && details.shown !== undefined && selection.picked.size === 0;
  if (!isAway) panel.current = details.current === undefined || (settles && targets.length === 0) ? null : <DecidePanel work={work} pane={pane} />;
  if (closed && !settles) return null;
  return (
    <div className="pane__foot">
      {settles ? <SettlePanel count={conflictTargets.length} closed={closed} onSettle={pane.settle} /> : null}
      <div inert={isAway}>{panel.current}</div>
      {closed ? null : <UndoBar reconciliationId={work.id} told={pane.told} onUndo={() => void pane.undo()} onRedo={() => void pane.redo()} />}
    </div>
  );
}

/** The current row, both sides, and what the user can do with it or the selection. */
export function ReviewPane({ work, pane }: PaneProps) {
  const { t } = useTranslation();
  const { shown } = work.details;
  const scroller = useRef<HTMLDivElement>(null);
  const leave = (): void => {
    scroller.current?.scrollTo({ top: 0 });
    work.focusGrid();
  };
  return (
    <>
      <div ref={scroller} className="pane__scroll" tabIndex={0} role="group" aria-label={t('side.title')}>
        {shown === undefined ? (
          <p className="pane__part muted">{t('side.nothing')}</p>
        ) : (
          <DetailPane work={work} row={shown} onPair={singleOf(work) === null ? null : pane.pair} onLeave={leave} />
        )}
      </div>
      <Foot work={work} pane={pane} />
    </>
  );
}

/** The windows over the review: one decision for many, the answer against the preview, its end. */
export function ReviewDialogs({ work, pane }: PaneProps) {
  const close = (): void => work.setClosing(null);
  const stopComparing = (): void => {
    pane.setComparing(false);
    work.focusGrid();
  };
  return (
    <>
      <GroupDialog reconciliationId={work.id} wish={pane.group} onClose={pane.closeGroup} onDone={pane.groupDone} />
      <ComparisonDialog reconciliationId={work.id} open={pane.comparing} onClose={stopComparing} onShow={() => pane.show({ differs_from_preview: true })} />
      <FinalizeDialog open={work.closing === 'finalize'} summary={work.summary} onClose={close} onShow={pane.show} />
      <CancelDialog open={work.closing === 'cancel'} summary={work.summary} onClose={close} />
    </>
  );
}

export { ReviewNotes } from './review-notes.tsx';
export { type Pane, usePane } from './use-pane.ts';
