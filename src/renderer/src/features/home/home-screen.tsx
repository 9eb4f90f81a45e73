import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { discrepancies } from '../../../../shared/enums.ts';
import { go } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { ErrorNote } from '../../ui/note.tsx';
import { Verdict } from '../../ui/verdict.tsx';
import { useDesk } from '../frame/desk-context.tsx';
import { startSample } from '../import/pending.ts';
import { DeskOverview } from './desk-overview.tsx';

function Welcome() {
  const { t } = useTranslation();
  const [starting, setStarting] = useState(false);
  const sample = (): void => {
    setStarting(true);
    void startSample().finally(() => setStarting(false));
  };
  return (
    <div className="welcome">
      <h1>{t('home.title')}</h1>
      <p>{t('home.lead')}</p>
      <div className="row">
        <Action look="main" onClick={sample} disabled={starting}>
          {starting ? t('doing.shell.sample') : t('home.sample')}
        </Action>
        <Action onClick={() => go('connection')}>{t('home.connect')}</Action>
      </div>
      <p className="quiet">{t('home.sample_note')}</p>
      <ul className="welcome__verdicts" aria-label={t('review.buckets')}>
        {discrepancies.map((verdict) => (
          <li key={verdict}>
            <Verdict verdict={verdict} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Before anything was done a welcome; after it, what is open. */
export function HomeScreen() {
  const { status, error } = useDesk();
  if (error !== null) {
    return (
      <div className="page">
        <ErrorNote error={error} />
      </div>
    );
  }
  if (status === undefined) {
    return (
      <div className="page">
        <Skeleton lines={4} />
      </div>
    );
  }
  const { connection, imports, open, closed } = status;
  const isNew = connection === null && imports === 0 && open.length + closed === 0;
  return isNew ? <Welcome /> : <DeskOverview status={status} />;
}
