import { useTranslation } from 'react-i18next';
import { go } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Card, Page } from '../../ui/page.tsx';
import { useDesk } from '../frame/desk-context.tsx';
import { MerchantsCard } from './merchants-card.tsx';
import { ProfilesCard } from './profiles-card.tsx';

/** How the banks' files are read, and whose their merchant numbers are. */
export function BankSettingsScreen() {
  const { t } = useTranslation();
  const connection = useDesk().status?.connection ?? null;
  return (
    <Page title={t('screen.banks')}>
      {connection === null ? (
        <Card title={t('merchants.title')}>
          <div className="row spread">
            <span className="muted">{t('merchants.connection_needed')}</span>
            <Action onClick={() => go('connection')}>{t('home.connect')}</Action>
          </div>
        </Card>
      ) : (
        <MerchantsCard key={connection.connection_id} connection={connection} />
      )}
      <ProfilesCard />
    </Page>
  );
}
