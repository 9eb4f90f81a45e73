import { Checkbox, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReconciliationSummary } from '../../../../shared/contract/reconciliation.ts';
import { formatKurus } from '../../../../shared/money.ts';
import { useAge } from '../../i18n/index.ts';
import { useRun } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { Busy } from '../../ui/busy.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatCount } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { ErrorNote } from '../../ui/note.tsx';
import { undecidedIn } from './answers.ts';

interface ClosingProps {
  open: boolean;
  summary: ReconciliationSummary;
  onClose(): void;
}

function Checklist({ summary }: { summary: ReconciliationSummary }) {
  const { t } = useTranslation();
  const age = useAge();
  const { waiting, conflicts, resolved_count, ignored_count, total_db_amount, total_bank_amount } = summary;
  const undecided = undecidedIn(summary);
  const checks = [
    { good: undecided === 0, text: t('close.check_pending', { n: formatCount(undecided) }) },
    ...(waiting === 0 ? [] : [{ good: true, text: t('close.check_waiting', { count: waiting, n: formatCount(waiting) }) }]),
    ...(conflicts === 0 ? [] : [{ good: false, text: t('close.check_conflicts', { count: conflicts, n: formatCount(conflicts) }) }]),
    { good: true, text: t('close.check_sent', { n: formatCount(resolved_count + ignored_count) }) },
    {
      good: true,
      text: t('close.check_sums', { payven: formatKurus(total_db_amount), bank: formatKurus(total_bank_amount), delta: formatKurus(total_bank_amount - total_db_amount) }),
    },
    { good: true, text: t('close.check_read', { age: age(summary.read_at) }) },
  ];
  return (
    <ul className="checks">
      {checks.map(({ good, text }) => (
        <li key={text} {...(good ? { 'data-good': true } : { 'data-bad': true })}>
          <Icon name={good ? 'check' : 'cross'} size={14} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}

/** Asks before a reconciliation becomes unchangeable, with what is done and what is not. */
export function FinalizeDialog({ open, summary, onClose }: ClosingProps) {
  const { t } = useTranslation();
  const [force, setForce] = useState(false);
  const [notes, setNotes] = useState('');
  const { running, error, run, clear } = useRun();
  const waits = undecidedIn(summary) > 0;
  const close = (): void => {
    clear();
    onClose();
  };
  const finalize = async (): Promise<void> => {
    const note = notes.trim();
    const input = { reconciliation_id: summary.reconciliation_id, confirmed: true, force_partial: waits && force, ...(note !== '' && { notes: note }) };
    if ((await run('reconciliation.finalize', input)) !== null) close();
  };
  return (
    <Dialog open={open} title={t('close.finalize_title')} onClose={close}>
      <div className="stack">
        <p>{t('close.finalize_lead')}</p>
        <Checklist summary={summary} />
        {waits ? <Checkbox size="xs" checked={force} onChange={(event) => setForce(event.currentTarget.checked)} label={t('close.force')} /> : null}
        <Textarea label={t('close.notes')} value={notes} maxLength={4000} onChange={(event) => setNotes(event.currentTarget.value)} />
        <Busy running={running} />
        <ErrorNote error={error} />
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Action onClick={close}>{t('dialog.back')}</Action>
          <Action look="main" data-autofocus disabled={running !== null || (waits && !force)} onClick={() => void finalize()}>
            {waits ? t('close.partial_go') : summary.waiting > 0 ? t('close.send_go', { count: summary.waiting, n: formatCount(summary.waiting) }) : t('close.finalize_go')}
          </Action>
        </div>
      </div>
    </Dialog>
  );
}

/** Asks before a reconciliation is given up, and why. */
export function CancelDialog({ open, summary, onClose }: ClosingProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const { running, error, run, clear } = useRun();
  const close = (): void => {
    clear();
    onClose();
  };
  const cancel = async (): Promise<void> => {
    const input = { reconciliation_id: summary.reconciliation_id, confirmed: true, reason: reason.trim() };
    if ((await run('reconciliation.cancel', input)) !== null) close();
  };
  return (
    <Dialog open={open} title={t('close.cancel_title')} onClose={close}>
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
          <Action onClick={close}>{t('dialog.back')}</Action>
          <Action look="danger" disabled={running !== null || reason.trim() === ''} onClick={() => void cancel()}>
            {t('close.cancel_go')}
          </Action>
        </div>
      </div>
    </Dialog>
  );
}
