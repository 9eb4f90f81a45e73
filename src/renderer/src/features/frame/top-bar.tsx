import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { offlineStore } from '../../client.ts';
import { useAge } from '../../i18n/index.ts';
import { routeTo } from '../../router.ts';
import { useStore } from '../../store.ts';
import { Key } from '../../ui/action.tsx';
import { formatInstant, formatRange } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { tenantOf, useEnvironmentName } from './connection-name.ts';
import { useDesk } from './desk-context.tsx';
import { LookPopover } from './look-popover.tsx';

const MINUTE = 60_000;

/** Draws anew each minute, for what says how long ago. */
function useMinutes(): void {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => tick((count) => count + 1), MINUTE);
    return () => window.clearInterval(timer);
  }, []);
}

function Facts() {
  const { t } = useTranslation();
  const { status } = useDesk();
  const age = useAge();
  const environmentOf = useEnvironmentName();
  const offline = useStore(offlineStore) !== null;
  useMinutes();
  if (status === undefined) return null;
  const { connection, synced } = status;
  return (
    <>
      <span>
        {connection === null ? (
          <a href={routeTo('connection')}>{t('top.no_connection')}</a>
        ) : (
          <>
            <strong>{tenantOf(connection)}</strong> {environmentOf(connection)}
          </>
        )}
      </span>
      {synced === null ? (
        connection === null ? null : (
          <span>{t('top.never_synced')}</span>
        )
      ) : (
        <>
          <span>{formatRange(synced.from, synced.to)}</span>
          <span title={formatInstant(synced.last_read_at)}>
            {t('top.synced')} {age(synced.last_read_at)}
            {synced.complete ? null : ` (${t('top.partly')})`}
          </span>
        </>
      )}
      {offline ? (
        <span className="tag tag--warn">
          <Icon name="offline" size={14} /> {t('top.offline')}
        </span>
      ) : null}
    </>
  );
}

/** Connection, period and the age of the data; the palette, the keys and the look. */
export function TopBar({ onPalette, onKeys }: { onPalette(): void; onKeys(): void }) {
  const { t } = useTranslation();
  return (
    <header className="top">
      <div className="top__facts" role="group" aria-label={t('frame.facts')}>
        <Facts />
      </div>
      <div className="top__tools">
        <button type="button" className="top__palette" onClick={onPalette}>
          <Icon name="search" size={15} />
          <span>{t('top.search')}</span>
          <Key>Ctrl K</Key>
        </button>
        <button type="button" className="top__palette" onClick={onKeys} aria-label={t('top.keys')} title={t('top.keys')}>
          <Key>?</Key>
        </button>
        <LookPopover />
      </div>
    </header>
  );
}
