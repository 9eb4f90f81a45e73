import { type MouseEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowHeights, useLook } from '../preferences.ts';
import { ColumnMenu, type MenuPlace } from './column-menu.tsx';
import type { GridColumn } from './grid-column.ts';
import { GridHead } from './grid-head.tsx';
import { handleGridKey } from './grid-keys.ts';
import type { GridProps } from './grid-props.ts';
import { GridRow } from './grid-row.tsx';
import { useActions } from './use-actions.ts';
import { type ColumnLayout, useColumns } from './use-columns.ts';
import { useLookAt, useRowsInView } from './use-rows-in-view.ts';

/** What the mouse does to the rows. */
function useRowClicks<Row>({ active, onActive, onMove, onToggle, onExtend, onOpen }: GridProps<Row>) {
  const indexOf = ({ target }: MouseEvent): number | null => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
    return row === null ? null : Number(row.dataset['index']);
  };
  return {
    onClick: (event: MouseEvent) => {
      const index = indexOf(event);
      if (index === null) return;
      const isTick = event.target instanceof Element && event.target.closest('.tick') !== null;
      if (event.shiftKey) onExtend?.(Math.max(0, active), index);
      else if (isTick || event.ctrlKey || event.metaKey) onToggle?.(index);
      else onMove?.();
      onActive(index);
    },
    onDoubleClick: (event: MouseEvent) => {
      const index = indexOf(event);
      if (index !== null) onOpen?.(index);
    },
  };
}

/** A long list in a grid whose columns are arranged elsewhere; see {@link DataGrid}. */
export function ArrangedGrid<Row>(props: GridProps<Row> & { layout: ColumnLayout<Row> }) {
  const { list, active, selected, layout } = props;
  const { t } = useTranslation();
  const size = rowHeights[useLook().density];
  const base = useId();
  const own = useRef<HTMLDivElement>(null);
  const scroller = props.gridRef ?? own;
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  useActions([{ id: 'grid.columns', group: 'view', label: t('grid.columns'), keys: ['Shift+C'], run: () => setMenu({ id: '', left: 0 }) }]);
  const total = list.total ?? 0;
  const { first, end, base: from, shift, height, page } = useRowsInView({ scroller, total, size, active });
  useLookAt(list.look, { first, end }, list.stale === true);
  const clicks = useRowClicks(props);
  const shown = active >= first && active < end;
  return (
    <div className="grid-box">
      <div
        ref={scroller}
        className="grid"
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={total + 1}
        aria-colcount={layout.shown.length}
        aria-multiselectable={selected === undefined ? undefined : true}
        aria-activedescendant={shown ? `${base}-${active}` : undefined}
        aria-busy={list.total === null || list.stale === true}
        style={{ '--columns': layout.template }}
        onKeyDown={(event) => handleGridKey(event, props, total, page)}
      >
        <GridHead layout={layout} sort={props.sort} onSort={props.onSort} onMenu={setMenu} onLeave={() => scroller.current?.focus()} />
        <div className="grid__body" role="rowgroup" style={{ height, minWidth: layout.minWidth }} {...clicks}>
          <div role="presentation" style={{ transform: `translateY(${shift}px)` }}>
            {Array.from({ length: end - first }, (_, at) => {
              const index = first + at;
              const row = list.rowAt(index);
              return (
                <GridRow
                  key={index - from}
                  id={`${base}-${index}`}
                  index={index}
                  top={(index - from) * size}
                  row={row}
                  columns={layout.shown}
                  pinned={layout.pinned}
                  active={index === active}
                  selected={row !== undefined && selected?.has(props.rowId(row)) === true}
                  selectable={selected !== undefined}
                  quiet={row !== undefined && props.quiet?.(row) === true}
                  labelOf={props.rowLabel}
                />
              );
            })}
          </div>
        </div>
      </div>
      {list.total === 0 ? <div className="grid-box__empty">{props.empty ?? <p className="empty">{t('grid.empty')}</p>}</div> : null}
      {menu === null ? null : <ColumnMenu layout={layout} sort={props.sort} onSort={props.onSort} place={menu} onClose={() => setMenu(null)} scroller={scroller} />}
    </div>
  );
}

/**
 * A long list in a grid: only the rows in view are in the page; the keyboard moves
 * through all of them. Columns are arranged in the header and remembered by `name`.
 */
export function DataGrid<Row>({ name, columns, ...props }: GridProps<Row> & { name: string; columns: readonly GridColumn<Row>[] }) {
  const layout = useColumns(name, columns);
  return <ArrangedGrid {...props} layout={layout} />;
}
