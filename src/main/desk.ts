import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { BaseContext } from './app/context.ts';
import { ReviewViews } from './app/review-views.ts';
import { asMachineError, DATABASE_FILE, type OpenDatabase, openDatabase, openReader } from './db/open.ts';
import { readingLedger, sharedLedger } from './db/request-ledger.ts';
import type { PayvenHost } from './payven/host.ts';
import type { TokenSource } from './payven/tokens.ts';
import { httpTransport } from './payven/transport.ts';
import type { ChosenFiles, Clock, HttpTransport, Ids, Log, SecretStore } from './ports.ts';
import { type CallOptions, Dispatcher, type Envelope } from './rpc/dispatch.ts';
import { features } from './rpc/features.ts';
import { systemClock } from './system/clock.ts';
import { systemIds } from './system/ids.ts';
import { fileLog } from './system/log.ts';

/** What a shell brings along; the rest has a default that is the real thing. */
export interface DeskOptions {
  readonly data_folder: string;
  readonly keychain: SecretStore;
  readonly environment_secrets: SecretStore;
  readonly files: ChosenFiles;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly transport?: HttpTransport;
  readonly log?: Log;
  readonly user?: string;
  /** Token sources by connection id, where the caller wants to be able to forget them. */
  readonly tokens?: Map<string, TokenSource>;
  /** Opens a database that is up to date already, and refuses commands: nothing here can write. */
  readonly queries_only?: boolean;
}

/** The program without a window: one dispatch over one data folder. */
export interface Desk {
  call(name: string, input: unknown, options: CallOptions): Promise<Envelope>;
  close(): void;
}

/** Opens a data folder. Throws AppError of the machine kind when it cannot be used. */
export function openDesk(options: DeskOptions): Desk {
  const { data_folder } = options;
  const open: (folder: string) => Partial<OpenDatabase> & Pick<OpenDatabase, 'read' | 'close'> =
    options.queries_only === true ? openReader : openDatabase;
  const database = open(data_folder);
  const { write } = database;
  const log = options.log ?? fileLog(join(data_folder, 'mutabakat.log'));
  const clock = options.clock ?? systemClock;
  const ids = options.ids ?? systemIds;
  const tokens = options.tokens ?? new Map<string, TokenSource>();
  const hosts = new Map<string, PayvenHost>();
  const views = new ReviewViews();
  const ledger = write === undefined ? readingLedger(database.read, clock) : sharedLedger(write, clock);
  const base = (call: CallOptions): BaseContext => ({
    clock,
    ids,
    log,
    transport: options.transport ?? httpTransport,
    files: options.files,
    data_folder,
    user: options.user ?? whoIsHere(),
    language: call.language,
    signal: call.signal ?? new AbortController().signal,
    secretsOf: (place) => (place === 'keychain' ? options.keychain : options.environment_secrets),
    tokens,
    hosts,
    views,
    ledger,
    progress: call.onProgress ?? (() => undefined),
  });
  const dispatcher = new Dispatcher(
    features,
    {
      forQuery: (call) => ({ ...base(call), db: database.read }),
      forCommand(call, alone) {
        if (write === undefined) throw new Error('this desk answers queries alone');
        return { ...base(call), db: write, alone };
      },
      translate: (error) => asMachineError(error, join(data_folder, DATABASE_FILE)),
    },
    ids,
    log,
  );
  return { call: (name, input, call) => dispatcher.call(name, input, call), close: () => database.close() };
}

function whoIsHere(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return 'unknown';
  }
}
