import { once } from 'node:events';
import { openBrowser } from './browser.ts';
import { type OpenOptions, openLoopbackShell } from './open.ts';

export interface ServeOptions extends OpenOptions {
  /** Whether the system's browser is to be opened too. */
  readonly browser: boolean;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Told once, when the address answers. */
  readonly announce: (url: string) => void;
}

/** Keeps the loopback shell open until the signal. Throws AppError of the machine kind. */
export async function serveLoopback({ browser, signal, announce, ...options }: ServeOptions): Promise<void> {
  const shell = await openLoopbackShell(options);
  try {
    announce(shell.url);
    if (browser) openBrowser(shell.url, shell.launch_folder);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await shell.close();
  }
}
