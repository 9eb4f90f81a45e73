import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReconciliationDetail } from '../../../../shared/contract/reconciliation.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { Amount } from '../../ui/amount.tsx';
import { cardTail, formatInstant, shortReason } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { Icon } from '../../ui/icons.tsx';
import { DecisionSign, Verdict } from '../../ui/verdict.tsx';
import { markOf, standingAnswer } from './answers.ts';
import { dateOf, deltaOf } from './detail.ts';
import { isPickable } from './use-selection.ts';

interface DetailColumnsInput {
  picked: { has(id: string): boolean };
  /** Decisions are on their way to Payven. */
  pushing: boolean;
  onToggle(detail: ReconciliationDetail): void;
}

function Tick({ detail, on, pushing, onToggle }: { detail: ReconciliationDetail; on: boolean; pushing: boolean; onToggle(): void }) {
  if (!isPickable(detail, pushing)) return null;
  return (
    <span
      className="tick"
      data-on={on ? true : undefined}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      {on ? <Icon name="check" size={12} /> : null}
    </span>
  );
}

/** How far the decision has come, by its shape; beside the tick, where no window is too narrow for it. */
function MarkCell({ detail, pushing }: { detail: ReconciliationDetail; pushing: boolean }) {
  const { t } = useTranslation();
  const mark = markOf(detail, pushing);
  if (mark === null) return null;
  return (
    <span className="verdict" title={t(`decision.${mark}`)}>
      <DecisionSign mark={mark} />
      <span className="sr-only">{t(`decision.${mark}`)}</span>
    </span>
  );
}

/** What was decided, in words; for a refusal Payven's own. */
function DecisionCell({ detail, pushing }: { detail: ReconciliationDetail; pushing: boolean }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const mark = markOf(detail, pushing);
  if (mark === null) return <span className="quiet" title={t('decision.matched')}>–</span>;
  const answer = standingAnswer(detail);
  const action = answer === null ? '' : say(language, `action.${answer.action}`);
  const state = t(`decision.${mark}`);
  const message = mark === 'refused' ? (detail.decision?.message ?? '') : '';
  const words = mark === 'none' || mark === 'conflict' || action === '' ? state : message === '' ? action : message;
  return (
    <span className={mark === 'none' ? 'muted' : undefined} title={[...new Set([state, action, message])].filter((part) => part !== '').join(' · ')}>
      {words}
    </span>
  );
}

/** The columns of the review: verdict, date, code, card, both amounts, their difference, why, the decision. */
export function useDetailColumns({ picked, pushing, onToggle }: DetailColumnsInput): readonly GridColumn<ReconciliationDetail>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'pick',
        header: t('column.pick'),
        silent: true,
        width: 30,
        cell: (detail) => <Tick detail={detail} on={picked.has(detail.id)} pushing={pushing} onToggle={() => onToggle(detail)} />,
      },
      { id: 'state', header: t('column.state'), silent: true, width: 28, cell: (detail) => <MarkCell detail={detail} pushing={pushing} /> },
      { id: 'verdict', header: t('column.verdict'), width: 146, cell: ({ discrepancy }) => <Verdict verdict={discrepancy ?? ''} /> },
      {
        id: 'date',
        header: t('column.date'),
        width: 134,
        cell: (detail) => {
          const date = dateOf(detail);
          return date === null ? '–' : formatInstant(date);
        },
      },
      { id: 'code', header: t('column.code'), width: 78, cell: ({ payven, bank }) => payven?.auth_code ?? bank?.auth_code ?? '–' },
      { id: 'card', header: t('column.card'), width: 70, cell: ({ payven, bank }) => cardTail(payven?.last4 ?? bank?.card ?? null) },
      { id: 'payven', header: t('column.payven'), width: 84, align: 'end', cell: ({ db_amount }) => <Amount value={db_amount} /> },
      { id: 'bank', header: t('column.bank'), width: 84, align: 'end', cell: ({ bank_amount }) => <Amount value={bank_amount} /> },
      {
        id: 'delta',
        header: t('column.delta'),
        width: 92,
        align: 'end',
        cell: (detail) => {
          const delta = deltaOf(detail);
          return delta === 0 ? (
            <span className="quiet">–</span>
          ) : (
            <span className="diff">
              <Amount value={delta} signed />
            </span>
          );
        },
      },
      { id: 'why', header: t('column.why'), width: 90, grow: true, cell: ({ reason }) => <span title={reason ?? undefined}>{shortReason(reason)}</span> },
      { id: 'decision', header: t('column.decision'), width: 120, cell: (detail) => <DecisionCell detail={detail} pushing={pushing} /> },
    ],
    [t, picked, pushing, onToggle],
  );
}
