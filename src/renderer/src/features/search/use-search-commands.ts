import { useTranslation } from 'react-i18next';
import { useAsk } from '../../query.ts';
import { go } from '../../router.ts';
import { usePause } from '../../ui/use-pause.ts';
import { hitKinds, hitLabel, prepareFor, useHits } from './hits.ts';

/** Hits of each kind the palette shows; the search screen has the others. */
const A_KIND = 4;
/** Two letters are in everything. */
const SHORTEST = 3;

interface SearchCommand {
  readonly key: string;
  readonly label: string;
  readonly shortcut?: undefined;
  run(): void;
}

/** What of this computer's records the palette shows beneath its commands, and the way to all of them. */
export function useSearchCommands(text: string): SearchCommand[] {
  const { t } = useTranslation();
  const linesOf = useHits();
  const wanted = usePause(text.trim());
  const isLong = wanted.length >= SHORTEST;
  const { data } = useAsk('search.all', isLong ? { text: wanted, limit: A_KIND } : null);
  if (!isLong || wanted !== text.trim()) return [];
  const all: SearchCommand = { key: 'search', label: t('search.palette', { text: wanted }), run: () => go('search', wanted) };
  if (data === undefined) return [all];
  const lines = linesOf(data);
  const hits = hitKinds.flatMap((kind) => lines[kind].map((hit): SearchCommand => ({
    key: hit.key,
    label: `${t(`search.${kind}`)}: ${hitLabel(hit)}`,
    run: () => {
      prepareFor(hit);
      // A bank's row is shown by the search itself, beside its file.
      if (hit.row === null) go(hit.screen, hit.id);
      else go('search', wanted);
    },
  })));
  return [...hits, all];
}
