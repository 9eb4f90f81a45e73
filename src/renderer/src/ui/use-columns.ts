import {
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useCallback, useEffect, useMemo } from 'react';
import { z } from 'zod';
import { completed, movedBefore, movedBy } from './column-order.ts';
import type { GridColumn } from './grid-column.ts';

const features = tableFeatures({ columnSizingFeature, columnResizingFeature, columnOrderingFeature, columnVisibilityFeature, columnPinningFeature });
const LEAST = 36;
const MOST = 900;
const remembered = z.object({
  sizes: z.record(z.string(), z.number().min(24).max(2000)).catch({}),
  order: z.array(z.string()).catch([]),
  visible: z.record(z.string(), z.boolean()).catch({}),
  pinned: z.array(z.string()).catch([]),
});
type Remembered = z.infer<typeof remembered>;
const NOTHING: readonly never[] = [];

const keyOf = (name: string): string => `mutabakat.columns.${name}`;

function recall(name: string): Remembered {
  const none: Remembered = { sizes: {}, order: [], visible: {}, pinned: [] };
  try {
    return remembered.parse(JSON.parse(localStorage.getItem(keyOf(name)) ?? '{}'));
  } catch {
    // What cannot be read is worth nothing: the columns stand as they usually do.
    return none;
  }
}

/** The columns of a grid as the user arranged them, and what arranges them. */
export interface ColumnLayout<Row> {
  readonly all: readonly GridColumn<Row>[];
  /** In their order, the pinned ones first. */
  readonly shown: readonly GridColumn<Row>[];
  /** Id → how far from the start a pinned column stays, px. */
  readonly pinned: ReadonlyMap<string, number>;
  /** Widths as a CSS grid template; its least width in px. */
  readonly template: string;
  readonly minWidth: number;
  widthOf(id: string): number;
  /** Starts sizing by mouse or touch. */
  startSizing(id: string): ((event: unknown) => void) | undefined;
  resize(id: string, width: number): void;
  move(id: string, step: 1 | -1): void;
  moveBefore(id: string, before: string | null): void;
  pin(id: string, on: boolean): void;
  show(id: string, on: boolean): void;
  /** Shows exactly these, in this order. */
  choose(ids: readonly string[]): void;
  reset(): void;
}

function useUsual<Row>(columns: readonly GridColumn<Row>[]) {
  return useMemo(
    () => ({
      defs: columns.map(({ id, header, width }) => ({ id, header, size: width, minSize: LEAST, maxSize: MOST })),
      order: columns.map(({ id }) => id),
      visible: Object.fromEntries(columns.filter(({ optional }) => optional === true).map(({ id }) => [id, false])),
      // The ticks and marks stay in view however far the rest is moved.
      pinned: columns.filter(({ silent }) => silent === true).map(({ id }) => id),
    }),
    [columns],
  );
}

/** The columns' order, widths and choice; remembered by the grid's name. */
export function useColumns<Row>(name: string, columns: readonly GridColumn<Row>[]): ColumnLayout<Row> {
  const usual = useUsual(columns);
  const initialState = useMemo(() => {
    const { sizes, order, visible, pinned } = recall(name);
    return {
      columnSizing: sizes,
      columnOrder: completed(order, usual.order),
      columnVisibility: { ...usual.visible, ...visible },
      columnPinning: { start: [...new Set([...usual.pinned, ...pinned])], end: [] },
    };
  }, [name, usual]);
  const table = useTable({ features, columns: usual.defs, data: NOTHING, columnResizeMode: 'onChange', initialState });
  const { columnSizing, columnOrder, columnVisibility, columnPinning } = table.state;
  useEffect(() => {
    const kept: Remembered = { sizes: columnSizing, order: columnOrder, visible: columnVisibility, pinned: columnPinning.start };
    localStorage.setItem(keyOf(name), JSON.stringify(kept));
  }, [name, columnSizing, columnOrder, columnVisibility, columnPinning]);
  const shown = useMemo(() => {
    const order = completed(columnOrder, usual.order);
    const { start } = columnPinning;
    const isShown = (id: string): boolean => columnVisibility[id] ?? true;
    const ids = [...start.filter((id) => order.includes(id)), ...order.filter((id) => !start.includes(id))].filter(isShown);
    return ids.flatMap((id) => columns.find((column) => column.id === id) ?? []);
  }, [columns, usual, columnOrder, columnVisibility, columnPinning]);
  const widthOf = useCallback((id: string) => columnSizing[id] ?? columns.find((column) => column.id === id)?.width ?? LEAST, [columns, columnSizing]);
  const pinned = useMemo(() => {
    const starts = new Map<string, number>();
    let from = 0;
    for (const { id } of shown) {
      if (!columnPinning.start.includes(id)) break;
      starts.set(id, from);
      from += widthOf(id);
    }
    return starts;
  }, [shown, columnPinning, widthOf]);
  const moves = useMemo(() => {
    const shownIds = shown.map(({ id }) => id);
    // Pinned columns have an order of their own: a move is one within the part the column stands in.
    const reorder = (id: string, change: (order: readonly string[], among: readonly string[]) => string[]): void => {
      if (pinned.has(id)) table.setColumnPinning(({ start }) => ({ start: change(start, shownIds.filter((each) => pinned.has(each))), end: [] }));
      else table.setColumnOrder((order) => change(completed(order, usual.order), shownIds.filter((each) => !pinned.has(each))));
    };
    return {
      move: (id: string, step: 1 | -1) => reorder(id, (order, among) => movedBy(order, among, id, step)),
      moveBefore: (id: string, before: string | null) => {
        if (before === null || pinned.has(id) === pinned.has(before)) reorder(id, (order) => movedBefore(order, id, before));
      },
      resize: (id: string, width: number) => table.setColumnSizing((sizes) => ({ ...sizes, [id]: Math.round(Math.min(MOST, Math.max(LEAST, width))) })),
      pin: (id: string, on: boolean) => table.setColumnPinning(({ start }) => ({ start: on ? [...start, id] : start.filter((each) => each !== id), end: [] })),
      show: (id: string, on: boolean) => table.setColumnVisibility((visible) => ({ ...visible, [id]: on })),
      choose: (ids: readonly string[]) => {
        table.setColumnOrder(completed(ids, usual.order));
        table.setColumnVisibility(Object.fromEntries(columns.map(({ id, silent }) => [id, silent === true || ids.includes(id)])));
      },
      reset: () => {
        table.setColumnSizing({});
        table.setColumnOrder(usual.order);
        table.setColumnVisibility(usual.visible);
        table.setColumnPinning({ start: usual.pinned, end: [] });
      },
      startSizing: (id: string) => table.getFlatHeaders().find((header) => header.id === id)?.getResizeHandler(),
    };
  }, [columns, shown, pinned, table, usual]);
  const sizes = shown.map(({ id }) => widthOf(id));
  const template = shown.map(({ id, grow }, at) => (grow === true && !pinned.has(id) ? `minmax(${sizes[at]}px, 1fr)` : `${sizes[at]}px`)).join(' ');
  const minWidth = sizes.reduce((sum, size) => sum + size, 0);
  return useMemo(() => ({ all: columns, shown, pinned, template, minWidth, widthOf, ...moves }), [columns, shown, pinned, template, minWidth, widthOf, moves]);
}
