import { useTranslation } from 'react-i18next';
import { offlineStore } from '../../client.ts';
import { useAge } from '../../i18n/index.ts';
import { go } from '../../router.ts';
import { useStore } from '../../store.ts';
import { Icon } from '../../ui/icons.tsx';
import { useDesk } from './desk-context.tsx';

/** Says that Payven cannot be reached, and how old the data is that the user goes on with. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const age = useAge();
  const { status } = useDesk();
  if (useStore(offlineStore) === null) return null;
  const read = status?.synced?.last_read_at;
  return (
    <div className="banner" role="status">
      <Icon name="offline" />
      <span>{read === undefined ? t('top.offline_bare') : t('top.offline_long', { age: age(read) })}</span>
      <button type="button" className="link-button push" onClick={() => go('sync')}>
        {t('top.retry')}
      </button>
    </div>
  );
}
