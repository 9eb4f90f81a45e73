import { columnResizingFeature, columnSizingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { useEffect, useMemo } from 'react';
import { z } from 'zod';
import type { GridColumn } from './grid-column.ts';

const features = tableFeatures({ columnSizingFeature, columnResizingFeature });
const widths = z.record(z.string(), z.number().min(24).max(2000));
const NOTHING: readonly never[] = [];

const keyOf = (name: string): string => `mutabakat.columns.${name}`;

function remembered(name: string): Record<string, number> {
  const text = localStorage.getItem(keyOf(name));
  try {
    return text === null ? {} : widths.parse(JSON.parse(text));
  } catch {
    // Widths that cannot be read are worth nothing: the columns take their own.
    return {};
  }
}

/** The columns' widths as a CSS grid template; changed by dragging, remembered by name. */
export function useColumns<Row>(name: string, columns: readonly GridColumn<Row>[]) {
  const defs = useMemo(
    () => columns.map(({ id, header, width }) => ({ id, header, size: width, minSize: 36, maxSize: 900 })),
    [columns],
  );
  const table = useTable({
    features,
    columns: defs,
    data: NOTHING,
    columnResizeMode: 'onChange',
    initialState: { columnSizing: remembered(name) },
  });
  const { columnSizing } = table.state;
  useEffect(() => {
    if (Object.keys(columnSizing).length > 0) localStorage.setItem(keyOf(name), JSON.stringify(columnSizing));
  }, [name, columnSizing]);
  const sizes = columns.map(({ id, width }) => columnSizing[id] ?? width);
  const template = columns.map(({ grow }, at) => (grow === true ? `minmax(${sizes[at]}px, 1fr)` : `${sizes[at]}px`)).join(' ');
  return { table, template, minWidth: sizes.reduce((sum, size) => sum + size, 0) };
}

export type ColumnTable = ReturnType<typeof useColumns>['table'];
