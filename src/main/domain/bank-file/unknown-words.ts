import { wordMeanings } from '../../../shared/bank-profile.ts';
import { AppError } from '../../../shared/errors.ts';

/** So many rows of a word are named. */
const ROWS_NAMED = 5;

/** A word of a type or status column that nobody knows. */
export interface UnknownWord {
  readonly code: 'unknown_type' | 'unknown_status';
  readonly word: string;
  /** Rows that were rejected for it. */
  count: number;
  /** Of these, rows with a day and an amount: only the word keeps them from counting. */
  asked: number;
  /** The first of these rows, as Excel numbers them. */
  readonly rows: number[];
}

/** Collects the words nobody knows, each once. */
export class UnknownWords {
  readonly #seen = new Map<string, UnknownWord>();

  add(code: UnknownWord['code'], word: string, row: number, isMoney: boolean): void {
    const key = `${code} ${word}`;
    const seen = this.#seen.get(key) ?? { code, word, count: 0, asked: 0, rows: [] };
    seen.count += 1;
    if (isMoney) seen.asked += 1;
    if (seen.rows.length < ROWS_NAMED) seen.rows.push(row);
    this.#seen.set(key, seen);
  }

  list(): UnknownWord[] {
    return [...this.#seen.values()];
  }
}

/**
 * Asks what the words mean that decide about money: `input.unknown_words` with each
 * word, how many rows it keeps from counting and the first of them. A blank cell is no
 * word and cannot be asked about.
 */
export function askAbout(unknown: UnknownWords): void {
  const open = unknown.list().filter(({ word, asked }) => word !== '' && asked > 0);
  if (open.length === 0) return;
  const words = open.map(({ code, word, asked, rows }) => ({ word, column: code === 'unknown_type' ? 'kind' : 'status', count: asked, rows }));
  const named = words.map(({ word, count }) => `${word} (${count})`).join(', ');
  throw new AppError('input.unknown_words', { named, words, meanings: [...wordMeanings] });
}
