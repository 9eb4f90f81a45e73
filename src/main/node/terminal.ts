import { AppError } from '../../shared/errors.ts';
import { formatKurus } from '../../shared/money.ts';
import type { Progress } from '../app/context.ts';

/** The terminal a command talks to; tests give their own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Everything on standard input, as text. */
  readonly input: () => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person watches standard error. */
  readonly watched: boolean;
}

/** The secret on standard input, without the line's end. Throws AppError('usage.secret_missing'). */
export async function readSecret(terminal: Terminal): Promise<string> {
  const secret = (await terminal.input()).replace(/\r?\n$/, '');
  if (secret === '') throw new AppError('usage.secret_missing');
  return secret;
}

/** Fields that hold kuruş, wherever they stand in an answer. */
const MONEY = /(^|_)(amount|commission|net|db|bank|sales|refunds|voids)$/;

/** An answer for people: one line a value, amounts in lira, lists indented. */
export function humanText(value: unknown, indent = '', inMoney = false): string {
  if (value === null || value === undefined) return '–';
  if (typeof value !== 'object') return typeof value === 'number' && inMoney ? `${formatKurus(value)} TL` : String(value);
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) return value.join(', ');
    return value.map((item) => `\n${indent}- ${humanText(item, `${indent}  `).trimStart()}`).join('');
  }
  const lines = Object.entries(value).map(([key, item]) => {
    const money = key === 'amounts' || key === 'buckets' || (inMoney && typeof item === 'object') || (inMoney && typeof item === 'number') || (MONEY.test(key) && key.endsWith('amount'));
    const text = humanText(item, `${indent}  `, money);
    const nested = typeof item === 'object' && item !== null && !Array.isArray(item);
    return nested ? `${indent}${key}:\n${text}` : `${indent}${key}: ${text}`;
  });
  return lines.join('\n');
}

/** Progress on one line of standard error, rewritten in place. */
export function progressLine(terminal: Terminal): (progress: Progress) => void {
  if (!terminal.watched) return () => undefined;
  return ({ step, done, total, wait_ms }) => {
    const wait = wait_ms === undefined ? '' : ` (${Math.ceil(wait_ms / 1000)} s)`;
    terminal.err(`\r\u001B[K${step} ${done}${total === null ? '' : `/${total}`}${wait}`);
    if (done === total) terminal.err('\r\u001B[K');
  };
}
