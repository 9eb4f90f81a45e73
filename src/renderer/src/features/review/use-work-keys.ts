import { useTranslation } from 'react-i18next';
import { discrepancies } from '../../../../shared/enums.ts';
import { reviewOrders } from '../../../../shared/review-filter.ts';
import { say } from '../../../../shared/text/say.ts';
import { useLook } from '../../preferences.ts';
import { useActions } from '../../ui/use-actions.ts';
import type { BarRefs } from './filter-bar.tsx';
import { PLAN, QUEUE, toConflicts, toVerdict } from './filters.ts';
import type { PaneSide, PaneState } from './use-panes.ts';
import type { Workspace } from './use-workspace.ts';

interface WorkKeysInput {
  readonly work: Workspace;
  readonly refs: BarRefs;
  readonly panes: Readonly<Record<PaneSide, PaneState>>;
  openFilter(): void;
  copy(): void;
}

/** What the user can do with the list, the filters and the panes, each with its key. */
export function useWorkKeys({ work, refs, panes, openFilter, copy }: WorkKeysInput): void {
  const { t } = useTranslation();
  const { language } = useLook();
  const { filter, setFilter, sort, setSort, selection, focusGrid } = work;
  const show = (next: typeof filter): void => {
    selection.rest();
    setFilter(next);
    focusGrid();
  };
  useActions([
    { id: 'list.next', group: 'list', label: t('keys.next'), keys: ['J'], run: work.next },
    { id: 'list.all', group: 'list', label: t('keys.select_all'), keys: ['Ctrl+A'], run: selection.all },
    { id: 'list.copy', group: 'list', label: t('keys.copy'), keys: ['Ctrl+C'], run: copy },
    { id: 'list.clear', group: 'list', label: t('keys.clear'), keys: ['Escape'], run: selection.clear },
    { id: 'filter.open', group: 'filter', label: t('keys.filter_open'), keys: ['F'], run: openFilter },
    { id: 'filter.text', group: 'filter', label: t('keys.text'), keys: ['/'], run: () => refs.text.current?.focus() },
    ...discrepancies.map((verdict, at) => ({
      id: `filter.${verdict}`,
      group: 'filter' as const,
      label: t('keys.bucket', { verdict: say(language, `verdict.${verdict}`) }),
      keys: [String(at + 1)],
      run: () => show(toVerdict(filter, verdict)),
    })),
    { id: 'filter.conflicts', group: 'filter', label: t('keys.conflicts'), keys: ['6'], run: () => (work.summary.conflicts > 0 || filter.answers !== undefined ? show(toConflicts(filter)) : undefined) },
    { id: 'filter.every', group: 'filter', label: t('keys.every'), keys: ['0'], run: () => show(toVerdict(filter, null)) },
    { id: 'filter.clear', group: 'filter', label: t('filter.clear'), keys: ['Backspace'], run: () => show({}) },
    { id: 'order.queue', group: 'view', label: t('keys.queue'), keys: ['Q'], run: () => setSort(sort.by === 'queue' ? PLAN : QUEUE) },
    { id: 'order.choose', group: 'view', label: t('keys.order'), keys: ['O'], run: () => refs.order.current?.focus() },
    { id: 'order.flip', group: 'view', label: t('order.flip'), keys: ['Shift+O'], run: () => setSort({ ...sort, direction: sort.direction === 'up' ? 'down' : 'up' }) },
    ...reviewOrders.map((by) => ({ id: `order.${by}`, group: 'view' as const, label: t('order.by', { by: t(`order.${by}`) }), keys: [], run: () => setSort({ by, direction: 'up' }) })),
    { id: 'pane.left', group: 'view', label: t(panes.left.open ? 'pane.left_fold' : 'pane.left_open'), keys: ['Shift+ArrowLeft'], run: panes.left.toggle },
    { id: 'pane.right', group: 'view', label: t(panes.right.open ? 'pane.right_fold' : 'pane.right_open'), keys: ['Shift+ArrowRight'], run: panes.right.toggle },
  ]);
}
