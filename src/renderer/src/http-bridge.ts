import type { z } from 'zod';
import type { BridgeEnvelope, BridgeProgress, DeskBridge } from '../../shared/bridge.ts';
import type { ChosenFile } from '../../shared/contract/shell.ts';
import {
  loopbackEnvelope,
  loopbackFragmentKey,
  loopbackHeaders,
  loopbackPaths,
  loopbackProgress,
  loopbackSaved,
  loopbackTypes,
  loopbackUploaded,
} from '../../shared/loopback.ts';

const TOKEN_KEY = 'mutabakat.token';
/** Pause before the stream of progress is opened again. */
const REOPEN_MS = 1000;
const ACCEPTED = '.xlsx,.xlsm,.xlsb,.xls,.ods,.csv,.txt,.tsv,.htm,.html,.xml,.zip,.json';

/** Takes the launch token out of the address, before anything else looks at it. */
export function takeToken(): void {
  const token = new URLSearchParams(window.location.hash.replace(/^#/, '')).get(loopbackFragmentKey);
  if (token === null) return;
  sessionStorage.setItem(TOKEN_KEY, token);
  window.history.replaceState(null, '', `${window.location.pathname}${window.location.search}`);
}

function send(path: string, init: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> {
  const token = sessionStorage.getItem(TOKEN_KEY) ?? '';
  return fetch(path, { ...init, headers: { ...init.headers, [loopbackHeaders.token]: token } });
}

function postJson(path: string, body: unknown): Promise<Response> {
  return send(path, { method: 'POST', headers: { 'content-type': loopbackTypes.json }, body: JSON.stringify(body) });
}

async function readEnvelope(response: Response): Promise<BridgeEnvelope> {
  return loopbackEnvelope.parse(await response.json());
}

async function readData<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  const answer = await readEnvelope(response);
  if (!answer.ok) throw Object.assign(new Error(answer.error.message), { bridge: answer.error });
  return schema.parse(answer.data);
}

async function upload(file: File): Promise<ChosenFile> {
  const headers = { 'content-type': loopbackTypes.file, [loopbackHeaders.name]: encodeURIComponent(file.name) };
  return readData(await send(loopbackPaths.upload, { method: 'POST', headers, body: file }), loopbackUploaded);
}

async function uploadAll(files: readonly File[]): Promise<ChosenFile[]> {
  const chosen: ChosenFile[] = [];
  // One after another: a month's files together could fill the memory.
  for (const file of files) chosen.push(await upload(file));
  return chosen;
}

/** The browser's own file window; empty when the user thinks better of it. */
function askForFiles(): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.accept = ACCEPTED;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

/** Reads the stream once, until it ends. */
async function readEvents(heard: (progress: BridgeProgress) => void): Promise<void> {
  const response = await send(loopbackPaths.events);
  if (response.body === null || !response.ok) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith('data:')) continue;
      const parsed = loopbackProgress.safeParse(JSON.parse(line.slice('data:'.length)));
      if (parsed.success) heard(parsed.data);
    }
  }
}

/** The bridge of a page in a browser: HTTP to the shell that served it. */
export function httpBridge(): DeskBridge {
  const listeners = new Set<(progress: BridgeProgress) => void>();
  const savedNames = new Map<string, string>();
  const heard = (progress: BridgeProgress): void => listeners.forEach((listener) => listener(progress));
  let listening = false;
  const listen = (): void => {
    // Numbers of progress are a comfort: a stream that breaks is opened again, and nothing else depends on it.
    const again = (): void => void window.setTimeout(listen, REOPEN_MS);
    readEvents(heard).then(again, again);
  };
  return {
    invoke: async (call) => readEnvelope(await postJson(loopbackPaths.call, call)),
    cancel: (call_id) => {
      postJson(loopbackPaths.cancel, { call_id }).catch(() => undefined);
    },
    onProgress(listener) {
      listeners.add(listener);
      if (!listening) listen();
      listening = true;
      return () => listeners.delete(listener);
    },
    chooseFiles: async () => uploadAll(await askForFiles()),
    takeDropped: uploadAll,
    async chooseSave(name) {
      const { file } = await readData(await postJson(loopbackPaths.save, { name }), loopbackSaved);
      savedNames.set(file, name);
      return file;
    },
    async deliver(file) {
      const response = await send(`${loopbackPaths.download}/${encodeURIComponent(file)}`);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await response.blob());
      link.download = savedNames.get(file) ?? 'mutabakat.xlsx';
      link.click();
      window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
  };
}
