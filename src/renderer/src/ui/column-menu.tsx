import { Menu } from '@mantine/core';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { GridSort } from './grid-column.ts';
import type { ColumnLayout } from './use-columns.ts';

/** Where the menu of the columns opens: under a column, px from the grid's start. */
export interface MenuPlace {
  readonly id: string;
  readonly left: number;
}

/** Room a cell needs beside its text, px. */
const PADDING = 18;

function textWidth(element: Element): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect().width;
}

/** The width at which a column (counted from 1) shows its header and all of its cells in view whole, px. */
export function fitWidth(inside: Element | null, column: number): number {
  const cells = inside?.closest('[role=grid]')?.querySelectorAll(`[aria-colindex="${column}"]`) ?? [];
  return Math.ceil(Math.max(0, ...[...cells].map(textWidth))) + PADDING;
}

interface ColumnMenuProps<Row> {
  layout: ColumnLayout<Row>;
  sort: GridSort | undefined;
  onSort: ((by: string, downFirst: boolean) => void) | undefined;
  place: MenuPlace;
  onClose(): void;
  scroller: RefObject<HTMLDivElement | null>;
}

/** What can be done with the column the menu was opened on. */
function OfColumn<Row>({ layout, sort, onSort, place, scroller }: Omit<ColumnMenuProps<Row>, 'onClose'>) {
  const { t } = useTranslation();
  const column = layout.shown.find(({ id }) => id === place.id);
  if (column === undefined) return null;
  const { id } = column;
  const isPinned = layout.pinned.has(id);
  const at = layout.shown.indexOf(column) + 1;
  const isSortable = column.sort !== undefined && onSort !== undefined;
  return (
    <>
      <Menu.Label>{column.header}</Menu.Label>
      {isSortable ? (
        <Menu.Item data-autofocus onClick={() => onSort?.(column.sort ?? '', column.downFirst === true)}>
          {sort?.by === column.sort ? t('grid.sort_next') : t('grid.sort')}
        </Menu.Item>
      ) : null}
      <Menu.Item {...(!isSortable && { 'data-autofocus': true })} onClick={() => layout.pin(id, !isPinned)}>{isPinned ? t('grid.unpin') : t('grid.pin')}</Menu.Item>
      <Menu.Item rightSection="Shift ←" onClick={() => layout.move(id, -1)}>
        {t('grid.move_left')}
      </Menu.Item>
      <Menu.Item rightSection="Shift →" onClick={() => layout.move(id, 1)}>
        {t('grid.move_right')}
      </Menu.Item>
      <Menu.Item rightSection="+ −" onClick={() => layout.resize(id, fitWidth(scroller.current?.querySelector(`[data-header="${id}"]`) ?? null, at))}>
        {t('grid.fit')}
      </Menu.Item>
      <Menu.Item onClick={() => layout.show(id, false)}>{t('grid.hide')}</Menu.Item>
      <Menu.Divider />
    </>
  );
}

/** The menu of a grid's columns: what to do with one, and which are shown. */
export function ColumnMenu<Row>({ onClose, ...props }: ColumnMenuProps<Row>) {
  const { layout, place, scroller } = props;
  const { t } = useTranslation();
  const isOfColumn = layout.shown.some(({ id }) => id === place.id);
  const close = (): void => {
    onClose();
    const header = scroller.current?.querySelector<HTMLElement>(`[data-header="${place.id}"]`);
    (header ?? scroller.current)?.focus();
  };
  return (
    <Menu opened onClose={close} position="bottom-start" withinPortal={false} transitionProps={{ duration: 0 }} returnFocus={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <span className="grid-box__anchor" role="button" tabIndex={-1} aria-label={t('grid.columns')} style={{ insetInlineStart: Math.max(0, place.left - (scroller.current?.scrollLeft ?? 0)) }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('grid.columns')} className="column-menu">
        <OfColumn {...props} />
        <Menu.Label>{t('grid.columns')}</Menu.Label>
        {layout.all
          .filter(({ silent }) => silent !== true)
          .map(({ id, header }, at) => {
            const on = layout.shown.some((column) => column.id === id);
            return (
              <Menu.CheckboxItem key={id} {...(at === 0 && !isOfColumn && { 'data-autofocus': true })} checked={on} closeMenuOnClick={false} onChange={() => layout.show(id, !on)}>
                {header}
              </Menu.CheckboxItem>
            );
          })}
        <Menu.Divider />
        <Menu.Item onClick={layout.reset}>{t('grid.reset')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
