import type { ReactNode } from 'react';

/** What a cell may show beside its row. */
export interface RowState {
  readonly selected: boolean;
}

/** A column of a grid; widths are px, remembered under the grid's name once changed. */
export interface GridColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly width: number;
  /** Takes the room that is left. */
  readonly grow?: boolean;
  readonly align?: 'end';
  /** The header is for screen readers alone; the column stays first and cannot be moved, sized or hidden. */
  readonly silent?: boolean;
  /** Not shown until it is chosen. */
  readonly optional?: boolean;
  /** What the list is sorted by at a click on the header. */
  readonly sort?: string;
  /** The first click sorts the largest first. */
  readonly downFirst?: boolean;
  cell(row: Row, index: number, state: RowState): ReactNode;
  /** The cell as a table outside takes it: amounts `1234,56`, days `03.05.2026`. Absent: left out of copies. */
  text?(row: Row): string;
}

/** How a grid is sorted. */
export interface GridSort {
  readonly by: string;
  readonly direction: 'up' | 'down';
}
