import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeProgress } from '../../../../shared/bridge.ts';
import { routeTo } from '../../router.ts';
import { useStore } from '../../store.ts';
import { Amount } from '../../ui/amount.tsx';
import { formatCount, formatDay } from '../../ui/format.ts';
import { useWait } from '../../ui/use-wait.ts';
import { DecisionSign } from '../../ui/verdict.tsx';
import { dayRunStore } from './day-run.ts';
import { type ListedPreview, pairsOf } from './days.ts';

function UnderWay({ progress }: { progress: BridgeProgress | null }) {
  const { t } = useTranslation();
  const wait = useWait(progress);
  return (
    <span className="verdict">
      <DecisionSign mark="queued" /> {wait ?? t('daily.starting')}
    </span>
  );
}

function DayState({ day }: { day: ListedPreview }): ReactNode {
  const { t } = useTranslation();
  const run = useStore(dayRunStore);
  if (day.reconciliation_id !== null) {
    return (
      <span className="verdict">
        <DecisionSign mark="sent" /> <a href={routeTo('review', day.reconciliation_id)}>{t('preview.started')}</a>
      </span>
    );
  }
  if (run.current === day.preview_id) return <UnderWay progress={run.progress} />;
  const failed = run.failed?.preview_id === day.preview_id;
  return (
    <span className="verdict">
      <DecisionSign mark={failed ? 'refused' : 'none'} /> <span className={failed ? undefined : 'muted'}>{failed ? t('daily.failed') : t('preview.not_started')}</span>
    </span>
  );
}

/** The days of a period, each with its rows, its pairs, what stands alone, and how far it has come. */
export function DaysTable({ days }: { days: readonly ListedPreview[] }) {
  const { t } = useTranslation();
  return (
    <div className="table-wrap">
      <table className="table table--rows">
        <thead>
          <tr>
            <th scope="col">{t('daily.day')}</th>
            {[t('preview.sent'), t('preview.bank'), t('daily.pairs'), t('daily.only_payven'), t('daily.only_bank')].map((header) => (
              <th key={header} scope="col" className="end">
                {header}
              </th>
            ))}
            <th scope="col">{t('review.state')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.preview_id}>
              <th scope="row">
                <a href={routeTo('preview', day.preview_id)}>{formatDay(day.from)}</a>
              </th>
              <td className="end">{formatCount(day.sent)}</td>
              <td className="end">
                <Amount value={day.amounts.bank} />
              </td>
              <td className="end">{formatCount(pairsOf(day.counts))}</td>
              <td className="end">{formatCount(day.counts.orphan_db)}</td>
              <td className="end">{formatCount(day.counts.orphan_bank)}</td>
              <td>
                <DayState day={day} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
