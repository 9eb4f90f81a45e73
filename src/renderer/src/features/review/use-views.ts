import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '../../../../shared/contract/review.ts';
import { useAsk, useRun } from '../../query.ts';
import type { Work } from './work.ts';

/** The grid's columns as a view keeps them. */
export interface ColumnChoice {
  readonly shown: readonly string[];
  choose(ids: readonly string[]): void;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The views that were given a name: kept, opened and removed. */
export function useViews({ filter, sort, setFilter, setSort, focusGrid }: Work, columns: ColumnChoice) {
  const { t } = useTranslation();
  const { data } = useAsk('view.list', {});
  const { run, error } = useRun();
  const [said, setSaid] = useState<string | null>(null);
  const apply = (view: SavedView): void => {
    setFilter(view.filter);
    setSort(view.sort);
    if (view.columns !== null) columns.choose(view.columns);
    focusGrid();
  };
  const save = async (name: string): Promise<boolean> => {
    const kept = await run('view.save', { name, filter, sort, columns: [...columns.shown] });
    if (kept !== null) setSaid(t('view.saved', { name }));
    return kept !== null;
  };
  const remove = async ({ view_id, name }: SavedView): Promise<void> => {
    if ((await run('view.remove', { view_id })) !== null) setSaid(t('view.removed', { name }));
  };
  const views = data?.views ?? [];
  const isOn = (view: SavedView): boolean => same(view.filter, filter) && same(view.sort, sort);
  return { views, isOn, apply, save, remove, said, error };
}
