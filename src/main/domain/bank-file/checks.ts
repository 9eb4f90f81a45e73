import type { ReadRow } from './read-row.ts';
import { readAmount } from './amounts.ts';
import { foldWords } from './fold.ts';
import { RepeatFinder, type RepeatedRows } from './repeats.ts';
import { WarningLog } from './warnings.ts';

const isTransaction = ({ row }: ReadRow): boolean =>
  row.kind === 'sale' || row.kind === 'refund' || row.kind === 'void';

const moneyFields = ['gross', 'commission', 'net'] as const;
type MoneyField = (typeof moneyFields)[number];

/**
 * How a bank may have added up: the figures as the file signs them, as directions say
 * where it does not, or with the rows in other currencies, which some banks add all the same.
 */
const ways = ['signed', 'directed', 'mixed'] as const;

type Sums = Record<MoneyField, Record<(typeof ways)[number], number>>;

const zero = (): Sums => ({
  gross: { signed: 0, directed: 0, mixed: 0 },
  commission: { signed: 0, directed: 0, mixed: 0 },
  net: { signed: 0, directed: 0, mixed: 0 },
});

const copyOf = ({ gross, commission, net }: Sums): Sums => ({ gross: { ...gross }, commission: { ...commission }, net: { ...net } });

function add(sums: Sums, read: ReadRow): void {
  const direction = read.row.kind === 'sale' ? 1 : isTransaction(read) ? -1 : 0;
  const isLira = read.row.currency === 'TRY';
  addAmount(sums.gross, read.gross ?? 0, direction, isLira);
  addAmount(sums.commission, read.commission ?? 0, direction, isLira);
  addAmount(sums.net, read.net ?? 0, direction, isLira);
}

function addAmount(sums: Sums[MoneyField], amount: number, direction: number, isLira: boolean): void {
  sums.mixed += amount;
  if (!isLira) return;
  sums.signed += amount;
  sums.directed += direction * Math.abs(amount);
}

/** What had been added up where the totals of a file stand, so that one of any stretch before it can be told. */
class Boundaries {
  readonly #seen = new Set<string>();
  readonly #counts = new Set<number>();
  /** At the last total: where a subtotal's own stretch begins. */
  last = zero();

  constructor() {
    this.mark(zero(), 0);
  }

  mark(sums: Sums, count: number): void {
    for (const field of moneyFields) for (const way of ways) this.#seen.add(`${field} ${way} ${sums[field][way]}`);
    this.#counts.add(count);
    this.last = copyOf(sums);
  }

  /** Whether the figure is the sum of the rows since one of the totals, or since the first row. */
  fits(field: MoneyField, found: number, sums: Sums): boolean {
    return ways.some((way) => this.#seen.has(`${field} ${way} ${sums[field][way] - found}`));
  }

  fitsCount(found: number, count: number): boolean {
    return this.#counts.has(count - found);
  }
}

const subtotalWords = /(?:^| )(?:ara|alt|sub) ?to/;
const countWords = /(?:^| )(?:adet|adedi|sayisi|count)(?: |$)/;
/** Two decimals: what a sum of money looks like in a cell of its own. */
const moneyCell = /[.,]\d{2}\D*$/;

/** Kuruş of the cells of a total that stands outside the amount columns; their own decimals say their sign. */
function strayFigures(cells: readonly string[]): number[] {
  return cells
    .filter((cell) => moneyCell.test(cell))
    .map((cell) => readAmount(cell, /,\d{2}\D*$/.test(cell) ? 'comma' : 'dot'))
    .flatMap((reading) => (reading.state === 'ok' ? [reading.kurus] : []));
}

/** Checks one total against the rows above it; what does not fit is logged in kuruş, with its column. */
function checkTotal(read: ReadRow, headers: Readonly<Record<MoneyField, string>>, sums: Sums, before: Boundaries, log: WarningLog): void {
  const { row, cells } = read.row;
  const isSub = cells.some((cell) => subtotalWords.test(foldWords(cell)));
  const expectedOf = (field: MoneyField): number => sums[field].signed - (isSub ? before.last[field].signed : 0);
  const named = moneyFields.filter((field) => read[field] !== null);
  for (const field of named) {
    const found = read[field] ?? 0;
    if (!before.fits(field, found, sums)) log.add('total_differs', row, { header: headers[field], expected: expectedOf(field), found });
  }
  const [stray, ...others] = named.length > 0 ? [] : strayFigures(cells);
  if (stray === undefined || others.length > 0) return;
  if (!before.fits('gross', stray, sums) && !before.fits('net', stray, sums)) {
    log.add('total_differs', row, { header: headers.gross, expected: expectedOf('gross'), found: stray });
  }
}

/** Checks a number of rows, where a total names one in a cell of its own. */
function checkCount({ row: { row, cells } }: ReadRow, count: number, before: Boundaries, log: WarningLog): void {
  if (!cells.some((cell) => countWords.test(foldWords(cell)))) return;
  const [found, ...others] = cells.filter((cell) => /^\d{1,9}$/.test(cell)).map(Number);
  if (found === undefined || others.length > 0 || before.fitsCount(found, count)) return;
  log.add('count_differs', row, { expected: count, found });
}

/**
 * Holds the file's own totals against the rows above them: a total may be of all rows or
 * of those since any earlier total (by day, by terminal), in any of the amount columns or
 * beside them, and may count rows. `headers`: what the columns are called.
 */
class TotalsCheck {
  readonly log = new WarningLog();
  readonly #headers: Readonly<Record<MoneyField, string>>;
  readonly #sums = zero();
  readonly #before = new Boundaries();
  #count = 0;
  #isCounted = false;

