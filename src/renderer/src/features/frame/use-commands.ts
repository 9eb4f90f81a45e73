import { useTranslation } from 'react-i18next';
import { setLook } from '../../preferences.ts';
import { go, screens } from '../../router.ts';
import { formatRange } from '../../ui/format.ts';
import { chooseBankFiles, startSample } from '../import/pending.ts';
import { useDesk } from './desk-context.tsx';

interface PaletteCommand {
  readonly key: string;
  readonly label: string;
  run(): void;
}

/** What the palette offers: what is open first, then the tasks, then the screens. */
export function useCommands(showKeys: () => void): PaletteCommand[] {
  const { t } = useTranslation();
  const { status } = useDesk();
  const open = (status?.open ?? []).map(
    ({ reconciliation_id, connector_config_name, merchant_name, period_start, period_end }): PaletteCommand => ({
      key: reconciliation_id,
      label: t('palette.open', {
        name: `${connector_config_name ?? merchant_name ?? reconciliation_id}, ${formatRange(period_start, period_end)}`,
      }),
      run: () => go('review', reconciliation_id),
    }),
  );
  return [
    ...open,
    { key: 'choose', label: t('palette.choose_file'), run: chooseBankFiles },
    ...screens.map((screen): PaletteCommand => ({ key: screen, label: t('palette.go', { screen: t(`screen.${screen}`) }), run: () => go(screen) })),
    { key: 'sample', label: t('palette.sample'), run: () => void startSample() },
    { key: 'light', label: t('palette.theme_light'), run: () => setLook({ theme: 'light' }) },
    { key: 'dark', label: t('palette.theme_dark'), run: () => setLook({ theme: 'dark' }) },
    { key: 'tr', label: t('palette.language_tr'), run: () => setLook({ language: 'tr' }) },
    { key: 'en', label: t('palette.language_en'), run: () => setLook({ language: 'en' }) },
    { key: 'keys', label: t('palette.keys'), run: showKeys },
  ];
}
