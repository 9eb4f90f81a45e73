import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LOOK_BACK_DAYS, type SyncSummary } from '../../../../shared/contract/sync.ts';
import { dayOf } from '../../../../shared/day.ts';
import type { Question } from '../../client.ts';
import { useRun } from '../../query.ts';
import { go } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Busy } from '../../ui/busy.tsx';
import { DayField } from '../../ui/day-field.tsx';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Card, Empty, Page } from '../../ui/page.tsx';
import { useConnectionId, useDesk } from '../frame/desk-context.tsx';
import { sampleStore } from '../import/pending.ts';
import { CopyState } from './copy-state.tsx';
import { SyncResult } from './sync-result.tsx';
import { type Range, usualRanges } from './usual-ranges.ts';

/** The contract's bounds. */
const MOST_LOOK_BACK = 90;

interface SyncFormProps {
  busy: boolean;
  onRun(question: Question<'sync.run'>): void;
}

/** The usual way first: up to date, without choosing anything; a range for what was never read. */
function SyncForm({ busy, onRun }: SyncFormProps) {
  const { t } = useTranslation();
  const usual = usualRanges(dayOf(Date.now()));
  const [range, setRange] = useState<Range>(() => sampleStore.get() ?? usual.last_month);
  const [back, setBack] = useState<number>(LOOK_BACK_DAYS);
  return (
    <div className="stack">
      <div className="row spread">
        <div>
          <h2>{t('sync.up_to_date')}</h2>
          <p className="muted">{t('sync.up_to_date_lead')}</p>
        </div>
        <Action look="main" disabled={busy} onClick={() => onRun({ look_back_days: back })}>
          {t('sync.up_to_date_go')}
        </Action>
      </div>
      <hr className="rule" />
      <h2>{t('sync.range')}</h2>
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
          <Action disabled={busy} onClick={() => onRun({ from: range.from, to: range.to, look_back_days: back })}>
            {t('sync.run')}
          </Action>
        </span>
      </div>
      <hr className="rule" />
      <NumberInput
        label={t('sync.look_back')}
        description={t('sync.look_back_note')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={back}
        min={0}
        max={MOST_LOOK_BACK}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        styles={{ wrapper: { width: 90 } }}
        onChange={(value) => setBack(typeof value === 'number' ? Math.min(MOST_LOOK_BACK, value) : LOOK_BACK_DAYS)}
      />
    </div>
  );
}

/** Reads from Payven, with numbers and a way to stop; what is here and what is missing of it. */
export function SyncScreen() {
  const { t } = useTranslation();
  const { status } = useDesk();
  const connection = useConnectionId();
  const { running, error, run } = useRun();
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
  const start = (question: Question<'sync.run'>): void => {
    setSummary(null);
    void run('sync.run', { ...connection, ...question }).then(setSummary);
  };
  const busy = running !== null;
  return (
    <Page title={t('sync.title')} lead={t('sync.lead')}>
      <div className="columns">
        <Card>
          <div className="stack">
            <SyncForm busy={busy} onRun={start} />
            <Busy running={running} />
            {/* Out of reach is a state, told by the banner; what was read until then is kept. */}
            {error?.code === 'payven.unreachable' ? <Note live>{t('sync.offline')}</Note> : <ErrorNote error={error} />}
            {summary === null ? null : <SyncResult summary={summary} />}
          </div>
        </Card>
        <CopyState busy={busy} onResume={start} />
      </div>
    </Page>
  );
}
