import { createTheme, MantineProvider } from '@mantine/core';
import { type ComponentType, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { BankSettingsScreen } from './features/bank-settings/bank-settings-screen.tsx';
import { ConnectionScreen } from './features/connection/connection-screen.tsx';
import { DailyScreen } from './features/daily/daily-screen.tsx';
import { DeskProvider } from './features/frame/desk-context.tsx';
import { Frame } from './features/frame/frame.tsx';
import { HistoryScreen } from './features/history/history-screen.tsx';
import { HomeScreen } from './features/home/home-screen.tsx';
import { ImportScreen } from './features/import/import-screen.tsx';
import { PreviewScreen } from './features/preview/preview-screen.tsx';
import { RefundsScreen } from './features/records/refunds-screen.tsx';
import { SettlementsScreen } from './features/records/settlements-screen.tsx';
import { TransactionsScreen } from './features/records/transactions-screen.tsx';
import { ReviewScreen } from './features/review/review-screen.tsx';
import { OutboxScreen } from './features/sending/outbox-screen.tsx';
import { SearchScreen } from './features/search/search-screen.tsx';
import { SettingsScreen } from './features/settings/settings-screen.tsx';
import { SyncScreen } from './features/sync/sync-screen.tsx';
import { useColorScheme, useLook } from './preferences.ts';
import { type Screen, useRoute } from './router.ts';

const theme = createTheme({
  fontFamily: 'var(--font)',
  defaultRadius: 6,
  respectReducedMotion: true,
  cursorType: 'pointer',
});

const screens: Readonly<Record<Screen, ComponentType<{ id: string | null }>>> = {
  home: HomeScreen,
  connection: ConnectionScreen,
  sync: SyncScreen,
  import: ImportScreen,
  preview: PreviewScreen,
  daily: DailyScreen,
  review: ReviewScreen,
  outbox: OutboxScreen,
  transactions: TransactionsScreen,
  refunds: RefundsScreen,
  settlements: SettlementsScreen,
  history: HistoryScreen,
  search: SearchScreen,
  banks: BankSettingsScreen,
  settings: SettingsScreen,
};

/** The whole page. */
export function App() {
  const { density, language } = useLook();
  const scheme = useColorScheme();
  const { screen, id } = useRoute();
  const { t } = useTranslation();
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset['density'] = density;
    document.title = `${t(`screen.${screen}`)} · ${t('app.name')}`;
  }, [language, density, screen, t]);
  const Current = screens[screen];
  return (
    <MantineProvider theme={theme} forceColorScheme={scheme} withCssVariables={false} withGlobalClasses={false}>
      <DeskProvider>
        <Frame>
          <Current id={id} key={`${screen} ${id}`} />
        </Frame>
      </DeskProvider>
    </MantineProvider>
  );
}
