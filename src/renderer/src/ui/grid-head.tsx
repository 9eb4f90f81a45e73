import type { GridColumn } from './grid-column.ts';
import type { ColumnTable } from './use-columns.ts';

interface GridHeadProps<Row> {
  table: ColumnTable;
  columns: readonly GridColumn<Row>[];
  minWidth: number;
}

/** The grid's header row; the line at a column's end is dragged to size it. */
export function GridHead<Row>({ table, columns, minWidth }: GridHeadProps<Row>) {
  const headers = table.getFlatHeaders();
  return (
    <div className="grid__head" role="rowgroup" style={{ minWidth }}>
      <div className="grid__row" role="row" aria-rowindex={1}>
        {columns.map((column, at) => {
          const resize = headers.find((header) => header.id === column.id)?.getResizeHandler();
          return (
            <div key={column.id} className="grid__cell" role="columnheader" aria-colindex={at + 1} data-align={column.align}>
              {column.silent === true ? <span className="sr-only">{column.header}</span> : column.header}
              {column.silent === true ? null : <span className="grid__sizer" onMouseDown={resize} onTouchStart={resize} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}
