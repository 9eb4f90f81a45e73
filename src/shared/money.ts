import { z } from 'zod';
import { AppError } from './errors.ts';

/**
 * Money is an integer number of kuruş, always within Number.MAX_SAFE_INTEGER
 * (about 90 trillion lira). `z.int()` refuses anything beyond, so a larger value
 * on the wire is an error with a name and never a rounded number.
 */
export const kurus = z.int();

/** An amount of one row: kuruş, never negative; what the row is says its direction. */
export const kurusAmount = z.int().nonnegative();

/** Adds kuruş. Throws AppError('state.sum_too_large') where a double can no longer hold the sum exactly. */
export function addKurus(a: number, b: number): number {
  const sum = a + b;
  if (!Number.isSafeInteger(sum)) throw new AppError('state.sum_too_large');
  return sum;
}

/** Sum of kuruş with the same guard as {@link addKurus}. */
export function sumKurus(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum = addKurus(sum, value);
  return sum;
}

/** `-1.234,56`: Turkish digits grouping of kuruş, with a true minus sign, without the currency. */
export function formatKurus(value: number): string {
  const sign = value < 0 ? '\u2212' : '';
  const digits = String(Math.abs(value)).padStart(3, '0');
  const lira = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, '.');
  return `${sign}${lira},${digits.slice(-2)}`;
}
