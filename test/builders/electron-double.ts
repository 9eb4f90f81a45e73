import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

/**
 * A stand-in for the `electron` module, checked against Electron's own declarations:
 * each part implements a Pick of the real class, so a method that changes its name or
 * shape there no longer compiles here. What was asked of it is kept for the tests.
 */
type Handler = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown;
type PageHandler = Parameters<Electron.Protocol['handle']>[1];
type BeforeRequest = (details: Pick<Electron.OnBeforeRequestListenerDetails, 'url'>, callback: (response: Electron.CallbackResponse) => void) => void;

class AppDouble extends EventEmitter implements Pick<Electron.App, 'enableSandbox' | 'getLocale' | 'quit' | 'exit' | 'whenReady' | 'requestSingleInstanceLock' | 'setPath' | 'getPath' | 'isPackaged' | 'name'> {
  isPackaged = true;
  name = 'Mutabakat Masası';
  locale = 'tr-TR';
  isFirst = true;
  readonly paths = new Map<string, string>();
  readonly done: string[] = [];
  switches: Record<string, string> = {};
  readonly commandLine: Pick<Electron.CommandLine, 'getSwitchValue'> = { getSwitchValue: (name) => this.switches[name] ?? '' };
  enableSandbox(): void {
    this.done.push('enableSandbox');
  }
  getLocale(): string {
    return this.locale;
  }
  quit(): void {
    this.done.push('quit');
    // A second start is another process: the first one's listeners do not hear it end.
    if (!this.isFirst) return void this.done.push('gone');
    let prevented = false;
    this.emit('will-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.done.push('gone');
  }
  exit(code?: number): void {
    this.done.push(`exit ${code ?? 0}`);
  }
  whenReady(): Promise<void> {
    this.done.push('whenReady');
    return Promise.resolve();
  }
  requestSingleInstanceLock(): boolean {
    this.done.push('lock');
    return this.isFirst;
  }
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }
  getPath(name: string): string {
    return this.paths.get(name) ?? '/tmp';
  }
}

export class FrameDouble implements Pick<Electron.WebFrameMain, 'url'> {
  readonly url: string;
  readonly parent: FrameDouble | null;
  constructor(url: string, parent: FrameDouble | null = null) {
    this.url = url;
    this.parent = parent;
  }
}

export class ContentsDouble extends EventEmitter implements Pick<Electron.WebContents, 'send' | 'setWindowOpenHandler'> {
  mainFrame = new FrameDouble('app://desk/index.html');
  readonly sent: unknown[][] = [];
  openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | undefined;
  send(...args: unknown[]): void {
    this.sent.push(args);
  }
  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler;
  }
}

const bounds = { x: 10, y: 20, width: 1000, height: 700 };

class BrowserWindowDouble
  extends EventEmitter
  implements Pick<Electron.BrowserWindow, 'loadURL' | 'show' | 'focus' | 'restore' | 'maximize' | 'isMinimized' | 'isMaximized' | 'isDestroyed' | 'getNormalBounds'>
{
  static readonly all: BrowserWindowDouble[] = [];
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = new ContentsDouble();
  readonly done: string[] = [];
  readonly loaded: string[] = [];
  minimized = false;
  destroyed = false;
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    BrowserWindowDouble.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return Promise.resolve();
  }
  show(): void {
    this.done.push('show');
  }
  focus(): void {
    this.done.push('focus');
  }
  restore(): void {
    this.done.push('restore');
  }
  maximize(): void {
    this.done.push('maximize');
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  isMaximized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  getNormalBounds(): Electron.Rectangle {
    return bounds;
  }
}

class IpcMainDouble extends EventEmitter implements Pick<Electron.IpcMain, 'handle' | 'removeHandler'> {
  readonly handlers = new Map<string, Handler>();
  handle(channel: string, listener: Handler): void {
    this.handlers.set(channel, listener);
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
}

type Session = Pick<Electron.Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>;

class SessionDouble extends EventEmitter implements Session {
  permissionRequest: Parameters<Session['setPermissionRequestHandler']>[0] = null;
  permissionCheck: Parameters<Session['setPermissionCheckHandler']>[0] = null;
  devicePermission: Parameters<Session['setDevicePermissionHandler']>[0] = null;
  beforeRequest: BeforeRequest | undefined;
  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.beforeRequest = listener;
    },
  };
  setPermissionRequestHandler(handler: Parameters<Session['setPermissionRequestHandler']>[0]): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: Parameters<Session['setPermissionCheckHandler']>[0]): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: Parameters<Session['setDevicePermissionHandler']>[0]): void {
    this.devicePermission = handler;
  }
}

class ProtocolDouble implements Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'> {
  schemes: Electron.CustomScheme[] = [];
  readonly handlers = new Map<string, PageHandler>();
  registeredBeforeReady = false;
  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    this.schemes = schemes;
    this.registeredBeforeReady = !app.done.includes('whenReady');
  }
  handle(scheme: string, handler: PageHandler): void {
    this.handlers.set(scheme, handler);
  }
}

class DialogDouble implements Pick<Electron.Dialog, 'showErrorBox'> {
  opened: string[] = [];
  saved: string | undefined;
  readonly errors: string[][] = [];
  readonly asked: (Electron.OpenDialogOptions | Electron.SaveDialogOptions)[] = [];
  showOpenDialog(_window: unknown, options: Electron.OpenDialogOptions): Promise<Electron.OpenDialogReturnValue> {
    this.asked.push(options);
    return Promise.resolve({ canceled: this.opened.length === 0, filePaths: this.opened });
  }
  showSaveDialog(_window: unknown, options: Electron.SaveDialogOptions): Promise<Electron.SaveDialogReturnValue> {
    this.asked.push(options);
    return Promise.resolve({ canceled: this.saved === undefined, filePath: this.saved ?? '' });
  }
  showErrorBox(title: string, content: string): void {
    this.errors.push([title, content]);
  }
}

class ShellDouble implements Pick<Electron.Shell, 'openExternal' | 'showItemInFolder'> {
  readonly external: string[] = [];
  readonly shown: string[] = [];
  openExternal(url: string): Promise<void> {
    this.external.push(url);
    return Promise.resolve();
  }
  showItemInFolder(path: string): void {
    this.shown.push(path);
  }
}

class MenuDouble {
  template: Electron.MenuItemConstructorOptions[] = [];
  buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): Electron.MenuItemConstructorOptions[] {
    return template;
  }
  setApplicationMenu(menu: Electron.MenuItemConstructorOptions[]): void {
    this.template = menu;
  }
}

const app = new AppDouble();
const workArea = { x: 0, y: 0, width: 1920, height: 1080 };
const screen = { getAllDisplays: (): Pick<Electron.Display, 'workArea'>[] => [{ workArea }] };
const nativeTheme: Pick<Electron.NativeTheme, 'shouldUseDarkColors'> = { shouldUseDarkColors: false };

/** Every name the shell imports; one that Electron does not export does not compile. */
export const electron = {
  app,
  BrowserWindow: BrowserWindowDouble,
  dialog: new DialogDouble(),
  ipcMain: new IpcMainDouble(),
  Menu: new MenuDouble(),
  nativeTheme,
  protocol: new ProtocolDouble(),
  screen,
  session: { defaultSession: new SessionDouble() },
  shell: new ShellDouble(),
} satisfies { readonly [K in keyof typeof Electron]?: unknown };
