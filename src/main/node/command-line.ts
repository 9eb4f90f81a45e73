import { join } from 'node:path';
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { AppError, exitCodeOf } from '../../shared/errors.ts';
import type { Language } from '../../shared/text/language.ts';
import { describeError } from '../../shared/text/say.ts';
import { asMachineError } from '../db/open.ts';
import { systemIds } from '../system/ids.ts';
import type { Command, Invocation } from './command.ts';
import { connectCommand } from './commands/connect.ts';
import { decideCommand, pushCommand, redoDecisionCommand, resolveCommand, settleCommand, undoDecisionCommand } from './commands/decision.ts';
import { demoCommand } from './commands/demo.ts';
import { importCommand, rowsCommand } from './commands/bank-file.ts';
import { bankMerchantCommand, changesCommand, leaveOutCommand, mendCommand, takeBackCommand, undoCommand } from './commands/import-changes.ts';
import { openCommand } from './commands/open.ts';
import { dismissCommand, lookCommand, outboxCommand } from './commands/outbox.ts';
import { previewCommand, startCommand } from './commands/preview.ts';
import { cancelCommand, exportCommand, finalizeCommand, listCommand, showCommand } from './commands/reconciliation.ts';
import { checkIdsCommand, profileExportCommand, profileImportCommand, profilesCommand } from './commands/profile.ts';
import { refundCommand, transactionCommand } from './commands/transaction.ts';
import { sandboxCommand } from './commands/sandbox.ts';
import { settlementsCommand } from './commands/settlements.ts';
import { syncCommand } from './commands/sync.ts';
import { dataFolder } from '../system/data-folder.ts';
import { fileLog } from '../system/log.ts';
import { type CommandDesk, openDeskFor } from './open-desk.ts';
import { humanText, progressLine, type Terminal } from './terminal.ts';

const commands: Readonly<Record<string, Command>> = {
  sandbox: sandboxCommand,
  connect: connectCommand,
  sync: syncCommand,
  settlements: settlementsCommand,
  import: importCommand,
  rows: rowsCommand,
  profiles: profilesCommand,
  'profile-export': profileExportCommand,
  'profile-import': profileImportCommand,
  'check-ids': checkIdsCommand,
  'import-mend': mendCommand,
  'import-leave-out': leaveOutCommand,
  'import-take-back': takeBackCommand,
  'import-changes': changesCommand,
  'import-undo': undoCommand,
  'bank-merchant': bankMerchantCommand,
  preview: previewCommand,
  start: startCommand,
  list: listCommand,
  show: showCommand,
  resolve: resolveCommand,
  decide: decideCommand,
  undo: undoDecisionCommand,
  redo: redoDecisionCommand,
  push: pushCommand,
  settle: settleCommand,
  finalize: finalizeCommand,
  cancel: cancelCommand,
  export: exportCommand,
  outbox: outboxCommand,
  look: lookCommand,
  dismiss: dismissCommand,
  transaction: transactionCommand,
  refund: refundCommand,
  open: openCommand,
  demo: demoCommand,
};

const COMMON = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  connection: { type: 'string' },
  help: { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig;

/** Turkish where the machine speaks it, else English; `--lang` decides over both. */
function languageOf(wish: unknown, env: Terminal['env']): Language {
  if (wish === 'tr' || wish === 'en') return wish;
  return (env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '').startsWith('tr') ? 'tr' : 'en';
}

/**
 * Runs one command and returns its exit code. Answers go to standard output; an
 * error goes to standard error, as one JSON document with `--json`.
 */
export async function runCommandLine(args: readonly string[], terminal: Terminal, signal: AbortSignal): Promise<number> {
  let json = args.includes('--json');
  let language = languageOf(undefined, terminal.env);
  let data: unknown;
  try {
    const [name, ...rest] = args;
    if (name === undefined || name === '--help' || name === 'help') {
      terminal.out(usage());
      return 0;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) throw new AppError('usage.unknown_command', { name, known: Object.keys(commands).join(', ') });
    const { values, positionals } = parse(rest, command);
    json = values['json'] === true;
    data = values['data'];
    language = languageOf(values['lang'], terminal.env);
    if (values['help'] === true) {
      terminal.out(`mutabakat ${name} ${command.usage}\n`);
      return 0;
    }
    await run(command, { values, positionals, json, language, terminal, signal });
    return 0;
  } catch (error) {
    return report(asMachineError(error, ''), { terminal, json, language, data });
  }
}

function parse(args: readonly string[], command: Command): Pick<Invocation, 'values' | 'positionals'> {
  try {
    const options = { ...COMMON, ...command.options };
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    if (positionals.length < command.positionals[0] || positionals.length > command.positionals[1]) {
      throw new AppError('usage.option', { problem: command.usage });
    }
    return { values, positionals };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('usage.option', { problem: error instanceof Error ? error.message : '' }, error);
  }
}

async function run(command: Command, invocation: Omit<Invocation, 'desk' | 'call' | 'print'>): Promise<void> {
  const { terminal, json, language, signal } = invocation;
  let desk: CommandDesk | undefined;
  const openedDesk = async (): Promise<CommandDesk> => {
    desk ??= await openDeskFor(command, invocation);
    return desk;
  };
  try {
    await command.run({
      ...invocation,
      print: (answer) => terminal.out(json ? `${JSON.stringify(answer)}\n` : `${humanText(answer)}\n`),
      async call(name, input) {
        const answer = await (await openedDesk()).call(name, input, { language, signal, onProgress: progressLine(terminal) });
        if (answer.ok) return answer.data;
        throw new ReportedError(answer.error);
      },
    });
  } finally {
    await desk?.close();
  }
}

/** An error the dispatch has already put into words. */
class ReportedError extends Error {
  readonly error: { code: string; message: string; details: Readonly<Record<string, unknown>> };

  constructor(error: ReportedError['error']) {
    super(error.code);
    this.error = error;
  }
}

interface Listener {
  readonly terminal: Terminal;
  readonly json: boolean;
  readonly language: Language;
  /** The data folder asked for, where it came to that. */
  readonly data: unknown;
}

function report(error: unknown, listener: Listener): number {
  const { terminal, json } = listener;
  const told = error instanceof ReportedError ? error.error : describe(error, listener);
  terminal.err(json ? `${JSON.stringify({ ok: false, error: told })}\n` : `${told.message}\n`);
  return exitCodeOf(told.code);
}

function describe(error: unknown, { terminal, language, data }: Listener): ReportedError['error'] {
  if (error instanceof AppError) {
    const { code, details } = error;
    return { code, message: describeError(language, code, details), details };
  }
  const fault = systemIds.uuid();
  const [reason, stack] = error instanceof Error ? [error.message, error.stack ?? error.message] : ['', String(error)];
  fileLog(join(dataFolder(data, terminal.env), 'mutabakat.log')).error('command.failed', { fault, stack });
  const details = { fault, reason };
  return { code: 'unexpected.fault', message: describeError(language, 'unexpected.fault', details), details };
}

function usage(): string {
  const lines = Object.entries(commands).map(([name, command]) => `  mutabakat ${name} ${command.usage}`);
  return `${lines.join('\n')}\n\nEvery command: --data DIR  --json  --lang tr|en\n`;
}
