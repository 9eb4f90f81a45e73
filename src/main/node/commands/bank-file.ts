import { wordMeanings } from '../../../shared/bank-profile.ts';
import { importContract } from '../../../shared/contract/bank-file.ts';
import { AppError } from '../../../shared/errors.ts';
import { ask, type Command, given, needed, text, texts, wholeNumber } from '../command.ts';

/** Rows asked for at a time. */
const WINDOW = 5_000;

/** `name=value` pairs of an option that may be repeated; `at` finds the sign that parts them. */
function pairsOf(pairs: readonly string[], usage: string, at: (pair: string) => number): Record<string, string> | undefined {
  if (pairs.length === 0) return undefined;
  return Object.fromEntries(
    pairs.map((pair) => {
      const sign = at(pair);
      if (sign < 1) throw new AppError('usage.option', { problem: `${usage}: ${pair}` });
      return [pair.slice(0, sign), pair.slice(sign + 1)];
    }),
  );
}

/** A field has no `=` in its name, a header may. */
const mapOf = (pairs: readonly string[]): Record<string, string> | undefined =>
  pairsOf(pairs.map((pair) => pair.replace(/^refs\./, '')), '--map field=HEADER', (pair) => pair.indexOf('='));

/** A meaning has no `=` in it, a bank's word may. */
const wordsOf = (pairs: readonly string[]): Record<string, string> | undefined =>
  pairsOf(pairs, `--words WORD=${wordMeanings.join('|')}`, (pair) => pair.lastIndexOf('='));

export const importCommand: Command = {
  usage:
    'FILE... [--profile NAME] [--map field=HEADER ...] [--decimal comma|dot] [--date-order dmy|mdy] [--instalments parts|whole|whole_at_last] [--words WORD=sale|refund|... ...] [--ask-words] [--header-row N] [--accept-layout] [--save-profile NAME]',
  options: {
    profile: { type: 'string' },
    map: { type: 'string', multiple: true },
    decimal: { type: 'string' },
    'date-order': { type: 'string' },
    instalments: { type: 'string' },
    words: { type: 'string', multiple: true },
    'ask-words': { type: 'boolean' },
    'header-row': { type: 'string' },
    'accept-layout': { type: 'boolean' },
    'save-profile': { type: 'string' },
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
        instalments: text(invocation, 'instalments'),
        words: wordsOf(texts(invocation, 'words')),
        header_row: wholeNumber(invocation, 'header-row'),
        save_profile: text(invocation, 'save-profile'),
      }),
      accept_layout: invocation.values['accept-layout'] === true,
      // Nobody sits before an unattended run: rows of unknown words are rejected and counted, unless it is to stop.
      unknown_words: invocation.values['ask-words'] === true ? 'ask' : 'reject',
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
