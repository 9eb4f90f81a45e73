import type { menu as turkish } from '../tr/menu.ts';

/** The desktop window's menu and dialogs. */
export const menu: Readonly<Record<keyof typeof turkish, string>> = {
  'menu.file': 'File',
  'menu.edit': 'Edit',
  'menu.view': 'View',
  'menu.window': 'Window',
  'menu.about': 'About Mutabakat Masası',
  'menu.hide': 'Hide',
  'menu.close': 'Close window',
  'menu.quit': 'Quit',
  'menu.undo': 'Undo',
  'menu.redo': 'Redo',
  'menu.cut': 'Cut',
  'menu.copy': 'Copy',
  'menu.paste': 'Paste',
  'menu.selectAll': 'Select all',
  'menu.resetZoom': 'Actual size',
  'menu.zoomIn': 'Zoom in',
  'menu.zoomOut': 'Zoom out',
  'menu.togglefullscreen': 'Full screen',
  'menu.minimize': 'Minimize',
  'menu.zoom': 'Zoom',
  'menu.choose_files': 'Choose bank files',
  'menu.save_workbook': 'Save the workbook',
};
