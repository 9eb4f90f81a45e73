import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actions, type Action as DecisionAction, type Discrepancy } from '../../../../shared/enums.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { useRun } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { Busy } from '../../ui/busy.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatCount } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { useUndecided } from './use-undecided.ts';

/** Answers that need no value of their own, so that one can be given to many. */
const groupActions = actions.filter((action) => action !== 'AdjustAmount' && action !== 'ForceStatus');

interface GroupDialogProps {
  reconciliationId: string;
  /** Null: closed. */
  verdict: Discrepancy | null;
  onClose(): void;
  /** What was selected may be decided now. */
  onDone(): void;
}

/** One decision for every undecided detail of a verdict, with their number; what was decided one by one stays so. */
export function GroupDialog({ reconciliationId, verdict, onClose, onDone }: GroupDialogProps) {
  const { t } = useTranslation();
  const { language } = useLook();
  const [action, setAction] = useState<DecisionAction>('AcceptBank');
  const [remarks, setRemarks] = useState('');
  const { running, error, run, clear } = useRun();
  const { ids, error: readError } = useUndecided(reconciliationId, verdict);
  const count = ids?.length ?? 0;
  const name = say(language, `verdict.${verdict}`);
  const close = (): void => {
    clear();
    onClose();
  };
  const apply = async (): Promise<void> => {
    const note = remarks.trim();
    if (ids === null || ids.length === 0) return;
    const kept = await run('decision.make', { reconciliation_id: reconciliationId, detail_ids: [...ids], action, ...(note !== '' && { remarks: note }) });
    if (kept === null) return;
    onDone();
    close();
  };
  return (
    <Dialog open={verdict !== null} title={t('decide.group_title', { verdict: name, n: ids === null ? '…' : formatCount(count) })} onClose={close}>
      <div className="stack">
        <Verdict verdict={verdict ?? ''} />
        <p>{t('decide.group_lead', { count, n: formatCount(count) })}</p>
        <NativeSelect
          data-autofocus
          label={t('decide.group_action')}
          value={action}
          onChange={({ currentTarget: { value } }) => setAction(groupActions.find((each) => each === value) ?? 'AcceptBank')}
          data={groupActions.map((value) => ({ value, label: say(language, `action.${value}`) }))}
        />
        <Textarea label={t('decide.remarks')} placeholder={t('decide.remarks_hint')} value={remarks} maxLength={2000} onChange={(event) => setRemarks(event.currentTarget.value)} />
        <Busy running={running} />
        <ErrorNote error={error ?? readError} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Action onClick={close}>{t('dialog.back')}</Action>
          <Action look="main" disabled={running !== null || count === 0} onClick={() => void apply()}>
            {t('decide.group_go', { count, n: formatCount(count) })}
          </Action>
        </div>
      </div>
    </Dialog>
  );
}
