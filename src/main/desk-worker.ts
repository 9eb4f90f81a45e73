import process from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../shared/errors.ts';
import { ChosenFileRegistry } from './chosen-files.ts';
import { openDesk } from './desk.ts';
import type { FromThread, SecretDeed, ThreadData, ToThread } from './desk-messages.ts';
import { osKeychain } from './keychain/os-keychain.ts';
import type { TokenSource } from './payven/tokens.ts';
import type { SecretStore } from './ports.ts';
import { features } from './rpc/features.ts';

/**
 * One thread of the desk, see desk-threads.ts. The keychain is opened here, so that
 * its secrets never lie in the thread that talks to the page.
 */
const port = parentPort;
if (port === null) throw new Error('desk-worker runs as a worker thread');
const { role, data_folder, files: known } = workerData as ThreadData;

const tell = (message: FromThread): void => port.postMessage(message);
const files = new ChosenFileRegistry();
for (const file of known) files.add(file);
const tokens = new Map<string, TokenSource>();
const running = new Map<number, { readonly stop: AbortController; readonly end: Promise<void> }>();
const questions = new Map<number, (secret: string | null) => void>();
let asked = 0;

function ask(deed: SecretDeed): Promise<string | null> {
  asked += 1;
  const id = asked;
  return new Promise((resolve) => {
    questions.set(id, resolve);
    tell({ kind: 'secret', id, deed });
  });
}

/** Secrets of unattended runs live in the host's memory: both threads need the same ones. */
const hostSecrets: SecretStore = {
  get: (account) => ask({ do: 'get', account }),
  async set(account, secret) {
    await ask({ do: 'set', account, secret });
  },
  async delete(account) {
    await ask({ do: 'delete', account });
  },
};

const keychain = osKeychain();

async function keychainWorks(): Promise<boolean> {
  try {
    await keychain.get('probe');
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

function open(): ReturnType<typeof openDesk> | undefined {
  try {
    const desk = openDesk({ data_folder, keychain, environment_secrets: hostSecrets, files, tokens, queries_only: role === 'queries' });
    const queries = features.flatMap(({ contract }) =>
      Object.entries(contract).flatMap(([name, method]) => (method.kind === 'query' ? [name] : [])),
    );
    tell({ kind: 'ready', queries });
    return desk;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    tell({ kind: 'failed', code: error.code, details: error.details });
    return undefined;
  }
}

const desk = open();
// With nothing to listen to the thread ends; the next call tries again with a new one.
if (desk === undefined) port.close();

async function answer(call: Extract<ToThread, { kind: 'call' }>, stop: AbortController): Promise<void> {
  if (desk === undefined) return;
  const envelope = await desk.call(call.name, call.input, {
    language: call.language,
    signal: stop.signal,
    onProgress: (progress) => tell({ kind: 'progress', id: call.id, progress }),
  });
  running.delete(call.id);
  tell({ kind: 'answer', id: call.id, envelope });
}

/** What runs is told to stop and waited for: it ends where nothing is half done. */
async function close(): Promise<void> {
  for (const { stop } of running.values()) stop.abort();
  await Promise.allSettled([...running.values()].map(({ end }) => end));
  desk?.close();
  // Ends this thread alone. A connection to Payven that is kept alive would hold it up otherwise.
  process.exit(0);
}

port.on('message', (message: ToThread) => {
  switch (message.kind) {
    case 'call': {
      const stop = new AbortController();
      running.set(message.id, { stop, end: answer(message, stop) });
      return;
    }
    case 'cancel':
      running.get(message.id)?.stop.abort();
      return;
    case 'file':
      files.add(message.file);
      return;
    case 'secret':
      questions.get(message.id)?.(message.secret);
      questions.delete(message.id);
      return;
    case 'forget_tokens':
      tokens.clear();
      return;
    case 'try_keychain':
      void keychainWorks().then((data) => tell({ kind: 'answer', id: message.id, envelope: { ok: true, data } }));
      return;
    case 'close':
      void close();
  }
});
