import { join } from 'node:path';
import { envelope } from '../../src/shared/bridge.ts';
import { channels } from '../../src/shared/channels.ts';
import { startDesktop } from '../../src/main/electron/desktop.ts';
import { temporaryFolder } from './desk.ts';
import { electron } from './electron-double.ts';
import { stubPage } from './loopback.ts';

/**
 * The desktop's real code over the double of `electron`. A test file that uses it
 * has to put the double in electron's place itself, with vi.mock.
 */
const folder = temporaryFolder();

export const desktop = {
  folder: folder.path,
  data_folder: join(folder.path, 'data'),
  page_folder: join(folder.path, 'page'),
  preload: join(folder.path, 'preload.cjs'),
  remove: (): void => folder.remove(),
  async start(): Promise<void> {
    await stubPage(folder.path);
    electron.app.switches = { data: desktop.data_folder };
    await startDesktop({ page_folder: desktop.page_folder, preload: desktop.preload });
  },
};

/** Who calls: the contents and the frame of an ipc event. */
export interface Sender {
  readonly sender: unknown;
  readonly senderFrame: unknown;
}

/** The first window that was opened. */
export function firstWindow(): InstanceType<typeof electron.BrowserWindow> {
  const [opened] = electron.BrowserWindow.all;
  if (opened === undefined) throw new Error('no window');
  return opened;
}

/** A call as the preload makes it, by the window's own page unless somebody else is named. */
export async function invoke(channel: string, value?: unknown, event?: Sender): Promise<unknown> {
  const handler = electron.ipcMain.handlers.get(channel);
  if (handler === undefined) throw new Error(`no ${channel}`);
  const { webContents } = firstWindow();
  return handler((event ?? { sender: webContents, senderFrame: webContents.mainFrame }) as never, value);
}

/** A method of the contract, through the bridge. */
export async function callDesktop(method: string, input: unknown = {}, language: 'tr' | 'en' = 'tr') {
  return envelope.parse(await invoke(channels.invoke, { call_id: crypto.randomUUID(), method, input, language }));
}
