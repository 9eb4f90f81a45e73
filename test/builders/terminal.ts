import { runCommandLine } from '../../src/main/node/command-line.ts';

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Standard output as the one JSON document that `--json` promises. */
  json<T = Record<string, unknown>>(): T;
  /** The error document of standard error. */
  error(): { code: string; message: string; details: Record<string, unknown> };
}

/** Runs a command as the command line would, with everything it prints caught. */
export async function runCommand(
  args: readonly string[],
  given: { input?: string; env?: Record<string, string> } = {},
): Promise<CommandResult> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommandLine(
    args,
    {
      out: (text) => out.push(text),
      err: (text) => err.push(text),
      input: () => Promise.resolve(given.input ?? ''),
      env: given.env ?? {},
      watched: false,
    },
    new AbortController().signal,
  );
  return {
    code,
    out: out.join(''),
    err: err.join(''),
    json: <T>() => JSON.parse(out.join('')) as T,
    error: () => (JSON.parse(err.join('')) as { error: { code: string; message: string; details: Record<string, unknown> } }).error,
  };
}
