import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../../shared/contract/bank-file.ts';
import { countKeyOf, type PreviewLine, type PreviewSummary } from '../../../../shared/contract/preview.ts';
import { discrepancies, type Discrepancy } from '../../../../shared/enums.ts';
import type { Cause } from '../../../../shared/evidence.ts';
import { say } from '../../../../shared/text/say.ts';
import { ask } from '../../client.ts';
import { useBankStatus, useOutside } from '../../i18n/index.ts';
import { useLook } from '../../preferences.ts';
import { go } from '../../router.ts';
import { useWindow } from '../../use-window.ts';
import { Amount } from '../../ui/amount.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import { cardTail, formatDay, formatInstant } from '../../ui/format.ts';
import type { GridColumn } from '../../ui/grid-column.ts';
import { ErrorNote } from '../../ui/note.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { Verdict } from '../../ui/verdict.tsx';
import { useStatusBar } from '../frame/status-store.ts';
import { CauseNote } from './cause-ledger.tsx';
import { LinePane } from './line-pane.tsx';
import { PartsDialog } from './parts-dialog.tsx';

const shownDate = (value: string): string => (value.length > 10 ? formatInstant(value) : formatDay(value));

function useLineColumns(onParts: (line: PreviewLine) => void): readonly GridColumn<PreviewLine>[] {
  const { t } = useTranslation();
  const outside = useOutside();
  const bankStatus = useBankStatus();
  const { language } = useLook();
  return useMemo(
    () => [
      { id: 'verdict', header: t('column.verdict'), width: 156, cell: (line) => <Verdict verdict={line.verdict} /> },
      { id: 'date', header: t('column.date'), width: 134, cell: ({ bank_date, payven_created }) => shownDate(bank_date ?? payven_created ?? '') },
      { id: 'code', header: t('column.code'), width: 92, cell: ({ auth_code }) => auth_code ?? '–' },
      { id: 'card', header: t('column.card'), width: 72, cell: ({ card }) => cardTail(card) },
      { id: 'payven', header: t('column.payven'), width: 104, align: 'end', cell: ({ db_amount }) => <Amount value={db_amount} /> },
      { id: 'bank', header: t('column.bank'), width: 104, align: 'end', cell: ({ bank_amount }) => <Amount value={bank_amount} /> },
      { id: 'status_payven', header: t('preview.status_payven'), width: 112, cell: ({ db_status }) => outside('status', db_status) },
      { id: 'status_bank', header: t('preview.status_bank'), width: 104, cell: ({ bank_status }) => bankStatus(bank_status) },
      {
        id: 'why',
        header: t('preview.why'),
        width: 220,
        grow: true,
        cell: (line) => (
          <span title={line.reason}>
            {line.parts.length === 0 ? null : (
              <button type="button" className="link-button" tabIndex={-1} onClick={() => onParts(line)}>
                {t('parts.tag', { n: line.parts.length })}
              </button>
            )}{' '}
            {line.assumptions.length > 0 ? <span className="tag tag--warn">{t('preview.assumed')}</span> : null}{' '}
            {line.suggestions > 0 ? <span className="tag">{t('line.tag', { count: line.suggestions, n: line.suggestions })}</span> : null}{' '}
            {line.cause === null ? null : <strong>{say(language, `cause.${line.cause}`)}. </strong>}
            {line.reason}
          </span>
        ),
      },
      { id: 'row', header: t('preview.bank_row'), width: 88, align: 'end', cell: ({ row }) => (row === null ? '–' : String(row)) },
    ],
    [t, outside, bankStatus, language, onParts],
  );
}

/** What the lines are narrowed to; a cause belongs to one verdict. */
export interface LineFilter {
  readonly verdict: Discrepancy | null;
  readonly cause: Cause | null;
}

export const everyLine: LineFilter = { verdict: null, cause: null };

