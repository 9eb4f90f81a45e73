import process from 'node:process';
import type { ReadableDb } from '../../src/main/db/database.ts';
import { openReader } from '../../src/main/db/open.ts';
import { withSharedWords } from '../../src/main/db/shared-words.ts';
import { columnsOfRows, columnsOfTransactions, type MatchedRow } from '../../src/main/domain/matching/columns.ts';
import { verdictsOf } from '../../src/main/domain/matching/plan-columns.ts';
import { countVerdicts, type PayvenTransaction } from '../../src/main/domain/matching/plan.ts';
import { matchColumns } from '../../src/main/domain/matching/twin.ts';
import { endOfDay } from '../../src/shared/day.ts';
import type { MatchedApart, Steps } from './match-apart.ts';
import { ASKED } from './match-desk.ts';
import { putInShape, shapes } from './match-shapes.ts';

/**
 * Matches the desk of a folder in one way, in a process of its own, and says how long that
 * took and how large the process was at its peak: `node match-child.ts <way> <shape> <folder>`.
 */
const [way = '', shapeName = '', data_folder = ''] = process.argv.slice(2);

/** Payven's side with the columns its matching needs, one transaction after the other. */
const transactionsOf = (db: ReadableDb): Iterable<PayvenTransaction> =>
  db
    .prepare<[], PayvenTransaction>(
      `SELECT id, created_at, amount, currency, status, operation_type, provider_transaction_id, auth_code, external_merchant_id
       FROM transactions ORDER BY created_at, id`,
    )
    .iterate();

/** The bank's side likewise. */
const rowsOf = (db: ReadableDb): Iterable<MatchedRow> =>
  db
    .prepare<[], MatchedRow>(
      `SELECT import_id, row, kind, bank_transaction_id, amount, coalesce(status, 'completed') AS status, transaction_at,
         NULL AS merchant_external_id, auth_code
       FROM import_row ORDER BY transaction_at, row`,
    )
    .iterate();

/** Both sides out of SQLite into columns, and the plan of them; one side is read after the other. */
function matchAlone(db: ReadableDb): Steps {
  const start = performance.now();
  const [transactions, rows] = [columnsOfTransactions(transactionsOf(db)), columnsOfRows(rowsOf(db))];
  const gathered = performance.now();
  const plan = matchColumns(transactions, rows, { scope: 'Connector', periodEnd: endOfDay(ASKED.to) });
  const twin = performance.now() - gathered;
  return { counts: countVerdicts(verdictsOf(plan)), ms: { gathered: gathered - start, twin } };
}

/** What one way needs is loaded for that way alone: it would weigh on the others. */
async function matched(): Promise<Steps> {
  if (way === 'preview') return (await import('./match-whole.ts')).makePreview(data_folder);
  const { read, close } = openReader(data_folder);
  const shape = shapes[shapeName];
  if (shape === undefined) throw new Error(`no such shape: ${shapeName}`);
  try {
    putInShape(read, shape);
    if (way === 'twin') return matchAlone(read);
    if (way === 'whole') return (await import('./match-whole.ts')).matchWhole(read);
    const transactions = [...withSharedWords(transactionsOf(read), ['currency', 'status', 'operation_type', 'external_merchant_id'])];
    const rows = [...withSharedWords(rowsOf(read), ['import_id', 'kind', 'status'])];
    return await (await import('./match-duck.ts')).matchInDuckdb(transactions, rows);
  } finally {
    close();
  }
}

const steps = await matched();
const answer: MatchedApart = { ...steps, rss_mib: Math.round(process.resourceUsage().maxRSS / 1024) };
process.stdout.write(JSON.stringify(answer));
