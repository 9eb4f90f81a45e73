import { basename, isAbsolute, join } from 'node:path';
import { app, type BrowserWindow, dialog, ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, shell as system } from 'electron';
import { z } from 'zod';
import { channels } from '../../shared/channels.ts';
import type { ChosenFile } from '../../shared/contract/shell.ts';
import { AppError } from '../../shared/errors.ts';
import type { ChosenFileRegistry } from '../chosen-files.ts';
import { safeName } from '../shell/safe-name.ts';
import type { Shell } from '../shell/shell.ts';
import { originOf, type PagePlace } from './page.ts';
import type { Wording } from './wording.ts';

export interface IpcOptions {
  readonly window: BrowserWindow;
  readonly shell: Shell;
  readonly files: ChosenFileRegistry;
  readonly place: PagePlace;
  readonly wording: Wording;
}

/** The window's own page in its main frame; a frame that is gone, a guest or another page is a stranger. */
function isOurs(event: IpcMainEvent | IpcMainInvokeEvent, { window, place }: IpcOptions): boolean {
  const frame = event.senderFrame;
  return (
    event.sender === window.webContents &&
    frame !== null &&
    frame.parent === null &&
    frame === window.webContents.mainFrame &&
    originOf(frame.url) === place.origin
  );
}

/** Answers a channel for the own page; a stranger, or anything but what the channel takes, gets an error. */
function handle<T>(channel: string, input: z.ZodType<T>, options: IpcOptions, work: (value: T) => unknown): void {
  ipcMain.handle(channel, (event, value: unknown) => {
    if (!isOurs(event, options)) throw new AppError('usage.stranger');
    const parsed = input.safeParse(value);
    if (!parsed.success) throw new AppError('usage.invalid', { field: channel });
    return work(parsed.data);
  });
}

const droppedPaths = z.array(z.string()).max(50);
const saveName = z.string().min(1).max(200);

async function chooseFiles({ window, files, wording }: IpcOptions): Promise<ChosenFile[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: wording.say('menu.choose_files'),
    properties: ['openFile', 'multiSelections'],
  });
  return canceled ? [] : Promise.all(filePaths.map((path) => files.choose(path)));
}

async function chooseSave(name: string, { window, files, wording }: IpcOptions): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: wording.say('menu.save_workbook'),
    defaultPath: join(app.getPath('documents'), safeName(name)),
    filters: [{ name: 'Excel', extensions: ['xlsx'] }],
  });
  return canceled || basename(filePath) === '' ? null : files.chooseTarget(filePath);
}

/** Opens the channels of a window. The answer closes them. */
export function openChannels(options: IpcOptions): () => void {
  const { window, shell, files, wording } = options;
  handle(channels.invoke, z.unknown(), options, (call) => {
    wording.follow(call);
    return shell.invoke(call);
  });
  handle(channels.chooseFiles, z.undefined(), options, () => chooseFiles(options));
  handle(channels.takeDropped, droppedPaths, options, (paths) =>
    Promise.all(paths.filter((path) => isAbsolute(path)).map((path) => files.choose(path))),
  );
  handle(channels.chooseSave, saveName, options, (name) => chooseSave(name, options));
  handle(channels.deliver, z.string(), options, (reference) => system.showItemInFolder(files.toWrite(reference)));
  const cancel = (event: IpcMainEvent, callId: unknown): void => {
    if (isOurs(event, options) && typeof callId === 'string') shell.cancel(callId);
  };
  ipcMain.on(channels.cancel, cancel);
  const stop = shell.onProgress((progress) => {
    if (!window.isDestroyed()) window.webContents.send(channels.progress, progress);
  });
  return () => {
    stop();
    ipcMain.off(channels.cancel, cancel);
    for (const channel of Object.values(channels)) ipcMain.removeHandler(channel);
  };
}
