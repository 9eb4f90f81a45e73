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
import { dateOf, deltaOf, isPending, markOf } from './detail.ts';

interface DetailColumnsInput {
  picked: ReadonlyMap<string, number>;
  sending: ReadonlySet<string>;
  /** All rows wait: their signs say enough without words. */
  waiting: boolean;
  onToggle(detail: ReconciliationDetail): void;
}

function Tick({ detail, on, onToggle }: { detail: ReconciliationDetail; on: boolean; onToggle(): void }) {
  if (!isPending(detail)) return null;
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

function DecisionCell({ detail, sending, bare }: { detail: ReconciliationDetail; sending: ReadonlySet<string>; bare: boolean }) {
  const { t } = useTranslation();
  const { language } = useLook();
  const mark = markOf(detail, sending);
  if (mark === null) return <span className="quiet" title={t('decision.matched')}>–</span>;
  const action = detail.resolution_action ?? detail.decision?.action ?? null;
  const words = mark === 'none' || mark === 'queued' || action === null || action === 'None' ? t(`decision.${mark}`) : say(language, `action.${action}`);
  return (
    <span className="verdict" title={t(`decision.${mark}`)}>
      <DecisionSign mark={mark} />
      <span className={bare ? 'sr-only' : mark === 'none' ? 'muted' : undefined}>{words}</span>
    </span>
  );
}

/** The columns of the review: verdict, date, code, card, both amounts, their difference, why, the decision. */
export function useDetailColumns({ picked, sending, waiting, onToggle }: DetailColumnsInput): readonly GridColumn<ReconciliationDetail>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'pick',
        header: t('column.pick'),
        silent: true,
        width: 30,
        cell: (detail) => <Tick detail={detail} on={picked.has(detail.id)} onToggle={() => onToggle(detail)} />,
      },
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
      { id: 'code', header: t('column.code'), width: 76, cell: ({ payven, bank }) => payven?.auth_code ?? bank?.auth_code ?? '–' },
      { id: 'card', header: t('column.card'), width: 66, cell: ({ payven, bank }) => cardTail(payven?.last4 ?? bank?.card ?? null) },
      { id: 'payven', header: t('column.payven'), width: 88, align: 'end', cell: ({ db_amount }) => <Amount value={db_amount} /> },
      { id: 'bank', header: t('column.bank'), width: 88, align: 'end', cell: ({ bank_amount }) => <Amount value={bank_amount} /> },
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
      { id: 'decision', header: t('column.decision'), silent: waiting, width: waiting ? 34 : 128, cell: (detail) => <DecisionCell detail={detail} sending={sending} bare={waiting} /> },
    ],
    [t, picked, sending, waiting, onToggle],
  );
}
