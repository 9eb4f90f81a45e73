import { join } from 'node:path';
import process from 'node:process';
import { app, type BrowserWindow, dialog } from 'electron';
import { AppError, exitCodeOf } from '../../shared/errors.ts';
import { describeError } from '../../shared/text/say.ts';
import { ChosenFileRegistry } from '../chosen-files.ts';
import { openThreadedDesk } from '../desk-threads.ts';
import { makeFolder } from '../folders.ts';
import { environmentSecrets } from '../keychain/environment-secrets.ts';
import { makeLaunchFolder } from '../shell/launch-folder.ts';
import { PageFiles } from '../shell/page-files.ts';
import { createShell } from '../shell/shell.ts';
import { dataFolder } from '../system/data-folder.ts';
import { fileLog } from '../system/log.ts';
import { denyPermissions, hardenApp } from './hardening.ts';
import { openChannels } from './ipc.ts';
import { showMenu } from './menu.ts';
import { BUILT_PAGE, originOf, type PagePlace, refuseRemoteContent, registerPageScheme, servePage } from './page.ts';
import { createWindow } from './window.ts';
import { Wording } from './wording.ts';

/** Where the built parts of the window lie. */
export interface DesktopParts {
  readonly page_folder: string;
  /** The preload's bundle. */
  readonly preload: string;
}

/** The developer's server where electron-vite names one; never in a packaged program. */
function pagePlace(): PagePlace {
  const entry = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  const origin = entry === undefined ? null : originOf(entry);
  return entry === undefined || origin === null ? BUILT_PAGE : { entry, origin };
}

function bringForward(window: BrowserWindow | undefined): void {
  if (window === undefined || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

interface OpenedWindow {
  readonly window: BrowserWindow;
  /** Ends what runs where nothing is half done. */
  close(): Promise<void>;
}

/** Opens the desk and, still empty, the window over it. */
async function openWindow(parts: DesktopParts, data_folder: string, place: PagePlace): Promise<OpenedWindow> {
  if (place === BUILT_PAGE) servePage(await PageFiles.read(parts.page_folder));
  denyPermissions();
  refuseRemoteContent(place);
  const log = fileLog(join(data_folder, 'mutabakat.log'));
  const files = new ChosenFileRegistry();
  const desk = await openThreadedDesk({ data_folder, files, environment_secrets: environmentSecrets(process.env), log });
  const folder = makeLaunchFolder(data_folder);
  const shell = createShell({ kind: 'desktop', desk, files, launch_folder: folder.path, log });
  const wording: Wording = new Wording(() => showMenu(wording));
  showMenu(wording);
  const window = createWindow(place, parts.preload, join(data_folder, 'window.json'));
  const closeChannels = openChannels({ window, shell, files, place, wording });
  window.once('closed', closeChannels);
  return {
    window,
    async close() {
      await desk.closed();
      await shell.close();
      folder.remove();
    },
  };
}

function tellAndEnd(error: unknown): void {
  const language = app.getLocale().startsWith('tr') ? 'tr' : 'en';
  const code = error instanceof AppError ? error.code : 'unexpected.fault';
  const details = error instanceof AppError ? error.details : { fault: error instanceof Error ? error.message : '' };
  dialog.showErrorBox('Mutabakat Masası', describeError(language, code, details));
  app.exit(exitCodeOf(code));
}

/** Starts the desktop shell. Once per data folder: a second start brings the first window forward and ends. */
export async function startDesktop(parts: DesktopParts): Promise<void> {
  const data_folder = dataFolder(app.commandLine.getSwitchValue('data'), process.env);
  const profile = join(data_folder, 'chromium');
  try {
    makeFolder(profile, 0o700);
  } catch (error) {
    return tellAndEnd(new AppError('machine.database', { file: data_folder, reason: error instanceof Error ? error.message : '' }, error));
  }
  app.setPath('userData', profile);
  if (!app.requestSingleInstanceLock()) return app.quit();
  registerPageScheme();
  hardenApp();
  const place = pagePlace();
  let opened: OpenedWindow | undefined;
  app.on('second-instance', () => bringForward(opened?.window));
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (opened === undefined) return;
    // What runs is told to stop and waited for; then this event comes a second time.
    event.preventDefault();
    const { close } = opened;
    opened = undefined;
    void close().finally(() => app.quit());
  });
  try {
    await app.whenReady();
    opened = await openWindow(parts, data_folder, place);
    await opened.window.loadURL(place.entry);
  } catch (error) {
    tellAndEnd(error);
  }
}
