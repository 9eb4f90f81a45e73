import { app, session, shell, type WebContents } from 'electron';

/** The only addresses a link may lead to; they open in the system's browser, never in the window. */
const HELP_ORIGINS: readonly string[] = ['https://docs.payven.com.tr', 'https://payven.com.tr'];

/** Whether a link leads to Payven's help: https, and one of its hosts to the letter. */
export function isHelp(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { origin, username, password } = new URL(address);
  return HELP_ORIGINS.includes(origin) && username === '' && password === '';
}

function openHelp(address: string): void {
  if (isHelp(address)) void shell.openExternal(address);
}

function hardenContents(contents: WebContents): void {
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
    // The three events' first arguments are alike in what is used here.
    contents.on(event as 'will-navigate', (details) => {
      details.preventDefault();
      if (event === 'will-navigate') openHelp(details.url);
    });
  }
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openHelp(url);
    return { action: 'deny' };
  });
}

/** Before the app is ready: every page is sandboxed, and none of them leads anywhere. */
export function hardenApp(): void {
  app.enableSandbox();
  app.on('web-contents-created', (_, contents) => hardenContents(contents));
}

/** Once the app is ready: whatever the page asks the system for is denied. */
export function denyPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
}
