import { memo } from 'react';
import type { GridColumn } from './grid-column.ts';

interface GridRowProps<Row> {
  id: string;
  index: number;
  /** px from where the rows are counted from. */
  top: number;
  row: Row | undefined;
  columns: readonly GridColumn<Row>[];
  pinned: ReadonlyMap<string, number>;
  active: boolean;
  selected: boolean;
  /** Whether selecting is more than being the current row. */
  selectable: boolean;
  quiet: boolean;
  /** The row in words, for screen readers. */
  labelOf: ((row: Row) => string) | undefined;
}

function Row<Row>({ id, index, top, row, columns, pinned, active, selected, selectable, quiet, labelOf }: GridRowProps<Row>) {
  return (
    <div
      id={id}
      className="grid__row"
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : active}
      aria-label={row === undefined ? undefined : labelOf?.(row)}
      data-active={active ? true : undefined}
      data-quiet={quiet ? true : undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map((column, at) => {
        const start = pinned.get(column.id);
        return (
          <div
            key={column.id}
            className="grid__cell"
            role="gridcell"
            aria-colindex={at + 1}
            data-align={column.align}
            data-pinned={start === undefined ? undefined : true}
            style={start === undefined ? undefined : { insetInlineStart: start }}
          >
            {row === undefined ? <span className="skeleton" /> : column.cell(row, index, { selected })}
          </div>
        );
      })}
    </div>
  );
}

/** A row of the grid; drawn anew only when something of its own changed. */
export const GridRow = memo(Row) as typeof Row;
