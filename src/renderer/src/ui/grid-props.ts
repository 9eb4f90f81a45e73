import type { ReactNode, RefObject } from 'react';
import type { Windowed } from '../use-window.ts';
import type { GridSort } from './grid-column.ts';

/** What a grid shows, and what it tells of the user's moves. */
export interface GridProps<Row> {
  /** Names the grid for screen readers. */
  label: string;
  list: Windowed<Row>;
  rowId(row: Row): string;
  /** A row in words, for screen readers; another function draws every row anew. */
  rowLabel?(row: Row): string;
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
  /** Absent: the list has one order. */
  sort?: GridSort;
  onSort?(by: string, downFirst: boolean): void;
  /** Rows that ask for nothing are drawn quieter. */
  quiet?(row: Row): boolean;
  empty?: ReactNode;
  /** For giving the grid the focus. */
  gridRef?: RefObject<HTMLDivElement | null>;
}
