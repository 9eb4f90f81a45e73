import type { ReactNode } from 'react';

/** A column of a grid; widths are px, remembered under the grid's name once changed. */
export interface GridColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly width: number;
  /** Takes the room that is left. */
  readonly grow?: boolean;
  readonly align?: 'end';
  /** The header is for screen readers alone. */
  readonly silent?: boolean;
  cell(row: Row, index: number): ReactNode;
}
