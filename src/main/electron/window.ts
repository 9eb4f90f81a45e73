import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { isReachable, readBounds, writeBounds } from './bounds.ts';
import { BUILT_PAGE, type PagePlace } from './page.ts';

/** Makes the window, closed off from everything but the bridge, where it last stood. */
export function createWindow(place: PagePlace, preload: string, boundsFile: string): BrowserWindow {
  const saved = readBounds(boundsFile);
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const { maximized = false, ...kept } = saved !== null && isReachable(saved, areas) ? saved : {};
  const window = new BrowserWindow({
    width: 1360,
    height: 860,
    ...kept,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Mutabakat Masası',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14171a' : '#ffffff',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: place !== BUILT_PAGE && !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  window.on('close', () => writeBounds(boundsFile, { ...window.getNormalBounds(), maximized: window.isMaximized() }));
  return window;
}
