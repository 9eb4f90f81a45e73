import { BIGINT, DuckDBDataChunk, DuckDBInstance, type DuckDBConnection, type DuckDBType, type DuckDBValue, VARCHAR } from '@duckdb/node-api';
import type { MatchedRow } from '../../src/main/domain/matching/columns.ts';
import type { PayvenTransaction } from '../../src/main/domain/matching/plan.ts';
import type { Steps } from './match-apart.ts';

/** Rows of one chunk; DuckDB's own vector size. */
const CHUNK = 2048;

type Columns<T> = Readonly<Record<string, readonly [DuckDBType, (item: T) => DuckDBValue]>>;

const ofTransaction: Columns<PayvenTransaction> = {
  id: [VARCHAR, (each) => each.id],
  created_at: [BIGINT, (each) => BigInt(each.created_at)],
  amount: [BIGINT, (each) => BigInt(each.amount)],
  status: [VARCHAR, (each) => each.status],
  bank_id: [VARCHAR, (each) => each.provider_transaction_id],
  code: [VARCHAR, (each) => each.auth_code],
};

const ofRow: Columns<MatchedRow> = {
  row: [BIGINT, (each) => BigInt(each.row)],
  transaction_at: [BIGINT, (each) => BigInt(each.transaction_at)],
  amount: [BIGINT, (each) => BigInt(each.amount)],
  status: [VARCHAR, (each) => (each.status === 'completed' ? 'Completed' : 'Canceled')],
  bank_id: [VARCHAR, (each) => each.bank_transaction_id],
  code: [VARCHAR, (each) => each.auth_code],
};

async function load<T>(connection: DuckDBConnection, table: string, columns: Columns<T>, items: readonly T[]): Promise<void> {
  const names = Object.entries(columns);
  await connection.run(`CREATE TABLE ${table} (${names.map(([name, [type]]) => `"${name}" ${type}`).join(', ')})`);
  const appender = await connection.createAppender(table);
  for (let first = 0; first < items.length; first += CHUNK) {
    const some = items.slice(first, first + CHUNK);
    const chunk = DuckDBDataChunk.create(names.map(([, [type]]) => type), some.length);
    for (const [at, [, [, valueOf]]] of names.entries()) chunk.setColumnValues(at, some.map(valueOf));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Every pair an id makes, of the rest every pair a code makes, and what is left of both sides. */
const JOIN = `
  CREATE TABLE by_id AS SELECT t.id, r.row, t.amount AS db_amount, t.status AS db_status, r.amount, r.status FROM t JOIN r USING (bank_id);
  CREATE TABLE t_left AS SELECT * FROM t ANTI JOIN by_id USING (id);
  CREATE TABLE r_left AS SELECT * FROM r ANTI JOIN by_id USING (row);
  CREATE TABLE by_code AS SELECT t.id, r.row, t.amount AS db_amount, t.status AS db_status, r.amount, r.status FROM t_left AS t JOIN r_left AS r USING (code);
  CREATE TABLE plan AS
    SELECT id, row, CASE WHEN db_amount <> amount THEN 'amount_mismatch' WHEN db_status <> status THEN 'status_mismatch' ELSE 'matched' END AS verdict
      FROM (FROM by_id UNION ALL FROM by_code)
    UNION ALL SELECT id, NULL, 'orphan_db' FROM t_left ANTI JOIN by_code USING (id)
    UNION ALL SELECT NULL, row, 'orphan_bank' FROM r_left ANTI JOIN by_code USING (row)`;

/**
 * The same rows through DuckDB: handed over chunk by chunk, then joined; ms of each. Its
 * plan stays where it is, and where a code repeats it holds every pair, not the best ones.
 */
export async function matchInDuckdb(
  transactions: readonly PayvenTransaction[],
  rows: readonly MatchedRow[],
): Promise<Steps> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const start = performance.now();
  await load(connection, 't', ofTransaction, transactions);
  await load(connection, 'r', ofRow, rows);
  const loaded = performance.now();
  await connection.run(JOIN);
  const joined = performance.now();
  const reader = await connection.runAndReadAll('SELECT verdict, count(*)::INTEGER FROM plan GROUP BY verdict');
  const counts = Object.fromEntries(reader.getRows()) as Steps['counts'];
  connection.closeSync();
  return { counts, ms: { load: loaded - start, join: joined - loaded } };
}
