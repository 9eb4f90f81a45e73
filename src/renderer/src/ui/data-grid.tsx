import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { rowHeights, useLook } from '../preferences.ts';
import type { Windowed } from '../use-window.ts';
import type { GridColumn } from './grid-column.ts';
import { GridHead } from './grid-head.tsx';
import { useColumns } from './use-columns.ts';

export interface GridProps<Row> {
  /** Names the grid for screen readers, and its remembered widths. */
  label: string;
  name: string;
  columns: readonly GridColumn<Row>[];
  list: Windowed<Row>;
  rowId(row: Row): string;
  active: number;
  onActive(index: number): void;
  /** A move that extends nothing. */
  onMove?(): void;
  /** Absent: rows cannot be selected. */
  selected?: { has(id: string): boolean };
  onToggle?(index: number): void;
  onExtend?(from: number, to: number): void;
  onSelectAll?(): void;
  onOpen?(index: number): void;
  /** Rows that ask for nothing are drawn quieter. */
  quiet?(row: Row): boolean;
  empty?: ReactNode;
  /** For giving the grid the focus. */
  gridRef?: RefObject<HTMLDivElement | null>;
}

const HEAD = 30;
const OVERSCAN = 10;

/** A long list in a grid: only the rows in view are in the page; the keyboard moves through all of them. */
export function DataGrid<Row>(props: GridProps<Row>) {
  const { list, active, selected, columns } = props;
  const { t } = useTranslation();
  const { density } = useLook();
  const base = useId();
  const own = useRef<HTMLDivElement>(null);
  const scroller = props.gridRef ?? own;
  const total = list.total ?? 0;
  const size = rowHeights[density];
  const { table, template, minWidth } = useColumns(props.name, columns);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => size,
    overscan: OVERSCAN,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => {
    virtual.measure();
  }, [virtual, size]);
  useEffect(() => {
    list.look(first, last);
  }, [list, first, last]);
  useEffect(() => {
    if (active >= 0 && active < total) virtual.scrollToIndex(active, { align: 'auto' });
  }, [virtual, active, total]);
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / size) - 2);
  const shown = items.some((item) => item.index === active);
  const onKeyDown = useGridKeys(props, total, page);
  return (
    <div className="grid-box">
      <div
        ref={scroller}
        className="grid"
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={total + 1}
        aria-colcount={columns.length}
        aria-multiselectable={selected === undefined ? undefined : true}
        aria-activedescendant={shown ? `${base}-${active}` : undefined}
        aria-busy={list.total === null}
        style={{ '--columns': template }}
        onKeyDown={onKeyDown}
      >
        <GridHead table={table} columns={columns} minWidth={minWidth} />
        <div className="grid__body" role="rowgroup" style={{ height: virtual.getTotalSize(), minWidth }}>
          {items.map(({ index, start }) => (
            <GridRow key={index} {...props} id={`${base}-${index}`} index={index} top={start - HEAD} />
          ))}
        </div>
      </div>
      {list.total === 0 ? <div className="grid-box__empty">{props.empty ?? <p className="empty">{t('grid.empty')}</p>}</div> : null}
    </div>
  );
}

function useGridKeys<Row>(props: GridProps<Row>, total: number, page: number): (event: KeyboardEvent<HTMLDivElement>) => void {
  const { active, onActive, onMove, onToggle, onExtend, onOpen, onSelectAll } = props;
  return (event) => {
    if (event.altKey || total === 0) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -total, End: total };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.min(total - 1, Math.max(0, active + step));
      if (event.shiftKey) onExtend?.(Math.max(0, active), next);
      else onMove?.();
      onActive(next);
    } else if (event.key === ' ' && onToggle !== undefined) {
      event.preventDefault();
      onToggle(active);
    } else if (event.key === 'Enter' && onOpen !== undefined) {
      event.preventDefault();
      onOpen(active);
    } else if (event.ctrlKey && event.key.toLowerCase() === 'a' && onSelectAll !== undefined) {
      event.preventDefault();
      onSelectAll();
    }
  };
}

function GridRow<Row>(props: GridProps<Row> & { id: string; index: number; top: number }) {
  const { columns, list, index, active, selected, onActive, onToggle, onExtend, onOpen } = props;
  const row = list.rowAt(index);
  return (
    <div
      id={props.id}
      className="grid__row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected === undefined ? index === active : row !== undefined && selected.has(props.rowId(row))}
      data-active={index === active ? true : undefined}
      data-quiet={row !== undefined && props.quiet?.(row) === true ? true : undefined}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={(event) => {
        if (event.shiftKey) onExtend?.(Math.max(0, active), index);
        else if (event.ctrlKey || event.metaKey) onToggle?.(index);
        else props.onMove?.();
        onActive(index);
      }}
      onDoubleClick={() => onOpen?.(index)}
    >
      {columns.map((column, at) => (
        <div key={column.id} className="grid__cell" role="gridcell" aria-colindex={at + 1} data-align={column.align}>
          {row === undefined ? <span className="skeleton" /> : column.cell(row, index)}
        </div>
      ))}
    </div>
  );
}
