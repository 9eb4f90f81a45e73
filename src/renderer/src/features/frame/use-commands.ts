import { useTranslation } from 'react-i18next';
import { connectionStore } from '../../connection-choice.ts';
import { setLook } from '../../preferences.ts';
import { go, screens } from '../../router.ts';
import { useStore } from '../../store.ts';
import { actionStore } from '../../ui/actions.ts';
import { formatCount, formatRange } from '../../ui/format.ts';
import { shownKey } from '../../ui/key-names.ts';
import { chooseBankFiles, startSample } from '../import/pending.ts';
import { REMOTE } from '../review/remote-list.tsx';
import { pushDecisions } from '../sending/push.ts';
import { useConnectionName } from './connection-name.ts';
import { useDesk } from './desk-context.tsx';

interface PaletteCommand {
  readonly key: string;
  readonly label: string;
  /** The key that does the same without the palette. */
  readonly shortcut?: string | undefined;
  run(): void;
}

/** What the parts on the screen offer, in their order. */
function useOffered(): PaletteCommand[] {
  const offered = useStore(actionStore);
  return [...offered.values()].flat().flatMap(({ id, label, keys, run, keyOnly }) => (run === undefined || keyOnly === true ? [] : [{ key: id, label, shortcut: keys[0] === undefined ? undefined : shownKey(keys[0]), run }]));
}

/** What the palette offers: what the screen offers first, then what is open, then the tasks, then the screens. */
export function useCommands(showKeys: () => void): PaletteCommand[] {
  const { t } = useTranslation();
  const { status, waiting, connections } = useDesk();
  const nameOf = useConnectionName();
  const offered = useOffered();
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
    ...offered,
    ...open,
    ...(waiting === 0 ? [] : [{ key: 'push', label: t('push.palette', { count: waiting, n: formatCount(waiting) }), run: () => void pushDecisions(null) }]),
    { key: 'choose', label: t('palette.choose_file'), run: chooseBankFiles },
    // A period cut into days is one preview's; the way to it is there.
    ...screens.filter((screen) => screen !== 'daily').map((screen): PaletteCommand => ({ key: screen, label: t('palette.go', { screen: t(`screen.${screen}`) }), run: () => go(screen) })),
    { key: 'remote', label: t('remote.palette'), run: () => go('review', REMOTE) },
    ...(connections.length < 2 ? [] : connections.map((each): PaletteCommand => ({ key: each.connection_id, label: t('palette.connection', { name: nameOf(each) }), run: () => connectionStore.set(each.connection_id) }))),
    { key: 'sample', label: t('palette.sample'), run: () => void startSample() },
    { key: 'light', label: t('palette.theme_light'), run: () => setLook({ theme: 'light' }) },
    { key: 'dark', label: t('palette.theme_dark'), run: () => setLook({ theme: 'dark' }) },
    { key: 'tr', label: t('palette.language_tr'), run: () => setLook({ language: 'tr' }) },
    { key: 'en', label: t('palette.language_en'), run: () => setLook({ language: 'en' }) },
    { key: 'keys', label: t('palette.keys'), run: showKeys },
  ];
}
