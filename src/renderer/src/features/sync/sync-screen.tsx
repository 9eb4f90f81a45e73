import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf } from '../../../../shared/day.ts';
import type { SyncSummary } from '../../../../shared/contract/sync.ts';
import { useAge } from '../../i18n/index.ts';
import { useRun } from '../../query.ts';
import { go } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Busy } from '../../ui/busy.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { formatCount, formatDay, formatRange } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Card, Empty, Page } from '../../ui/page.tsx';
import { useDesk } from '../frame/desk-context.tsx';
import { sampleStore } from '../import/pending.ts';
import { type Range, usualRanges } from './usual-ranges.ts';

function Result({ summary }: { summary: SyncSummary }) {
  const { t } = useTranslation();
  return (
    <Card title={t('sync.result')}>
      <div className="stack">
        <dl className="facts">
          <dt>{t('sync.transactions')}</dt>
          <dd>{formatCount(summary.transactions)}</dd>
          <dt>{t('sync.refunds')}</dt>
          <dd>{formatCount(summary.refunds)}</dd>
          <dt>{t('sync.pages')}</dt>
          <dd>{formatCount(summary.pages)}</dd>
        </dl>
        {summary.complete ? (
          <Note tone="good" live>
            {t('sync.complete')}
          </Note>
        ) : (
          <Note tone="warn" live>
            <p>{t('sync.incomplete')}</p>
            <ul>
              {summary.incomplete_days.map(({ resource, day }) => (
                <li key={`${resource} ${day}`}>
                  {formatDay(day)}, {t(`sync.resource_${resource}`)}
                </li>
              ))}
            </ul>
          </Note>
        )}
        <div>
          <Action onClick={() => go('import')}>{t('sync.next')}</Action>
        </div>
      </div>
    </Card>
  );
}

function Have() {
  const { t } = useTranslation();
  const { status } = useDesk();
  const age = useAge();
  const synced = status?.synced ?? null;
  return (
    <Card title={t('sync.have')}>
      {synced === null ? (
        <p className="muted">{t('sync.none')}</p>
      ) : (
        <dl className="facts">
          <dt>{t('sync.days')}</dt>
          <dd>{formatRange(synced.from, synced.to)}</dd>
          <dt>{t('sync.transactions')}</dt>
          <dd>{formatCount(synced.transactions)}</dd>
          <dt>{t('sync.refunds')}</dt>
          <dd>{formatCount(synced.refunds)}</dd>
          <dt>{t('home.read')}</dt>
          <dd>
            {age(synced.last_read_at)} {synced.complete ? null : <span className="tag tag--warn">{t('top.partly')}</span>}
          </dd>
        </dl>
      )}
    </Card>
  );
}

/** Reads a period from Payven, with numbers and a way to stop. */
export function SyncScreen() {
  const { t } = useTranslation();
  const { status } = useDesk();
  const { running, error, run } = useRun();
  const today = dayOf(Date.now());
  const usual = usualRanges(today);
  const [range, setRange] = useState<Range>(() => sampleStore.get() ?? usual.last_month);
  const [summary, setSummary] = useState<SyncSummary | null>(null);
  if (status?.connection === null) {
    return (
      <Page title={t('sync.title')}>
        <Empty icon="connection" title={t('sync.no_connection')} action={<Action look="main" onClick={() => go('connection')}>{t('home.connect')}</Action>}>
          {t('sync.no_connection_lead')}
        </Empty>
      </Page>
    );
  }
  const start = (): void => {
    setSummary(null);
    void run('sync.run', { from: range.from, to: range.to }).then(setSummary);
  };
  return (
    <Page title={t('sync.title')} lead={t('sync.lead')}>
      <div className="columns">
        <Card>
          <div className="stack">
            <div className="form">
              <DayField label={t('day.from')} value={range.from} onChange={(from) => setRange({ ...range, from })} />
              <DayField label={t('day.to')} value={range.to} onChange={(to) => setRange({ ...range, to })} />
            </div>
            <div className="row">
              {(['last_week', 'this_month', 'last_month'] as const).map((name) => (
                <Action key={name} look="bare" onClick={() => setRange(usual[name])}>
                  {t(`sync.${name}`)}
                </Action>
              ))}
              <span className="push">
                <Action look="main" onClick={start} disabled={running !== null}>
                  {t('sync.run')}
                </Action>
              </span>
            </div>
            <Busy running={running} />
            <ErrorNote error={error} />
          </div>
        </Card>
        <Have />
      </div>
      {summary === null ? null : <Result summary={summary} />}
    </Page>
  );
}
