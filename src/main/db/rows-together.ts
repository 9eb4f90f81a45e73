import type BetterSqlite3 from 'better-sqlite3';
import type { WritableDb } from './database.ts';

const AT_ONCE = 32;
/** Statements kept; rows of one table differ in a few ways. */
const MOST_STATEMENTS = 100;

/**
 * Writes rows of one table as they come; call it inside a transaction. Handing SQLite a
 * value costs more than writing it: rows go in together, and what is the same in all of
 * them is handed over once.
 */
export class RowsTogether {
  readonly #db: WritableDb;
  readonly #table: string;
  readonly #columns: readonly string[];
  readonly #fixed: Readonly<Record<string, unknown>>;
  readonly #statements = new Map<string, BetterSqlite3.Statement<unknown[]>>();
  readonly #rows: (readonly unknown[])[] = [];

  /** `columns`: of the values of {@link add}; `fixed`: columns with one value in every row. Names stand in the code, never in data. */
  constructor(db: WritableDb, table: string, columns: readonly string[], fixed: Readonly<Record<string, unknown>>) {
    this.#db = db;
    this.#table = table;
    this.#columns = columns;
    this.#fixed = fixed;
  }

  add(values: readonly unknown[]): void {
    this.#rows.push(values);
    if (this.#rows.length === AT_ONCE) this.#write();
  }

  /** Writes what is left. */
  end(): void {
    if (this.#rows.length > 0) this.#write();
  }

  #write(): void {
    const rows = this.#rows;
    const [first = []] = rows;
    const varying: number[] = [];
    const shared: Record<string, unknown> = { ...this.#fixed };
    for (const [at, column] of this.#columns.entries()) {
      if (rows.some((row) => row[at] !== first[at])) varying.push(at);
      else shared[column] = first[at];
    }
    const values: unknown[] = [];
    for (const row of rows) for (const at of varying) values.push(row[at]);
    this.#statement(varying, rows.length).run(values, shared);
    rows.length = 0;
  }

  #statement(varying: readonly number[], count: number): BetterSqlite3.Statement<unknown[]> {
    const key = `${count} ${varying.join(' ')}`;
    const known = this.#statements.get(key);
    if (known !== undefined) return known;
    const fixed = Object.keys(this.#fixed);
    const places = [...fixed.map((column) => `@${column}`), ...this.#columns.map((column, at) => (varying.includes(at) ? '?' : `@${column}`))];
    const rows = Array.from({ length: count }, () => `(${places.join(', ')})`).join(', ');
    const statement = this.#db.prepare<unknown[]>(`INSERT INTO ${this.#table} (${[...fixed, ...this.#columns].join(', ')}) VALUES ${rows}`);
    if (this.#statements.size >= MOST_STATEMENTS) this.#statements.clear();
    this.#statements.set(key, statement);
    return statement;
  }
}
