import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { Desk } from '../desk.ts';
import { environmentSecrets } from '../keychain/environment-secrets.ts';
import type { SecretStore } from '../ports.ts';
import { dataFolder } from '../system/data-folder.ts';
import type { Command, Invocation } from './command.ts';

type Given = Pick<Invocation, 'values' | 'positionals' | 'terminal' | 'signal'>;

/** The desk of one command. `close` settles when the data folder is let go of. */
export interface CommandDesk {
  readonly call: Desk['call'];
  close(): Promise<void>;
}

/** Opens the data folder a command was given. Throws AppError of the machine kind. */
export async function openDeskFor({ apart = false }: Pick<Command, 'apart'>, given: Given): Promise<CommandDesk> {
  const { values, terminal } = given;
  const data_folder = dataFolder(values['data'], terminal.env);
  const environment_secrets = environmentSecrets(terminal.env);
  if (apart) return openApart(data_folder, environment_secrets, given);
  const [{ openDesk }, { osKeychain }] = await Promise.all([import('../desk.ts'), import('../keychain/os-keychain.ts')]);
  const desk = openDesk({
    data_folder,
    keychain: osKeychain(),
    environment_secrets,
    // Here the user names paths outright, so a reference is the path.
    files: { toRead: (path) => path, toWrite: (path) => path },
  });
  return { call: desk.call, close: () => Promise.resolve(desk.close()) };
}

async function openApart(data_folder: string, environment_secrets: SecretStore, { positionals, signal }: Given): Promise<CommandDesk> {
  const [{ openThreadedDesk }, { ChosenFileRegistry }, { fileLog }] = await Promise.all([
    import('../desk-threads.ts'),
    import('../chosen-files.ts'),
    import('../system/log.ts'),
  ]);
  const files = new ChosenFileRegistry();
  for (const path of positionals) files.add({ reference: path, path, use: 'read' });
  const log = fileLog(join(data_folder, 'mutabakat.log'));
  const desk = await openThreadedDesk({ data_folder, files, environment_secrets, log });
  return {
    call: (...call) => untilStopped(desk.call(...call), signal),
    // What was told to stop may be deep in its work: then the process ends with it, and SQLite bears that.
    close: () => (signal.aborted ? Promise.resolve(desk.close()) : desk.closed()),
  };
}

/** Ends with the work, or at once with AppError('state.cancelled'). */
function untilStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new AppError('state.cancelled'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
