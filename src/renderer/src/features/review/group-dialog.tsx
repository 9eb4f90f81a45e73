import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Action as DecisionAction, transactionStatuses } from '../../../../shared/enums.ts';
import { formatKurus } from '../../../../shared/money.ts';
import type { ReviewRow, ReviewSums } from '../../../../shared/contract/review.ts';
import { say } from '../../../../shared/text/say.ts';
import { useOutside } from '../../i18n/index.ts';
import { useLook } from '../../preferences.ts';
import { useRun } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { Amount } from '../../ui/amount.tsx';
import { Busy, Skeleton } from '../../ui/busy.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatCount } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { groupActions, groupFilter, type GroupScope, type GroupWish, scopesOf, usualAction } from './group.ts';
import { SampleTable } from './sample-table.tsx';
import { useSamples } from './use-samples.ts';

interface GroupDialogProps {
  reconciliationId: string;
  /** Null: closed. */
  wish: GroupWish | null;
  onClose(): void;
  /** It was decided, about so many. */
  onDone(action: DecisionAction, decided: number): void;
}

/** What the one decision changes, in a sentence. */
function useWill(): (action: DecisionAction, sums: ReviewSums, status: string) => string {
  const { t } = useTranslation();
  const outside = useOutside();
  return (action, { db, bank, stake }, status) => {
    if (action === 'AcceptBank') return t('group.will_amount', { from: formatKurus(db), to: formatKurus(bank) });
    if (action === 'AcceptDb') return t('group.will_stays', { amount: formatKurus(db) });
    if (action === 'MarkMatched') return t('group.will_paired');
    if (action === 'ForceStatus') return t('group.will_status', { to: outside('status', status) });
    return t('group.will_ignored', { amount: formatKurus(stake) });
  };
}

function Sums({ sums }: { sums: ReviewSums }) {
  const { t } = useTranslation();
  const facts = [
    [t('column.payven'), sums.db],
    [t('column.bank'), sums.bank],
    [t('column.delta'), sums.delta],
  ] as const;
  return (
    <dl className="facts facts--inline">
      <div>
        <dt>{t('group.rows')}</dt>
        <dd>
          <strong>{formatCount(sums.rows)}</strong>
        </dd>
      </div>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <Amount value={value} unit />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Scope({ wish, scope, onScope }: { wish: GroupWish; scope: GroupScope; onScope(scope: GroupScope): void }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const nameOf = (each: GroupScope): string => {
    if (each === 'cause') return t('group.scope_cause', { cause: say(language, `cause.${wish.cause}`) });
    return each === 'verdict' ? t('group.scope_verdict', { verdict: say(language, `verdict.${wish.verdict}`) }) : t('group.scope_view');
  };
  const scopes = scopesOf(wish);
  return (
    <NativeSelect
      label={t('group.scope')}
      value={scope}
      data={scopes.map((value) => ({ value, label: nameOf(value) }))}
      onChange={({ currentTarget: { value } }) => onScope(scopes.find((each) => each === value) ?? scope)}
    />
  );
}

/** How much it is about, and some of it. */
function About({ sums, rows, failed }: { sums: ReviewSums | null; rows: readonly ReviewRow[]; failed: boolean }) {
  const { t } = useTranslation();
  if (sums === null) return failed ? null : <Skeleton lines={4} />;
  if (sums.rows === 0) return <p className="muted">{t('group.none')}</p>;
  return (
    <>
      <Sums sums={sums} />
      <div>
        <h3>{t('group.samples')}</h3>
        <SampleTable rows={rows} label={t('group.samples')} />
      </div>
    </>
  );
}

function GroupForm({ reconciliationId, wish, onClose, onDone }: GroupDialogProps & { wish: GroupWish }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const outside = useOutside();
  const willOf = useWill();
  const [scope, setScope] = useState(wish.scope);
  const [picked, setPicked] = useState<DecisionAction | null>(null);
  const [status, setStatus] = useState('Completed');
  const [remarks, setRemarks] = useState('');
  const { running, error, run } = useRun();
  const filter = groupFilter(wish, scope);
  const { sums, rows, error: readError } = useSamples(reconciliationId, filter);
  const action = picked ?? usualAction(scope, wish.cause);
  const count = sums?.rows ?? 0;
  const apply = async (): Promise<void> => {
    const note = remarks.trim();
    if (filter === null || count === 0) return;
    const wanted = { reconciliation_id: reconciliationId, filter, expected: count, action, ...(action === 'ForceStatus' && { applied_status: status }), ...(note !== '' && { remarks: note }) };
    const made = await run('decision.make', wanted);
    if (made !== null) onDone(action, made.decided);
  };
  return (
    <div className="stack">
      <Scope wish={wish} scope={scope} onScope={setScope} />
      <About sums={sums} rows={rows} failed={readError !== null} />
      <div className="form">
        <NativeSelect
          data-autofocus
          label={t('decide.group_action')}
          value={action}
          onChange={({ currentTarget: { value } }) => setPicked(groupActions.find((each) => each === value) ?? action)}
          data={groupActions.map((value) => ({ value, label: say(language, `action.${value}`) }))}
        />
        {action === 'ForceStatus' ? (
          <NativeSelect
            label={t('decide.status')}
            value={status}
            data={transactionStatuses.map((value) => ({ value, label: outside('status', value) }))}
            onChange={(event) => setStatus(event.currentTarget.value)}
          />
        ) : null}
      </div>
      <Textarea label={t('decide.remarks')} placeholder={t('decide.remarks_hint')} value={remarks} maxLength={2000} onChange={(event) => setRemarks(event.currentTarget.value)} />
      {sums === null || count === 0 ? null : <p className="will">{willOf(action, sums, status)}</p>}
      <p className="muted">{t('group.means')}</p>
      <Busy running={running} />
      <ErrorNote error={error ?? readError} />
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Action onClick={onClose}>{t('dialog.back')}</Action>
        <Action look="main" disabled={running !== null || count === 0} onClick={() => void apply()}>
          {t('decide.group_go', { count, n: sums === null ? '…' : formatCount(count) })}
        </Action>
      </div>
    </div>
  );
}

/** One decision for every undecided item of a cause, a verdict or the view, after a look at some of them; what was decided one by one stays so. */
export function GroupDialog({ wish, ...rest }: GroupDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog open={wish !== null} title={t('group.title')} onClose={rest.onClose} size={640}>
      {wish === null ? null : <GroupForm wish={wish} {...rest} />}
    </Dialog>
  );
}
