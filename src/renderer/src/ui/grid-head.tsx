import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fitWidth, type MenuPlace } from './column-menu.tsx';
import type { GridColumn, GridSort } from './grid-column.ts';
import { Icon } from './icons.tsx';
import type { ColumnLayout } from './use-columns.ts';
import { useHeaderDrag } from './use-header-drag.ts';

/** px a key press makes a column wider. */
const STEP = 16;

interface GridHeadProps<Row> {
  layout: ColumnLayout<Row>;
  sort: GridSort | undefined;
  onSort: ((by: string, downFirst: boolean) => void) | undefined;
  onMenu(place: MenuPlace): void;
  /** Back to the rows. */
  onLeave(): void;
}

const ariaSort = (sort: GridSort | undefined, column: { sort?: string }) =>
  column.sort === undefined ? undefined : sort?.by !== column.sort ? 'none' : sort.direction === 'up' ? 'ascending' : 'descending';

interface HeaderProps<Row> extends GridHeadProps<Row> {
  column: GridColumn<Row>;
  at: number;
  /** The one header that Tab reaches. */
  isStop: boolean;
  onStop(id: string): void;
  drag: ReturnType<typeof useHeaderDrag>;
}

function Header<Row>({ column, at, layout, sort, onSort, onMenu, isStop, onStop, drag }: HeaderProps<Row>) {
  const { t } = useTranslation();
  const cell = useRef<HTMLDivElement>(null);
  const isMoving = useRef(false);
  const { id } = column;
  const start = layout.pinned.get(id);
  const sorted = ariaSort(sort, column);
  const menu = (): void => {
    const left = cell.current?.offsetLeft ?? 0;
    // Once the event is over: opened within it, the menu hears the same key press and closes.
    setTimeout(() => onMenu({ id, left }));
  };
  const fit = (): void => layout.resize(id, fitWidth(cell.current, at + 1));
  const move = (step: 1 | -1): void => {
    isMoving.current = true;
    layout.move(id, step);
  };
  // An element that changes places in the page loses the focus.
  useLayoutEffect(() => {
    if (!isMoving.current) return;
    isMoving.current = false;
    cell.current?.querySelector('button')?.focus();
  }, [at]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === '+' || event.key === '-') layout.resize(id, layout.widthOf(id) + (event.key === '+' ? STEP : -STEP));
    else if (event.shiftKey && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) move(event.key === 'ArrowRight' ? 1 : -1);
    else if (event.key === 'ArrowDown' || event.key === 'ContextMenu') menu();
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={cell}
      className="grid__cell"
      role="columnheader"
      aria-colindex={at + 1}
      aria-sort={sorted}
      data-column={id}
      data-align={column.align}
      data-pinned={start === undefined ? undefined : true}
      data-drop={drag.target === id ? true : undefined}
      style={start === undefined ? undefined : { insetInlineStart: start }}
      onContextMenu={(event) => {
        event.preventDefault();
        menu();
      }}
    >
      <button
        type="button"
        className="grid__sort"
        tabIndex={isStop ? 0 : -1}
        data-header={id}
        title={t(column.sort === undefined ? 'grid.header_hint' : 'grid.header_sort_hint', { name: column.header })}
        onFocus={() => onStop(id)}
        onKeyDown={onKeyDown}
        onPointerDown={(event: PointerEvent<HTMLElement>) => drag.start(event, id)}
        onClick={() => {
          if (drag.wasDragged()) return;
          if (column.sort === undefined || onSort === undefined) menu();
          else onSort(column.sort, column.downFirst === true);
        }}
      >
        <span className="grid__name">{column.header}</span>
        {sorted === 'ascending' || sorted === 'descending' ? <Icon name={sorted === 'ascending' ? 'up' : 'down'} size={12} /> : null}
      </button>
      <span className="grid__sizer" onMouseDown={layout.startSizing(id)} onTouchStart={layout.startSizing(id)} onDoubleClick={fit} />
    </div>
  );
}

/** The grid's header row: a click sorts, dragging moves, the line at the end sizes, the menu does all of it. */
export function GridHead<Row>(props: GridHeadProps<Row>) {
  const { layout, onLeave } = props;
  const head = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState<string | null>(null);
  const drag = useHeaderDrag(head, layout.moveBefore);
  const named = layout.shown.filter(({ silent }) => silent !== true);
  const tabStop = named.some(({ id }) => id === stop) ? stop : (named[0]?.id ?? null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || event.shiftKey || event.ctrlKey) return;
    const at = named.findIndex(({ id }) => id === tabStop);
    const to: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: named.length - 1 };
    const next = named[to[event.key] ?? -1];
    if (event.key === 'Escape') onLeave();
    else if (next !== undefined) head.current?.querySelector<HTMLElement>(`[data-header="${next.id}"]`)?.focus();
    else return;
    event.preventDefault();
  };
  return (
    <div className="grid__head" role="rowgroup" ref={head} style={{ minWidth: layout.minWidth }} onKeyDown={onKeyDown}>
      <div className="grid__row" role="row" aria-rowindex={1}>
        {layout.shown.map((column, at) =>
          column.silent === true ? (
            <div key={column.id} className="grid__cell" role="columnheader" aria-colindex={at + 1} data-pinned style={{ insetInlineStart: layout.pinned.get(column.id) }}>
              <span className="sr-only">{column.header}</span>
            </div>
          ) : (
            <Header key={column.id} {...props} column={column} at={at} isStop={column.id === tabStop} onStop={setStop} drag={drag} />
          ),
        )}
      </div>
    </div>
  );
}
