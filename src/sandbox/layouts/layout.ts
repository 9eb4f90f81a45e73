import type { LayoutName, SheetRow, Variant } from '../world.ts';

/** What a bank's layout lets a reader see; the generator makes only cases that can be told there. */
export interface LayoutTraits {
  prints_time: boolean;
  /** The provider's transaction id has a column. */
  prints_id: boolean;
  prints_card: boolean;
  /** The merchant's own order number has a column. */
  prints_order: boolean;
  prints_currency: boolean;
  prints_declined: boolean;
  prints_fees: boolean;
  prints_points: boolean;
}

export interface Layout {
  name: LayoutName;
  extension: '.xlsx' | '.csv';
  /** Row number, as a spreadsheet shows it, of the first row below the header. */
  first_data_row: number;
  traits: LayoutTraits;
  headers: (variant: Variant) => string[];
  /** The file's bytes; `rows` in the order of their row numbers. */
  write: (rows: readonly SheetRow[], variant: Variant) => Buffer;
}

/** A column and its cell, left out of the net-only file where it would give the gross away. */
export interface Column<Cell> {
  header: string;
  of_gross?: boolean;
  cell: (row: SheetRow) => Cell;
}

export function columnsFor<Cell>(columns: readonly Column<Cell>[], variant: Variant): Column<Cell>[] {
  return columns.filter((column) => variant === 'standard' || !column.of_gross);
}
