import { startOfDay } from '../../src/shared/day.ts';
import type { ReadableDb } from '../../src/main/db/database.ts';
import { ASKED } from './match-desk.ts';

/** What every transaction and every row is given instead of its own. */
export interface Shape {
  readonly code?: string;
  readonly amount?: number;
  /** UTC ms. */
  readonly at?: number;
}

const code = 'A1B2C3';
const amount = 10_000;

/** Both sides as they are, and the worst they can be. */
export const shapes: Readonly<Record<string, Shape>> = {
  'as banks give them': {},
  'all codes equal': { code },
  'all amounts equal': { amount },
  'all codes, amounts and times equal': { code, amount, at: startOfDay(ASKED.from) + 43_200_000 },
};

/** A column of a table, or the value that stands in for all of it. */
const columnAs = (column: string, instead: string | number | undefined): string =>
  instead === undefined ? column : `${typeof instead === 'string' ? `'${instead}'` : instead} AS ${column}`;

/** Lets this connection see both sides in a shape; what is on disk stays as it is. */
export function putInShape(db: ReadableDb, { code, amount, at }: Shape): void {
  const instead: Readonly<Record<string, string | number | undefined>> = { auth_code: code, amount, created_at: at, transaction_at: at };
  if (Object.values(instead).every((value) => value === undefined)) return;
  for (const table of ['transactions', 'import_row'] as const) {
    const columns = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
    db.exec(`CREATE TEMP VIEW ${table} AS SELECT ${columns.map((column) => columnAs(column, instead[column])).join(', ')} FROM main.${table}`);
  }
}
