import { Checkbox, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import { formatKurus } from '../../../../shared/money.ts';
import type { ReviewFilter } from '../../../../shared/review-filter.ts';
import type { Answer } from '../../client.ts';
import { useAge } from '../../i18n/index.ts';
import { useAsk, useRun } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { Busy, Skeleton } from '../../ui/busy.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatCount, formatDelta } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { ErrorNote } from '../../ui/note.tsx';
import { undecidedIn } from './answers.ts';
import { type Check, checksOf } from './checklist.ts';
import { SampleTable } from './sample-table.tsx';

interface ClosingProps {
  open: boolean;
  summary: ReconciliationSummary;
  onClose(): void;
}

interface FinalizeProps extends ClosingProps {
  /** Leaves the dialog for the rows a line is about. */
  onShow(filter: ReviewFilter): void;
}

function CheckLine({ check, onShow }: { check: Check } & Pick<FinalizeProps, 'onShow'>) {
  const { t } = useTranslation();
  const { what, count, stake, sends, filter } = check;
  const state = count === 0 ? { 'data-good': true } : sends ? {} : { 'data-bad': true };
  return (
    <li {...state}>
      <Icon name={count === 0 ? 'check' : sends ? 'info' : 'cross'} size={14} />
      <span>{count === 0 ? t(`check.${what}_good`) : t(`check.${what}`, { n: formatCount(count), stake: formatKurus(stake ?? 0) })}</span>
      {count === 0 ? null : (
        <button type="button" className="link-button push" onClick={() => onShow(filter)}>
          {t('check.show')}
        </button>
      )}
    </li>
  );
}

function Checklist({ list, summary, onShow }: { list: Answer<'review.checklist'> } & Pick<FinalizeProps, 'summary' | 'onShow'>) {
  const { t } = useTranslation();
  const age = useAge();
  const { resolved_count, ignored_count, total_db_amount, total_bank_amount } = summary;
  const facts = [
    t('close.check_sent', { n: formatCount(resolved_count + ignored_count) }),
    t('close.check_sums', { payven: formatKurus(total_db_amount), bank: formatKurus(total_bank_amount), delta: formatDelta(total_bank_amount - total_db_amount) }),
    t('close.check_read', { age: age(summary.read_at) }),
  ];
  return (
    <section aria-label={t('check.title')}>
      <ul className="checks">
        {checksOf(list).map((check) => (
          <CheckLine key={check.what} check={check} onShow={onShow} />
        ))}
        {facts.map((fact) => (
          <li key={fact}>
            <Icon name="info" size={14} />
            <span>{fact}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is closed without a decision where it is closed in part, the most at stake first. */
function StaysOpen({ list, count }: { list: Answer<'review.checklist'>; count: number }) {
  const { t } = useTranslation();
  const more = count - list.open.length;
  return (
    <div className="stack" style={{ gap: 6 }}>
      <h3>{t('check.open_title', { count, n: formatCount(count) })}</h3>
      <div className="stays-open">
        <SampleTable rows={list.open} label={t('check.open_list')} />
      </div>
      {more > 0 ? <p className="muted">{t('check.open_more', { n: formatCount(more) })}</p> : null}
      <p className="muted">{t('check.open_means')}</p>
    </div>
  );
}

function FinalizeForm({ summary, onClose, onShow }: FinalizeProps) {
  const { t } = useTranslation();
  const [force, setForce] = useState(false);
  const [notes, setNotes] = useState('');
  const { running, error, run } = useRun();
  const { data: list, error: readError } = useAsk('review.checklist', { reconciliation_id: summary.reconciliation_id });
  const undecided = undecidedIn(summary);
  const waits = undecided > 0;
  const finalize = async (): Promise<void> => {
    const note = notes.trim();
    const input = { reconciliation_id: summary.reconciliation_id, confirmed: true, force_partial: waits && force, ...(note !== '' && { notes: note }) };
    if ((await run('reconciliation.finalize', input)) !== null) onClose();
  };
  return (
    <div className="stack">
      <p>{t('close.finalize_lead')}</p>
      {list === undefined ? readError === null ? <Skeleton lines={5} /> : null : <Checklist list={list} summary={summary} onShow={onShow} />}
      {waits ? <Checkbox data-autofocus size="xs" checked={force} onChange={(event) => setForce(event.currentTarget.checked)} label={t('close.force')} /> : null}
      {waits && force && list !== undefined ? <StaysOpen list={list} count={undecided} /> : null}
      <Textarea label={t('close.notes')} value={notes} maxLength={4000} onChange={(event) => setNotes(event.currentTarget.value)} />
      <Busy running={running} />
      <ErrorNote error={error ?? readError} />
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Action data-autofocus onClick={onClose}>
          {t('dialog.back')}
        </Action>
        <Action look={waits ? 'danger' : 'main'} disabled={running !== null || (waits && !force)} onClick={() => void finalize()}>
          {waits ? t('close.partial_go') : summary.waiting > 0 ? t('close.send_go', { count: summary.waiting, n: formatCount(summary.waiting) }) : t('close.finalize_go')}
        </Action>
      </div>
    </div>
  );
}

/** Asks before a reconciliation becomes unchangeable: what is done, what is not, and a way to each of these rows. */
export function FinalizeDialog(props: FinalizeProps) {
  const { t } = useTranslation();
  return (
    <Dialog open={props.open} title={t('close.finalize_title')} onClose={props.onClose} size={640}>
      {props.open ? <FinalizeForm {...props} /> : null}
    </Dialog>
  );
}

function CancelForm({ summary, onClose }: ClosingProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const { running, error, run } = useRun();
  const cancel = async (): Promise<void> => {
    const input = { reconciliation_id: summary.reconciliation_id, confirmed: true, reason: reason.trim() };
    if ((await run('reconciliation.cancel', input)) !== null) onClose();
  };
  return (
    <div className="stack">
      <p>{t('close.cancel_lead', { n: formatCount(summary.resolved_count + summary.ignored_count) })}</p>
      {summary.waiting === 0 ? null : <p>{t('close.cancel_waiting', { count: summary.waiting, n: formatCount(summary.waiting) })}</p>}
      <Textarea
        data-autofocus
        label={t('close.reason')}
        description={t('close.reason_needed')}
        value={reason}
        maxLength={4000}
        required
        withAsterisk={false}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Busy running={running} />
      <ErrorNote error={error} />
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Action onClick={onClose}>{t('dialog.back')}</Action>
        <Action look="danger" disabled={running !== null || reason.trim() === ''} onClick={() => void cancel()}>
          {t('close.cancel_go')}
        </Action>
      </div>
    </div>
  );
}

/** Asks before a reconciliation is given up, and why. */
export function CancelDialog(props: ClosingProps) {
  const { t } = useTranslation();
  return (
    <Dialog open={props.open} title={t('close.cancel_title')} onClose={props.onClose}>
      {props.open ? <CancelForm {...props} /> : null}
    </Dialog>
  );
}
