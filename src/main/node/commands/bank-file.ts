import { importContract } from '../../../shared/contract/bank-file.ts';
import { AppError } from '../../../shared/errors.ts';
import { ask, type Command, given, needed, text, texts } from '../command.ts';

/** Rows asked for at a time. */
const WINDOW = 5_000;

function mapOf(pairs: readonly string[]): Record<string, string> | undefined {
  if (pairs.length === 0) return undefined;
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new AppError('usage.option', { problem: `--map ${pair}: field=HEADER` });
      return [pair.slice(0, at).replace(/^refs\./, ''), pair.slice(at + 1)];
    }),
  );
}

export const importCommand: Command = {
  usage: 'FILE... [--profile NAME] [--map field=HEADER ...] [--decimal comma|dot] [--date-order dmy|mdy]',
  options: {
    profile: { type: 'string' },
    map: { type: 'string', multiple: true },
    decimal: { type: 'string' },
    'date-order': { type: 'string' },
  },
  positionals: [1, 50],
  apart: true,
  async run(invocation) {
    const { imports } = await ask(invocation, importContract, 'import.run', {
      files: invocation.positionals,
      ...given({
        profile: text(invocation, 'profile'),
        map: mapOf(texts(invocation, 'map')),
        decimal: text(invocation, 'decimal'),
        date_order: text(invocation, 'date-order'),
      }),
    });
    invocation.print(imports.length === 1 ? imports[0] : { imports });
  },
};

export const rowsCommand: Command = {
  usage: '--import ID',
  options: { import: { type: 'string' } },
  positionals: [0, 0],
  async run(invocation) {
    const import_id = needed(invocation, 'import');
    for (let after_row = 0; ; ) {
      const { rows } = await ask(invocation, importContract, 'import.rows', { import_id, after_row, limit: WINDOW });
      for (const row of rows) invocation.terminal.out(`${JSON.stringify(row)}\n`);
      const last = rows.at(-1);
      if (last === undefined || rows.length < WINDOW) return;
      after_row = last.row;
    }
  },
};
