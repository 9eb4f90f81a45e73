import { NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionSummary } from '../../../../shared/contract/connection.ts';
import { connectionStore } from '../../connection-choice.ts';
import { useAge } from '../../i18n/index.ts';
import { routeTo } from '../../router.ts';
import { Key } from '../../ui/action.tsx';
import { formatInstant, formatRange } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { tenantOf, useConnectionName, useEnvironmentName } from './connection-name.ts';
import { useDesk, useOffline } from './desk-context.tsx';
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

/** The connection in use; where there are several, the place to change it. */
function ConnectionInUse({ connection }: { connection: ConnectionSummary }) {
  const { t } = useTranslation();
  const { connections } = useDesk();
  const nameOf = useConnectionName();
  const environmentOf = useEnvironmentName();
  if (connections.length < 2) {
    return (
      <span>
        <strong>{tenantOf(connection)}</strong> {environmentOf(connection)}
      </span>
    );
  }
  return (
    <NativeSelect
      className="top__connection"
      aria-label={t('top.connection')}
      title={t('top.connection')}
      value={connection.connection_id}
      onChange={(event) => connectionStore.set(event.currentTarget.value)}
      data={connections.map((each) => ({ value: each.connection_id, label: nameOf(each) }))}
    />
  );
}

/** How far the copy here reaches, and when it was last brought up to date. */
function Copy() {
  const { t } = useTranslation();
  const { status, sync } = useDesk();
  const age = useAge();
  useMinutes();
  const [from, to] = [sync?.oldest_day ?? status?.synced?.from, sync?.newest_day ?? status?.synced?.to];
  const read = sync?.last_finished?.finished_at ?? status?.synced?.last_read_at;
  if (from === undefined || to === undefined) return <span>{t('top.never_synced')}</span>;
  const partly = (sync?.incomplete_days.length ?? 0) > 0 || status?.synced?.complete === false;
  return (
    <>
      <span>{formatRange(from, to)}</span>
      {read === undefined ? null : (
        <a className="top__age" href={routeTo('sync')} title={formatInstant(read)}>
          {t('top.synced')} {age(read)}
          {partly ? ` (${t('top.partly')})` : null}
        </a>
      )}
    </>
  );
}

function Facts() {
  const { t } = useTranslation();
  const { status } = useDesk();
  const offline = useOffline();
  if (status === undefined) return null;
  const { connection } = status;
  return (
    <>
      {connection === null ? (
        <span>
          <a href={routeTo('connection')}>{t('top.no_connection')}</a>
        </span>
      ) : (
        <>
          <ConnectionInUse connection={connection} />
          <Copy />
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
