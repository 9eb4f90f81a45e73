import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { ChosenFileRegistry } from '../../chosen-files.ts';
import { openThreadedDesk } from '../../desk-threads.ts';
import { environmentSecrets } from '../../keychain/environment-secrets.ts';
import { makeLaunchFolder } from '../../shell/launch-folder.ts';
import { PageFiles } from '../../shell/page-files.ts';
import { createShell } from '../../shell/shell.ts';
import { fileLog } from '../../system/log.ts';
import { builtPage, type Loopback, type LoopbackOptions, startLoopback } from './server.ts';
import { Transfer } from './transfer.ts';

/** Where `npm run build` puts the page. */
export const PAGE_FOLDER = fileURLToPath(new URL('../../../../out/renderer', import.meta.url));

export interface OpenOptions {
  readonly data_folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly port?: number;
  /** The built page where nothing else is said. */
  readonly page?: LoopbackOptions['page'];
}

/** An open loopback shell and the folder that is gone after `close`. */
export interface OpenShell extends Loopback {
  readonly launch_folder: string;
}

/**
 * Opens a data folder for a browser on this computer. Throws AppError of the machine
 * kind. `close` waits until what runs has ended where nothing is half done.
 */
export async function openLoopbackShell(options: OpenOptions): Promise<OpenShell> {
  const { data_folder, env, port } = options;
  const page = options.page ?? (await builtPages());
  const log = fileLog(join(data_folder, 'mutabakat.log'));
  const files = new ChosenFileRegistry();
  const desk = await openThreadedDesk({ data_folder, files, environment_secrets: environmentSecrets(env), log });
  const opened: (() => Promise<void> | void)[] = [() => desk.closed()];
  const closeDesk = async (): Promise<void> => {
    for (const close of opened) await close();
  };
  try {
    const folder = makeLaunchFolder(data_folder);
    const shell = createShell({ kind: 'browser', desk, files, launch_folder: folder.path, log });
    opened.push(() => shell.close(), folder.remove);
    const transfer = new Transfer(folder.path, files);
    const loopback = await startLoopback({ shell, transfer, log, page, ...(port !== undefined && { port }) });
    return {
      ...loopback,
      launch_folder: folder.path,
      async close() {
        await closeDesk();
        await loopback.close();
      },
    };
  } catch (error) {
    await closeDesk();
    throw error;
  }
}

async function builtPages(): Promise<LoopbackOptions['page']> {
  const files = await PageFiles.read(PAGE_FOLDER);
  return () => Promise.resolve(builtPage(files));
}
