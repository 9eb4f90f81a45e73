import { useTranslation } from 'react-i18next';
import type { SyncSummary } from '../../../../shared/contract/sync.ts';
import { go } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { formatCount, formatDay, formatRange } from '../../ui/format.ts';
import { Note } from '../../ui/note.tsx';

/** Days that did not add up, by name. */
export function DayNames({ days }: { days: SyncSummary['incomplete_days'] }) {
  const { t } = useTranslation();
  return (
    <ul>
      {days.map(({ resource, day }) => (
        <li key={`${resource} ${day}`}>
          {formatDay(day)}, {t(`sync.resource_${resource}`)}
        </li>
      ))}
    </ul>
  );
}

/** What a sync brought. */
export function SyncResult({ summary }: { summary: SyncSummary }) {
  const { t } = useTranslation();
  const { resumed, looked_back, not_permitted } = summary;
  return (
    <section className="stack" aria-label={t('sync.result')}>
      {summary.complete ? (
        <Note tone="good" live>
          {t('sync.complete')}
        </Note>
      ) : (
        <Note tone="warn" live>
          <p>{t('sync.incomplete')}</p>
          <DayNames days={summary.incomplete_days} />
        </Note>
      )}
      {not_permitted.length === 0 ? null : (
        <Note tone="warn">{t('sync.not_permitted', { names: not_permitted.map((resource) => t(`sync.resource_${resource}`)).join(', ') })}</Note>
      )}
      <dl className="facts">
        <dt>{t('sync.days')}</dt>
        <dd>{formatRange(summary.from, summary.to)}</dd>
        <dt>{t('sync.transactions')}</dt>
        <dd>{formatCount(summary.transactions)}</dd>
        <dt>{t('sync.refunds')}</dt>
        <dd>{formatCount(summary.refunds)}</dd>
        <dt>{t('sync.settlements')}</dt>
        <dd>{formatCount(summary.settlements)}</dd>
        <dt>{t('sync.pages')}</dt>
        <dd>{formatCount(summary.pages)}</dd>
        {looked_back === 0 ? null : (
          <>
            <dt>{t('sync.looked_back')}</dt>
            <dd>{t('days', { count: looked_back, n: formatCount(looked_back) })}</dd>
          </>
        )}
        {resumed === 0 ? null : (
          <>
            <dt>{t('sync.resumed')}</dt>
            <dd>{formatCount(resumed)}</dd>
          </>
        )}
      </dl>
      <div>
        <Action onClick={() => go('import')}>{t('sync.next')}</Action>
      </div>
    </section>
  );
}
