import { basename } from 'node:path';
import process from 'node:process';
import { bridgeCall, type BridgeProgress } from '../../shared/bridge.ts';
import { shellContract } from '../../shared/contract/shell.ts';
import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import type { Language } from '../../shared/text/language.ts';
import { describeError } from '../../shared/text/say.ts';
import { version } from '../../shared/version.ts';
import type { ChosenFileRegistry } from '../chosen-files.ts';
import type { Desk } from '../desk.ts';
import type { Log } from '../ports.ts';
import { type CallOptions, Dispatcher, type Envelope } from '../rpc/dispatch.ts';
import { systemIds } from '../system/ids.ts';
import { type Sample, startSample } from './sample.ts';

/** What a shell brings along; everything else is the same in all of them. */
export interface ShellOptions {
  readonly kind: 'desktop' | 'browser';
  readonly desk: Desk & { keychainWorks(): Promise<boolean> };
  readonly files: ChosenFileRegistry;
  /** An own folder for files of this launch alone. */
  readonly launch_folder: string;
  readonly log: Log;
}

/** Between a page and the desk. Knows neither Electron nor HTTP. */
export interface Shell {
  /** One call as it came from the page; whatever comes is answered with an envelope. */
  invoke(call: unknown): Promise<Envelope>;
  /** Stops a running call. An id nothing runs under is no fault: it may just have ended. */
  cancel(callId: string): void;
  /** Progress of every call; the answer stops it. */
  onProgress(listener: (progress: BridgeProgress) => void): () => void;
  close(): Promise<void>;
}

type HandlersOfShell = {
  readonly [K in keyof typeof shellContract]: (
    input: InputOf<(typeof shellContract)[K]>,
    call: CallOptions,
  ) => Promise<OutputOf<(typeof shellContract)[K]>>;
};

type SampleAnswer = OutputOf<(typeof shellContract)['shell.sample']>;

function shellHandlers({ kind, desk, files, launch_folder }: ShellOptions, started: (sample: Sample) => void) {
  let sample: Promise<SampleAnswer> | undefined;
  let keychain: Promise<boolean> | undefined;

  const makeSample = async (language: Language): Promise<SampleAnswer> => {
    const running = await startSample(launch_folder);
    started(running);
    const { identity_url, api_url, slug, client_id, client_secret, connector_config_id, bank_file, ...period } = running.ready;
    const connection = {
      environment: 'custom',
      identity_url,
      api_url,
      slug,
      client_id,
      credential: { kind: 'client', client_secret },
      secret_place: 'environment',
    };
    const answer = await desk.call('connection.connect', connection, { language });
    if (!answer.ok) throw new AppError(answer.error.code as ErrorCode, answer.error.details);
    return {
      connection_id: (answer.data as { connection_id: string }).connection_id,
      connector_config_id,
      from: period.period_start,
      to: period.period_end,
      files: [await files.choose(bank_file)],
    };
  };

  return {
    'shell.info': async () => {
      keychain ??= desk.keychainWorks();
      return { kind, version, platform: process.platform, keychain: await keychain };
    },
    'shell.sample': (_, { language }) => {
      // Twice asked is once made; a failure may be tried again.
      sample ??= makeSample(language).catch((error: unknown) => {
        sample = undefined;
        throw error;
      });
      return sample;
    },
  } satisfies HandlersOfShell;
}

/** The registry's paths in a text become names: the page holds no path, not even in an error. */
function withoutPaths(text: string, files: ChosenFileRegistry): string {
  let shown = text;
  for (const { path } of files.all()) shown = shown.replaceAll(path, basename(path));
  return shown;
}

function forThePage(answer: Envelope, method: string, input: unknown, files: ChosenFileRegistry): Envelope {
  if (!answer.ok) {
    const details = Object.entries(answer.error.details).map(
      ([name, value]) => [name, typeof value === 'string' ? withoutPaths(value, files) : value] as const,
    );
    const message = withoutPaths(answer.error.message, files);
    return { ok: false, error: { ...answer.error, message, details: Object.fromEntries(details) } };
  }
  if (method !== 'workbook.export') return answer;
  // The desk tells where it wrote; the page gets back the reference it gave.
  return { ok: true, data: { ...(answer.data as object), file: (input as { file: string }).file } };
}

function refusal(language: Language, code: ErrorCode, details: Record<string, unknown>): Envelope {
  return { ok: false, error: { code, message: describeError(language, code, details), details } };
}

/** Puts a shell's page and the desk together. */
export function createShell(options: ShellOptions): Shell {
  const { desk, files, log } = options;
  const samples: Sample[] = [];
  const running = new Map<string, AbortController>();
  const listeners = new Set<(progress: BridgeProgress) => void>();
  const own = new Dispatcher<CallOptions, CallOptions>(
    [{ contract: shellContract, handlers: shellHandlers(options, (sample) => samples.push(sample)) }],
    { forQuery: (call) => call, forCommand: (call) => call, translate: (error) => error },
    systemIds,
    log,
  );
  return {
    async invoke(raw) {
      const parsed = bridgeCall.safeParse(raw);
      if (!parsed.success) {
        const field = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
        return refusal('tr', 'usage.invalid', { field, problem: parsed.error.issues[0]?.message ?? '' });
      }
      const { call_id, method, input, language } = parsed.data;
      if (running.has(call_id)) return refusal(language, 'usage.running', { call_id });
      const stop = new AbortController();
      running.set(call_id, stop);
      try {
        const target = Object.hasOwn(shellContract, method) ? own : desk;
        const answer = await target.call(method, input, {
          language,
          signal: stop.signal,
          onProgress: (progress) => listeners.forEach((listener) => listener({ call_id, ...progress })),
        });
        return forThePage(answer, method, input, files);
      } finally {
        running.delete(call_id);
      }
    },
    cancel: (callId) => running.get(callId)?.abort(),
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      for (const sample of samples) await sample.close();
    },
  };
}
