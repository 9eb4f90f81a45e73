import { useTranslation } from 'react-i18next';
import { go } from '../../router.ts';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { Icon } from '../../ui/icons.tsx';
import { useDesk, useOffline } from './desk-context.tsx';

/** Says that Payven cannot be reached, and from when the copy is that the user goes on with. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const { status, sync, waiting } = useDesk();
  if (!useOffline()) return null;
  const read = sync?.last_finished?.finished_at ?? status?.synced?.last_read_at;
  return (
    <div className="banner" role="status">
      <Icon name="offline" />
      <span>
        {read === undefined || read === null ? t('top.offline_bare') : t('top.offline_long', { at: formatInstant(read) })}
        {waiting === 0 ? null : ` ${t('push.waiting_offline', { count: waiting, n: formatCount(waiting) })}`}
      </span>
      <button type="button" className="link-button push" onClick={() => go('sync')}>
        {t('top.retry')}
      </button>
    </div>
  );
}