  constructor(headers: Readonly<Record<MoneyField, string>>) {
    this.#headers = headers;
  }

  add(read: ReadRow): void {
    if (read.row.kind !== 'total') {
      add(this.#sums, read);
      this.#count += read.row.note === 'not_a_transaction' ? 0 : 1;
      this.#isCounted = false;
      return;
    }
    checkTotal(read, this.#headers, this.#sums, this.#before, this.log);
    checkCount(read, this.#count, this.#before, this.log);
    // Several lines of totals at one place are about the same rows.
    if (!this.#isCounted) this.#before.mark(this.#sums, this.#count);
    this.#isCounted = true;
  }
}

function balances(read: ReadRow, deductions: number): boolean {
  const { gross, net } = read;
  const commission = read.commission ?? 0;
  if (gross === null || net === null) return true;
  const [g, c, d, n] = [Math.abs(gross), Math.abs(commission), Math.abs(deductions), Math.abs(net)];
  if (g - c - d === n || gross - commission - deductions === net) return true;
  // On a refund a bank may keep its commission, so that more than the gross goes back.
  return read.row.kind !== 'sale' && g + c + d === n;
}

/**
 * Checks gross minus commission minus deductions against the net, row by row. In some
 * exports the deductions are parts of the commission; whichever reading fits more
 * rows of the file is the file's, and the others differ (`net_differs`, kuruş).
 * `hasCommission`: the file has a column of it.
 */
class NetsCheck {
  readonly #hasCommission: boolean;
  /** What differs if deductions are beside the commission, and if they are parts of it. */
  readonly #beside = new WarningLog();
  readonly #within = new WarningLog();
  #fitBeside = 0;
  #fitWithin = 0;

  constructor(hasCommission: boolean) {
    this.#hasCommission = hasCommission;
  }

  get log(): WarningLog {
    return this.#fitWithin > this.#fitBeside ? this.#within : this.#beside;
  }

  add(read: ReadRow): void {
    if (!isTransaction(read) || read.gross === null || read.net === null) return;
    // What was kept back and is not there, or could not be read, leaves nothing to compare with.
    if (read.commission === null && (this.#hasCommission || read.deductions === null)) return;
    const deductions = read.deductions ?? 0;
    if (balances(read, deductions)) this.#fitBeside += 1;
    else differs(read, deductions, this.#beside);
    if (balances(read, 0)) this.#fitWithin += 1;
    else differs(read, 0, this.#within);
  }
}

function differs({ row, gross, commission, net }: ReadRow, deductions: number, log: WarningLog): void {
  const expected = Math.abs(gross ?? 0) - Math.abs(commission ?? 0) - Math.abs(deductions);
  log.add('net_differs', row.row, { expected, found: Math.abs(net ?? 0) });
}

/** Flags rows that are equal cell by cell, and bank ids that stand in more than one row. Both may be real. */
class RepeatsCheck {
  readonly #rows: RepeatFinder;
  readonly #ids: RepeatFinder;

  constructor(expected: number) {
    this.#rows = new RepeatFinder(expected);
    this.#ids = new RepeatFinder(expected);
  }

  add(read: ReadRow): void {
    const { kind, note, row, cells, bank_transaction_id } = read.row;
    if (kind === 'total' || note === 'not_a_transaction') return;
    this.#rows.add(cells, row);
    if (bank_transaction_id !== null && isTransaction(read)) this.#ids.add([bank_transaction_id], row);
  }

  get log(): WarningLog {
    const log = new WarningLog();
    const told = ({ rows, count }: RepeatedRows): { rows: string; count: number } => ({ rows: rows.join(', ') + (count > rows.length ? ', …' : ''), count });
    for (const group of this.#rows.list()) log.add('equal_rows', group.rows[0] ?? null, told(group));
    for (const group of this.#ids.list()) log.add('repeated_id', group.rows[0] ?? null, { id: group.key, ...told(group) });
    return log;
  }
}

/** Everything a whole file is checked for while its rows are read: totals, nets and repeated rows. */
export class FileChecks {
  readonly #totals: TotalsCheck;
  readonly #nets: NetsCheck;
  readonly #repeats: RepeatsCheck;

  /** `headers`: what the columns are called; `hasCommission`: the file has a column of it; `expected`: about how many rows come. */
  constructor(headers: Readonly<Record<MoneyField, string>>, hasCommission: boolean, expected: number) {
    this.#repeats = new RepeatsCheck(expected);
    this.#totals = new TotalsCheck(headers);
    this.#nets = new NetsCheck(hasCommission);
  }

  add(read: ReadRow): void {
    this.#totals.add(read);
    this.#nets.add(read);
    this.#repeats.add(read);
  }

  /** Adds what was found to the file's remarks. */
  report(log: WarningLog): void {
    for (const check of [this.#totals, this.#nets, this.#repeats]) log.absorb(check.log);
  }
}
