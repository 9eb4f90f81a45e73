import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Action as DecisionAction, type Discrepancy, transactionStatuses } from '../../../../shared/enums.ts';
import { say } from '../../../../shared/text/say.ts';
import { useOutside } from '../../i18n/index.ts';
import { useLook } from '../../preferences.ts';
import { Action, Key } from '../../ui/action.tsx';
import { formatCount, parseLira } from '../../ui/format.ts';
import { Coin } from '../../ui/verdict.tsx';
import type { DecisionExtra } from './use-decisions.ts';

/** Each answer and its key; the two that need a value open a field first. */
export const decisionKeys = [
  ['AcceptBank', 'B'],
  ['AcceptDb', 'P'],
  ['MarkMatched', 'E'],
  ['Ignore', 'Y'],
  ['AdjustAmount', 'T'],
  ['ForceStatus', 'D'],
] as const satisfies readonly (readonly [DecisionAction, string])[];

export type OpenField = 'amount' | 'status' | null;

interface DecidePanelProps {
  /** How many details the answer will be for; none closes the panel's buttons. */
  count: number;
  remarks: string;
  onRemarks(text: string): void;
  remarksRef: RefObject<HTMLTextAreaElement | null>;
  open: OpenField;
  onOpen(field: OpenField): void;
  onDecide(action: DecisionAction, extra: DecisionExtra): void;
  /** Whose details could all be decided at once. */
  verdict: Discrepancy | null;
  onGroup(verdict: Discrepancy): void;
  /** Back to the list. */
  onLeave(): void;
}

function AmountField({ onApply }: { onApply(amount: number): void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [bad, setBad] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const amount = parseLira(text);
    setBad(amount === null);
    if (amount !== null) onApply(amount);
  };
  return (
    <form className="decide__wide row" style={{ alignItems: 'flex-end' }} onSubmit={submit}>
      <TextInput
        autoFocus
        label={t('decide.amount')}
        placeholder={t('decide.amount_hint')}
        value={text}
        error={bad ? t('decide.amount_bad') : null}
        inputMode="decimal"
        onChange={(event) => setText(event.currentTarget.value)}
        style={{ flex: 1 }}
      />
      <Action type="submit">{t('decide.apply')}</Action>
    </form>
  );
}

function StatusField({ onApply }: { onApply(status: string): void }) {
  const { t } = useTranslation();
  const outside = useOutside();
  const [status, setStatus] = useState<string>('Completed');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onApply(status);
  };
  return (
    <form className="decide__wide row" style={{ alignItems: 'flex-end' }} onSubmit={submit}>
      <NativeSelect
        autoFocus
        label={t('decide.status')}
        value={status}
        data={transactionStatuses.map((value) => ({ value, label: outside('status', value) }))}
        onChange={(event) => setStatus(event.currentTarget.value)}
        style={{ flex: 1 }}
      />
      <Action type="submit">{t('decide.apply')}</Action>
    </form>
  );
}

/** The six answers with their keys, a remark, and the fields two of them need. */
export function DecidePanel(props: DecidePanelProps) {
  const { count, remarks, open, onOpen, onDecide, verdict } = props;
  const { t } = useTranslation();
  const { language } = useLook();
  if (count === 0) {
    return (
      <section className="pane__part" aria-label={t('decide.title_one')}>
        <p className="muted">{t('decide.none_pending')}</p>
      </section>
    );
  }
  const fieldOf = (action: DecisionAction): OpenField => (action === 'AdjustAmount' ? 'amount' : action === 'ForceStatus' ? 'status' : null);
  return (
    <section
      className="pane__part stack"
      style={{ gap: 8 }}
      aria-label={t('decide.title_one')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        props.onLeave();
      }}
    >
      <div className="row spread">
        <h3>{count > 1 ? t('decide.title_many', { n: formatCount(count) }) : t('decide.title_one')}</h3>
        {verdict === null ? null : (
          <button type="button" className="decide__group" aria-keyshortcuts="G" onClick={() => props.onGroup(verdict)}>
            <Coin verdict={verdict} /> {t('decide.group')} <Key>G</Key>
          </button>
        )}
      </div>
      <div className="decide">
        {decisionKeys.map(([action, key]) => {
          const field = fieldOf(action);
          return (
            <button
              key={action}
              type="button"
              className="decide__button"
              aria-keyshortcuts={key}
              aria-expanded={field === null ? undefined : open === field}
              onClick={() => (field === null ? onDecide(action, {}) : onOpen(open === field ? null : field))}
            >
              {say(language, `action.${action}`)} <Key>{key}</Key>
            </button>
          );
        })}
        {open === 'amount' ? <AmountField onApply={(adjusted_amount) => onDecide('AdjustAmount', { adjusted_amount })} /> : null}
        {open === 'status' ? <StatusField onApply={(applied_status) => onDecide('ForceStatus', { applied_status })} /> : null}
      </div>
      <Textarea
        ref={props.remarksRef}
        aria-label={t('decide.remarks')}
        placeholder={t('decide.remarks_short')}
        rightSection={<Key>N</Key>}
        value={remarks}
        maxLength={2000}
        autosize
        minRows={1}
        maxRows={5}
        onChange={(event) => props.onRemarks(event.currentTarget.value)}
      />
    </section>
  );
}