/** Rows and kuruş of what is shown; of Payven where the bank has none. */
function totalsOf({ counts, amounts, buckets, causes }: PreviewSummary, { verdict, cause }: LineFilter): { rows: number; sum: number; of: 'bank' | 'payven' } {
  const of = verdict === 'OrphanDb' ? 'payven' : 'bank';
  const side = of === 'payven' ? 'db' : 'bank';
  const found = cause === null ? undefined : causes.find((each) => each.cause === cause && each.verdict === verdict);
  if (found !== undefined) return { rows: found.lines, sum: found[side], of };
  if (verdict === null) return { rows: Object.values(counts).reduce((sum, count) => sum + count, 0), sum: amounts[side], of };
  return { rows: counts[countKeyOf[verdict]], sum: buckets[verdict][side], of };
}

interface PreviewLinesProps {
  id: string;
  summary: PreviewSummary;
  files: readonly ImportSummary[];
  filter: LineFilter;
  onFilter(filter: LineFilter): void;
}

/** Keys of the lines: 1 to 5 choose the bucket, 0 all, C runs through the causes. */
function useLineKeys({ summary, filter, onFilter }: PreviewLinesProps, close: (() => void) | null): void {
  const { t } = useTranslation();
  const { language } = useLook();
  const { causes } = summary;
  const at = causes.findIndex(({ cause, verdict }) => cause === filter.cause && verdict === filter.verdict);
  const next = causes[(at + 1) % Math.max(1, causes.length)];
  useActions([
    ...discrepancies.map((verdict, index) => ({
      id: `preview.${verdict}`,
      group: 'filter' as const,
      label: say(language, `verdict.${verdict}`),
      keys: [String(index + 1)],
      keyOnly: true,
      run: () => onFilter({ verdict, cause: null }),
    })),
    { id: 'preview.all', group: 'filter', label: t('keys.every'), keys: ['0'], keyOnly: true, run: () => onFilter(everyLine) },
    ...(next === undefined ? [] : [{ id: 'preview.cause', group: 'filter' as const, label: t('causes.next'), keys: ['C'], run: () => onFilter({ cause: next.cause, verdict: next.verdict }) }]),
    ...(close === null ? [] : [{ id: 'preview.close', group: 'list' as const, label: t('line.close'), keys: ['Escape'], keyOnly: true, run: close }]),
    { id: 'preview.search', group: 'everywhere', label: t('search.title'), keys: ['/'], keyOnly: true, run: () => go('search') },
  ]);
}

/** The lines of a preview, narrowed to a bucket or a cause; Enter or a click opens one beside them. */
export function PreviewLines(props: PreviewLinesProps) {
  const { id, summary, files, filter } = props;
  const { t } = useTranslation();
  const [parted, setParted] = useState<PreviewLine | null>(null);
  const [isOpen, setOpen] = useState(false);
  const columns = useLineColumns(setParted);
  const [active, setActive] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const { verdict, cause } = filter;
  const list = useWindow<PreviewLine>(`${id} ${verdict} ${cause}`, async (offset, limit, signal) => {
    const { total, lines } = await ask('preview.lines', { preview_id: id, offset, limit, ...(verdict !== null && { verdict }), ...(cause !== null && { cause }) }, { signal });
    return { total, rows: lines };
  });
  const { rows, sum, of } = totalsOf(summary, filter);
  useStatusBar({ rows, sum, of, selected: null, left: null });
  useEffect(() => setActive(0), [verdict, cause]);
  const close = (): void => {
    setOpen(false);
    grid.current?.focus();
  };
  useLineKeys(props, isOpen ? close : null);
  const at = Math.min(active, Math.max(0, rows - 1));
  const opened = isOpen ? list.rowAt(at) : undefined;
  return (
    <>
      <ErrorNote error={list.error} />
      {cause === null ? null : <CauseNote cause={cause} />}
      <div
        className={opened === undefined ? 'preview__list' : 'preview__list preview__list--open'}
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest('.grid__row') !== null && event.target.closest('button') === null) setOpen(true);
        }}
      >
        <DataGrid
          label={t('preview.lines')}
          name="preview-lines"
          columns={columns}
          list={list}
          rowId={(line) => String(line.line)}
          active={at}
          onActive={setActive}
          onOpen={() => setOpen(true)}
          gridRef={grid}
        />
        {opened === undefined ? null : <LinePane previewId={id} line={opened} files={files} onClose={close} />}
      </div>
      {parted === null ? null : <PartsDialog line={parted} files={files} onClose={() => setParted(null)} />}
    </>
  );
}
