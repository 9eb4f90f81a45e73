import type { BankRow } from '../../../shared/bank-row.ts';
import { type NotConsidered, type NotSent, notConsidered, notSent, type PreviewProof } from '../../../shared/contract/preview.ts';
import { addKurus } from '../../../shared/money.ts';
import { notConsideredFor } from './considered.ts';
import type { PayvenTransaction, PlanLine, RowPlace } from './plan.ts';

/** Rows, and kuruş of those in TRY. */
interface Part {
  readonly rows: number;
  readonly amount: number;
}

type ProofSide = PreviewProof['bank'];
type FileRow = Pick<BankRow, 'kind' | 'amount' | 'currency'> & RowPlace;
type Transaction = Pick<PayvenTransaction, 'id' | 'amount' | 'currency' | 'status'>;

/** What a plan was made of, and what the tables say there is. */
export interface ProofInput<Row extends FileRow> {
  readonly lines: readonly PlanLine[];
  /** Every row of the files, and why those that are not sent by themselves stay here. */
  readonly rows: readonly Row[];
  readonly kept: ReadonlyMap<Row, keyof NotSent>;
  /** Of the scope asked about, created in the period; those of another scope are counted alone. */
  readonly transactions: Iterable<Transaction>;
  readonly elsewhere: Part;
  /** Counted in the tables, apart from everything above. */
  readonly totals: { readonly bank: Part; readonly payven: Part };
}

/** How many places of what is unaccounted for are named. */
const NAMED = 20;
const nothing: Part = { rows: 0, amount: 0 };
const plus = (part: Part, rows: number, amount: number): Part => ({ rows: part.rows + rows, amount: addKurus(part.amount, amount) });

/** Fills one side's parts, and keeps account of what was put where. */
class Side {
  private readonly verdicts: ProofSide['verdicts'] = { Matched: nothing, AmountMismatch: nothing, StatusMismatch: nothing, OrphanDb: nothing, OrphanBank: nothing };
  private readonly apart = new Map<string, Part>();
  /** By place: what is there, less what was put into a part. */
  private readonly open: number[] = [];

  constructor(buckets: readonly string[]) {
    for (const bucket of buckets) this.apart.set(bucket, nothing);
  }

  private move(place: number, by: number): void {
    this.open[place] = (this.open[place] ?? 0) + by;
  }

  expect(place: number): void {
    this.move(place, 1);
  }

  intoVerdict(verdict: PlanLine['verdict'], place: number, amount: number): void {
    this.verdicts[verdict] = plus(this.verdicts[verdict], 1, amount);
    this.move(place, -1);
  }

  intoApart(bucket: string, place: number, amount: number): void {
    this.addApart(bucket, { rows: 1, amount });
    this.move(place, -1);
  }

  addApart(bucket: string, { rows, amount }: Part): void {
    this.apart.set(bucket, plus(this.apart.get(bucket) ?? nothing, rows, amount));
  }

  /** `named`: every place with its name. */
  against(total: Part, named: Iterable<readonly [string, number]>): ProofSide {
    const left = [...Object.values(this.verdicts), ...this.apart.values()].reduce((rest, { rows, amount }) => plus(rest, -rows, -amount), total);
    const where: string[] = [];
    for (const [name, place] of named) if ((this.open[place] ?? 0) !== 0) where.push(name);
    return { total, verdicts: this.verdicts, apart: Object.fromEntries(this.apart), unaccounted: left, where: where.sort().slice(0, NAMED) };
  }
}

/** Numbers places from 0 as they are met: a name for each would weigh as much as the rows. */
class RowPlaces {
  private readonly byImport = new Map<string, Map<number, number>>();
  private met = 0;

  numberOf({ import_id, row }: RowPlace): number {
    const rows = this.byImport.get(import_id) ?? new Map<number, number>();
    this.byImport.set(import_id, rows);
    const known = rows.get(row);
    if (known !== undefined) return known;
    rows.set(row, this.met);
    return this.met++;
  }

  *named(): Generator<[string, number]> {
    for (const [import_id, rows] of this.byImport) for (const [row, place] of rows) yield [`${import_id} ${row}`, place];
  }
}

function proveBank<Row extends FileRow>({ lines, rows, kept, totals }: ProofInput<Row>): ProofSide {
  const side = new Side(Object.keys(notSent.shape));
  const places = new RowPlaces();
  const amounts: number[] = [];
  for (const row of rows) {
    const place = places.numberOf(row);
    side.expect(place);
    amounts[place] = row.currency === 'TRY' && row.kind !== 'total' ? (row.amount ?? 0) : 0;
  }
  for (const { verdict, import_id, row, bank_amount, parts } of lines) {
    if (import_id === null || row === null) continue;
    const place = places.numberOf({ import_id, row });
    const sent = bank_amount ?? 0;
    const own = amounts[place] ?? sent;
    if (parts === undefined && sent !== own) side.expect(place);
    side.intoVerdict(verdict, place, parts === undefined ? sent : own);
  }
  for (const [row, bucket] of kept) {
    const place = places.numberOf(row);
    side.intoApart(bucket, place, amounts[place] ?? 0);
  }
  return side.against(totals.bank, places.named());
}

function provePayven<Row extends FileRow>({ lines, transactions, elsewhere, totals }: ProofInput<Row>): ProofSide {
  const side = new Side(Object.keys(notConsidered.shape));
  const places = new Map<string, number>();
  const numberOf = (id: string): number => {
    const place = places.get(id) ?? places.size;
    places.set(id, place);
    return place;
  };
  for (const { id, amount, currency, status } of transactions) {
    const place = numberOf(id);
    side.expect(place);
    const reason = notConsideredFor({ status, currency });
    if (reason !== null) side.intoApart(reason, place, (currency ?? 'TRY') === 'TRY' ? amount : 0);
  }
  for (const { verdict, transaction_id, db_amount } of lines) {
    if (transaction_id !== null) side.intoVerdict(verdict, numberOf(transaction_id), db_amount ?? 0);
  }
  side.addApart('other_scope' satisfies keyof NotConsidered, elsewhere);
  return side.against(totals.payven, places);
}

/**
 * Cuts both sides into their parts, rows and kuruş (TRY alone; a row without an amount
 * counts 0, and so does one that sums up others), and says what is in none or in two, or
 * would be sent with another amount than its own. Of a sale put together the verdict's part
 * holds the first part's own amount, while the further ones are apart in
 * `instalments_grouped`, so that all parts add up to the file. `where` names rows as
 * `import row`, transactions by id. Throws `state.sum_too_large`.
 */
export function proveSides<Row extends FileRow>(input: ProofInput<Row>): PreviewProof {
  return { bank: proveBank(input), payven: provePayven(input) };
}
