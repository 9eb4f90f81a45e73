import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../../shared/contract/history.ts';
import { type Answer, ask, asDeskError, changeStore, type DeskError } from '../../client.ts';
import { go, routeTo, type Screen } from '../../router.ts';
import { useStore } from '../../store.ts';
import { Action } from '../../ui/action.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { formatDay } from '../../ui/format.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { Card, Empty, Page } from '../../ui/page.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { useEntryWords } from './use-entry-words.ts';

const PAGE = 200;

/** The screen an entry's subject is shown on. */
function screenOf(what: string): Screen | null {
  const [feature] = what.split('.');
  if (feature === 'import' || feature === 'preview') return feature;
  if (feature === 'start') return 'preview';
  if (feature === 'reconciliation' || feature === 'decision' || feature === 'workbook') return 'review';
  return null;
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation();
  const words = useEntryWords();
  const screen = screenOf(entry.what);
  const { remarks } = entry.facts;
  return (
    <li className="entry">
      <time className="muted" dateTime={entry.at}>
        {entry.at.slice(11, 16)}
      </time>
      <span>
        {words(entry)}
        {typeof remarks === 'string' && remarks !== '' ? <span className="muted"> “{remarks}”</span> : null}
      </span>
      <span className="row">
        <span className="muted">{entry.by}</span>
        {screen === null || entry.subject === null ? null : (
          <a href={routeTo(screen, entry.subject)} aria-label={`${t('history.go')}: ${words(entry)}`}>
            {t('history.go')}
          </a>
        )}
      </span>
    </li>
  );
}

/** Entries newest first; older ones are read when asked for. */
function useHistory() {
  const changes = useStore(changeStore);
  const [entries, setEntries] = useState<Answer<'history.list'>['entries']>();
  const [more, setMore] = useState(false);
  const [error, setError] = useState<DeskError | null>(null);
  const read = useCallback(async (before: number | undefined, still: () => boolean): Promise<void> => {
    try {
      const { entries: found } = await ask('history.list', { limit: PAGE, ...(before !== undefined && { before }) });
      if (!still()) return;
      setEntries((current) => (before === undefined ? found : [...(current ?? []), ...found]));
      setMore(found.length === PAGE);
    } catch (reason) {
      if (still()) setError(asDeskError(reason));
    }
  }, []);
  useEffect(() => {
    let shown = true;
    void read(undefined, () => shown);
    return () => {
      shown = false;
    };
  }, [changes, read]);
  const older = (): void => void read(entries?.at(-1)?.id, () => true);
  return { entries, more, older, error };
}

/** Everything that was done here, by whom and when. */
export function HistoryScreen() {
  const { t } = useTranslation();
  const { entries, more, older, error } = useHistory();
  useStatusBar(entries === undefined ? null : { rows: entries.length, sum: null, selected: null, left: null });
  const days = [...Map.groupBy(entries ?? [], ({ at }) => at.slice(0, 10))];
  return (
    <Page title={t('history.title')} lead={t('history.lead')} tools={<Action onClick={() => go('outbox')}>{t('outbox.title')}</Action>}>
      <ErrorNote error={error} />
      {entries === undefined && error === null ? <Skeleton lines={6} /> : null}
      {entries?.length === 0 ? (
        <Empty icon="history" title={t('history.none')} action={<Action look="main" onClick={() => go('home')}>{t('screen.home')}</Action>}>
          {t('history.none_lead')}
        </Empty>
      ) : null}
      {days.map(([day, those]) => (
        <Card key={day} title={formatDay(day)}>
          <ol className="entries">
            {those.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ol>
        </Card>
      ))}
      {more ? (
        <div>
          <Action onClick={older}>{t('history.more')}</Action>
        </div>
      ) : null}
    </Page>
  );
}
