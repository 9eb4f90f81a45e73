import type { ReadRow } from './read-row.ts';
import { foldWords } from './fold.ts';
import type { WarningLog } from './warnings.ts';

const isTransaction = ({ row }: ReadRow): boolean =>
  row.kind === 'sale' || row.kind === 'refund' || row.kind === 'void';

/** Amounts that fit a total: as the file signs them, and as directions say where it does not. */
interface Running {
  signed: number;
  /** `signed` with the rows in other currencies, which some banks add up all the same. */
  mixed: number;
  directed: number;
  net: number;
}

const zero = (): Running => ({ signed: 0, mixed: 0, directed: 0, net: 0 });

function add(running: Running, read: ReadRow): void {
  const amount = read.row.amount ?? 0;
  running.mixed += read.gross ?? 0;
  if (read.row.currency !== 'TRY') return;
  running.signed += read.gross ?? 0;
  running.net += read.net ?? 0;
  if (read.row.kind === 'sale') running.directed += amount;
  if (read.row.kind === 'refund' || read.row.kind === 'void') running.directed -= amount;
}

/**
 * Holds the file's own totals against the rows above them: all of them for a grand
 * total, those since the last total for a subtotal. `total_differs` in kuruş.
 */
export function checkTotals(reads: readonly ReadRow[], log: WarningLog): void {
  const all = zero();
  let since = zero();
  for (const read of reads) {
    if (read.row.kind !== 'total') {
      add(all, read);
      add(since, read);
      continue;
    }
    const found = read.gross ?? read.net;
    if (found === null) continue;
    const isGross = read.gross !== null;
    const fits = (sum: Running): boolean =>
      isGross ? found === sum.signed || found === sum.directed || found === sum.mixed : found === sum.net;
    if (!fits(all) && !fits(since)) {
      const sub = read.row.cells.some((cell) => /(?:^| )(?:ara|alt|sub) ?to/.test(foldWords(cell)));
      const sum = sub ? since : all;
      log.add('total_differs', read.row.row, { expected: isGross ? sum.signed : sum.net, found });
    }
    since = zero();
  }
}

interface Balance {
  readonly read: ReadRow;
  readonly with_deductions: boolean;
  readonly without_deductions: boolean;
}

function balances(read: ReadRow, deductions: number): boolean {
  const { gross, commission, net } = read;
  if (gross === null || commission === null || net === null) return true;
  const [g, c, d, n] = [gross, commission, deductions, net].map(Math.abs) as [number, number, number, number];
  if (g - c - d === n || gross - commission - deductions === net) return true;
  // On a refund a bank may keep its commission, so that more than the gross goes back.
  return read.row.kind !== 'sale' && g + c + d === n;
}

/**
 * Checks gross minus commission minus deductions against the net, row by row. In some
 * exports the deductions are parts of the commission; whichever reading fits more
 * rows of the file is the file's, and the others differ (`net_differs`, kuruş).
 */
export function checkNets(reads: readonly ReadRow[], log: WarningLog): void {
  const checked: Balance[] = [];
  for (const read of reads) {
    if (!isTransaction(read) || read.gross === null || read.net === null || read.commission === null) continue;
    const deductions = read.deductions ?? 0;
    checked.push({ read, with_deductions: balances(read, deductions), without_deductions: balances(read, 0) });
  }
  const withCount = checked.filter((one) => one.with_deductions).length;
  const withoutCount = checked.filter((one) => one.without_deductions).length;
  const within = withoutCount > withCount;
  for (const { read, with_deductions, without_deductions } of checked) {
    if (within ? without_deductions : with_deductions) continue;
    const kept = Math.abs(read.commission ?? 0) + (within ? 0 : Math.abs(read.deductions ?? 0));
    const expected = Math.abs(read.gross ?? 0) - kept;
    log.add('net_differs', read.row.row, { expected, found: Math.abs(read.net ?? 0) });
  }
}

function groupRows(reads: readonly ReadRow[], keyOf: (read: ReadRow) => string | null): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const read of reads) {
    const key = keyOf(read);
    if (key === null) continue;
    const rows = groups.get(key);
    if (rows === undefined) groups.set(key, [read.row.row]);
    else rows.push(read.row.row);
  }
  return groups;
}

const ROWS_NAMED = 20;

function logGroups(groups: Map<string, number[]>, code: string, log: WarningLog, params: (key: string) => Record<string, string>): void {
  for (const [key, rows] of groups) {
    if (rows.length < 2) continue;
    const named = rows.slice(0, ROWS_NAMED).join(', ') + (rows.length > ROWS_NAMED ? ', …' : '');
    log.add(code, rows[0] ?? null, { ...params(key), rows: named, count: rows.length });
  }
}

/** Flags rows that are equal cell by cell, and bank ids that stand in more than one row. Both may be real. */
export function checkRepeats(reads: readonly ReadRow[], log: WarningLog): void {
  const comparable = reads.filter(({ row }) => row.kind !== 'total' && row.note !== 'not_a_transaction');
  logGroups(groupRows(comparable, ({ row }) => row.cells.join('\u001f')), 'equal_rows', log, () => ({}));
  const ids = groupRows(comparable.filter(isTransaction), ({ row }) => row.bank_transaction_id);
  logGroups(ids, 'repeated_id', log, (id) => ({ id }));
}
