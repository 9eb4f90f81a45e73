import process from 'node:process';
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Wording } from './wording.ts';

type Role = NonNullable<MenuItemConstructorOptions['role']>;

/** Roles alone: the system does what they say, and none of them runs code of ours. */
const MENU: readonly (readonly [string, readonly (Role | '-')[]])[] = [
  ['file', ['close', 'quit']],
  ['edit', ['undo', 'redo', '-', 'cut', 'copy', 'paste', 'selectAll']],
  ['view', ['resetZoom', 'zoomIn', 'zoomOut', '-', 'togglefullscreen']],
  ['window', ['minimize', 'zoom']],
];

/** The native menu in the page's language. */
export function showMenu(wording: Wording): void {
  const entry = (role: Role | '-'): MenuItemConstructorOptions =>
    role === '-' ? { type: 'separator' } : { role, label: wording.say(`menu.${role}`) };
  const menus = MENU.map(([name, roles]) => ({ label: wording.say(`menu.${name}`), submenu: roles.map(entry) }));
  const own: MenuItemConstructorOptions[] =
    process.platform === 'darwin' ? [{ label: app.name, submenu: (['about', 'hide', 'quit'] as const).map(entry) }] : [];
  Menu.setApplicationMenu(Menu.buildFromTemplate([...own, ...menus]));
}
