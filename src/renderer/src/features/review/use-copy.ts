import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewRow } from '../../../../shared/contract/review.ts';
import type { ReviewFilter } from '../../../../shared/review-filter.ts';
import { ask } from '../../client.ts';
import { formatCount } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { tableOf } from './row-text.ts';
import type { Work } from './work.ts';

/** Rows read in one go where the selection is not on the screen. */
const CHUNK = 1000;

/** The selected rows in the view's order; those the view does not show come after them. */
async function selectedRows({ id, filter, sort, selection }: Work): Promise<ReviewRow[]> {
  const missing = new Set(selection.picked.keys());
  const found: ReviewRow[] = [];
  const collect = async (from: ReviewFilter): Promise<void> => {
    for (let offset = 0; missing.size > 0; offset += CHUNK) {
      const { rows, total } = await ask('review.rows', { reconciliation_id: id, filter: from, sort, offset, limit: CHUNK });
      for (const row of rows) if (missing.delete(row.id)) found.push(row);
      if (offset + CHUNK >= total) return;
    }
  };
  await collect(filter);
  if (Object.keys(filter).length > 0) await collect({});
  return found;
}

/** Copies the selection, else the current row, as a table for Excel; `said` is how it went. */
export function useCopy(work: Work, columns: readonly GridColumn<ReviewRow>[]) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<string | null>(null);
  const { filter, sort, details, selection: { picked } } = work;
  const currentId = details.shown?.id;
  // What was said is about what stood there then.
  useEffect(() => setSaid(null), [filter, sort, picked, currentId]);
  const copy = async (): Promise<void> => {
    const { selection, details } = work;
    const rows = async (): Promise<readonly ReviewRow[]> => {
      if (selection.picked.size > 0) return selectedRows(work);
      return details.current === undefined ? [] : [details.current];
    };
    const shown = columns.flatMap(({ header, align, text }) => (text === undefined ? [] : [{ header, isNumber: align === 'end', text }]));
    try {
      if (selection.picked.size > CHUNK) setSaid(t('copy.running'));
      const chosen = await rows();
      if (chosen.length === 0) return;
      const { plain, html } = tableOf(shown, chosen);
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': new Blob([plain], { type: 'text/plain' }), 'text/html': new Blob([html], { type: 'text/html' }) })]);
      setSaid(t('copy.done', { count: chosen.length, n: formatCount(chosen.length) }));
    } catch {
      setSaid(t('copy.failed'));
    }
  };
  return { copy, said };
}
