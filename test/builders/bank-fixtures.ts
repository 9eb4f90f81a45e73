import type { CodePage, SheetCell } from './bank-files.ts';
import { has, isMoving, keptColumns, netOf, RowWriter, truthOf, type Variation } from './bank-cells.ts';
import type { BankExport, Holds } from './bank-exports.ts';
import { digits, randomOf, truthRows, type TruthRow } from './bank-truth.ts';
import { fileOf, isTyped, misread } from './bank-writers.ts';

/** What must come out of a row; `row` as Excel shows it. Null: the file does not say. */
export interface ExpectedRow {
  readonly row: number;
  readonly kind: TruthRow['kind'] | 'total' | 'rejected';
  readonly note?: string;
  readonly truth?: Readonly<Record<string, unknown>>;
}

export interface Fixture {
  readonly bytes: Uint8Array;
  readonly expected: readonly ExpectedRow[];
  readonly blank: number;
  /** Kuruş of what moves money, TRY alone. */
  readonly amounts: Readonly<Record<'sales' | 'refunds' | 'voids', number>>;
  readonly warnings: readonly string[];
}

const TITLES = ['ÖRNEK BANKASI ÜYE İŞYERİ HAREKET RAPORU', 'Dönem: 01.05.2026 - 31.05.2026', 'Düzenleyen: Şube İşlemleri'];

interface Line {
  readonly cells: readonly SheetCell[];
  readonly expected: Omit<ExpectedRow, 'row'> | null;
}

const BLANK: Line = { cells: [], expected: null };

/** Puts one file of a bank together, and with it all that must come out of it. */
class FixtureMaker {
  readonly #layout: BankExport;
  readonly #v: Variation;
  readonly #random: () => number;
  readonly #rows: readonly TruthRow[];
  readonly #columns: BankExport['columns'];
  readonly #writer: RowWriter;
  readonly #hasCode: boolean;
  readonly #body: Line[];
  /** Rows a total of the bank's adds up. */
  readonly #added: TruthRow[];
  readonly #warnings = new Set<string>();

  constructor(layout: BankExport, variation: Variation, seed: number) {
    this.#layout = layout;
    this.#v = variation;
    this.#random = randomOf(seed);
    const kinds = (Object.keys(layout.words) as TruthRow['kind'][]).filter((kind) => kind !== 'sale');
    const foreign = variation.fault === 'foreign' && has(layout, 'currency', 'currency_code');
    const able = { kinds, instalments: has(layout, 'count', 'pair'), foreign };
    this.#rows = truthRows(this.#random, 8 + Math.floor(this.#random() * 10), able);
    const optional = layout.optional_code !== undefined && variation.with_code;
    this.#columns = optional ? [...layout.columns, [layout.optional_code ?? '', 'code']] : layout.columns;
    this.#hasCode = this.#columns.some(([, holds]) => holds === 'code');
    this.#writer = new RowWriter(layout, variation);
    this.#added = [...this.#rows];
    this.#body = this.#rows.map((row) => ({
      cells: this.#columns.map(([, holds]) => this.#writer.cell(holds, row)),
      expected: { kind: row.kind, truth: truthOf(layout, variation, row, this.#hasCode) },
    }));
  }

  make(): Fixture {
    this.#spoil();
    this.#warnOfRows();
    const count = this.#body.length;
    const body = this.#withDayTotals();
    if (this.#v.fault === 'blank_rows') body.splice(2, 0, BLANK, BLANK);
    const foot = this.#foot(count);
    const titles: Line[] = TITLES.slice(0, this.#v.titles).map((title) => ({ cells: [title], expected: null }));
    const head: Line = { cells: this.#columns.map(([header]) => header), expected: null };
    const under = this.#random() < 0.5 ? [BLANK] : [];
    const all = [...titles, ...(this.#v.titles > 1 ? [BLANK] : []), head, ...under, ...body, ...foot];
    return this.#fixture(all, all.indexOf(head));
  }

  #fixture(all: readonly Line[], headAt: number): Fixture {
    const misled = this.#v.fault === 'misread';
    const written = (cell: SheetCell): SheetCell => (misled && typeof cell === 'string' ? misread(cell) : cell);
    // Ö and Ü are the same in both code pages: a file without ğ, ı and ş was read right.
    if (all.some(({ cells }) => cells.some((cell) => written(cell) !== cell))) this.#warnings.add('text_mended');
    const sum = (kind: TruthRow['kind']): number => {
      const counted = all.filter(({ expected }) => expected?.kind === kind && expected.truth?.['currency'] === 'TRY');
      return counted.reduce((total, { expected }) => total + Number(expected?.truth?.['amount']), 0);
    };
    return {
      bytes: fileOf(all.map((line) => line.cells.map(written)), this.#v.kind, this.#v.code_page),
      expected: all.flatMap(({ expected }, index) => (expected === null ? [] : [{ row: index + 1, ...expected }])),
      blank: all.slice(headAt + 1).filter((line) => line === BLANK).length,
      amounts: { sales: sum('sale'), refunds: sum('refund'), voids: sum('void') },
      warnings: [...this.#warnings].sort(),
    };
  }

  /** The columns that hold something. */
  #at(holds: Holds): number[] {
    return this.#columns.flatMap(([, each], index) => (each === holds ? [index] : []));
  }

  #rejected(index: number, holds: Holds, cell: SheetCell, note: string): void {
    const line = this.#body[index];
    if (line === undefined) return;
    const cells = this.#at(holds).reduce((some, column) => some.with(column, cell), line.cells);
    this.#body[index] = { cells, expected: { kind: 'rejected', note } };
    this.#warnings.add(note);
  }

  #spoil(): void {
    const index = this.#rows.findLastIndex((row) => row.kind === 'sale');
    const [line, sale] = [this.#body[index], this.#rows[index]];
    if (line === undefined || sale === undefined) throw new RangeError('every file has a sale');
    switch (this.#v.fault) {
      case 'bad_amount':
        this.#rejected(index, 'gross', 'hatalı', 'bad_amount');
        this.#added.splice(index, 1);
        return;
      case 'bad_day':
        return this.#rejected(index, 'day', '31.02.2026', 'bad_date');
      case 'wrong_net':
        return this.#wrongNet(index, line, sale);
      case 'equal':
        this.#body.splice(index, 0, line);
        this.#added.push(sale);
        this.#warnings.add('equal_rows');
        if (this.#layout.id !== null) this.#warnings.add('repeated_id');
        return;
      default:
        return;
    }
  }

  #wrongNet(index: number, { cells, expected }: Line, sale: TruthRow): void {
    const { commission, deductions } = keptColumns(this.#layout);
    const net = netOf(this.#layout, sale) + 1;
    const [column] = this.#at('net');
    if (column === undefined) return;
    this.#body[index] = { cells: cells.with(column, this.#writer.money(net)), expected: { kind: 'sale', truth: { ...expected?.truth, net } } };
    if (commission || deductions > 0) this.#warnings.add('net_differs');
  }

  #warnOfRows(): void {
    const numeric = this.#v.fault === 'numeric_codes' && isTyped(this.#v.kind) && this.#hasCode;
    if (numeric && this.#rows.some((row) => isMoving(row) && row.code.startsWith('0'))) this.#warnings.add('code_padded');
    if (this.#rows.some((row) => row.currency === 'USD')) this.#warnings.add('foreign_currency');
    if (this.#body.some(({ expected }) => expected?.truth?.['instalment_part'] === true)) this.#warnings.add('instalments_unclear');
    if (!this.#hasCode && this.#layout.id === null) this.#warnings.add('no_identity');
  }

  #grossOf(rows: readonly TruthRow[]): number {
    return rows.reduce((sum, row) => sum + (this.#layout.signed && row.kind === 'refund' ? -row.amount : row.amount), 0);
  }

  #total(label: string, kurus: number | null, count?: number): Line {
    const room = this.#columns.findIndex(([, holds]) => holds === 'name' || holds === 'text' || holds === 'empty' || holds === 'end_day');
    const labelAt = room < 0 ? (this.#at('day')[0] ?? 0) : room;
    const cells = this.#columns.map(([, holds], index) => {
      if (index === labelAt) return label;
      if (holds === 'gross' && kurus !== null) return this.#writer.money(kurus);
      return holds === 'merchant' && count !== undefined ? String(count) : '';
    });
    return { cells, expected: { kind: 'total' } };
  }

  /** A total under each day's rows, where the rows stand as the days do. */
  #withDayTotals(): Line[] {
    if (this.#v.footer !== 'by_day' || this.#v.fault === 'equal' || this.#v.fault === 'bad_amount') return [...this.#body];
    return this.#body.flatMap((line, index) => {
      const day = this.#rows[index]?.day;
      const mine = this.#rows.filter((row) => row.day === day);
      return this.#rows[index + 1]?.day === day ? [line] : [line, this.#total('GÜN TOPLAMI', this.#grossOf(mine))];
    });
  }

  #foot(count: number): Line[] {
    switch (this.#v.footer) {
      case 'total':
      case 'by_day':
        return [BLANK, this.#total('GENEL TOPLAM', this.#grossOf(this.#added))];
      case 'wrong':
        this.#warnings.add('total_differs');
        return [this.#total('TOPLAM', this.#grossOf(this.#added) + 1)];
      case 'count':
        return this.#at('merchant').length === 0 ? [] : [this.#total('Toplam İşlem Adedi', null, count)];
      case 'note':
        this.#warnings.add('not_a_transaction');
        return [{ cells: [`Bu rapor bilgi amaçlıdır. No: ${digits(this.#random, 6)}`], expected: { kind: 'rejected', note: 'not_a_transaction' } }];
      case 'none':
        return [];
    }
  }
}

/** One file of a bank and everything that must come out of it. The same seed gives the same file. */
export function fixtureOf(layout: BankExport, variation: Variation, seed: number): Fixture {
  return new FixtureMaker(layout, variation, seed).make();
}

/** What a bank sends that must be refused, with the code of the refusal. */
export const refusals = ['only_header', 'no_columns', 'open_amounts'] as const;

/** A file of this bank that no row may come out of; null where this bank's cannot be so. */
export function refusedFile(layout: BankExport, refusal: (typeof refusals)[number], codePage: CodePage): { bytes: Uint8Array; code: string } | null {
  const kind = layout.comes_as === 'sheet' ? 'html' : 'csv;';
  const head = layout.columns.map(([header]) => header);
  const bytesOf = (rows: readonly (readonly SheetCell[])[]): Uint8Array => fileOf(rows, kind, codePage);
  if (refusal === 'only_header') return { bytes: bytesOf([head, []]), code: 'input.no_rows' };
  const [row] = truthRows(randomOf(1), 1, { kinds: [], instalments: false, foreign: false });
  if (row === undefined) throw new RangeError('one row');
  const variation: Variation = { kind, code_page: codePage, titles: 0, footer: 'none', fault: 'none', amounts: 'turkish', days: layout.days, times: 'none', with_code: false };
  const writer = new RowWriter(layout, variation);
  const cells = layout.columns.map(([, holds]) => writer.cell(holds, row));
  if (refusal === 'no_columns') return { bytes: bytesOf([['Sayın müşterimiz,'], ['dökümünüz ektedir.']]), code: 'input.no_header' };
  // Three digits behind a dot or a comma are a group or decimals: only the bank's own way of writing decides.
  if (layout.decimal === 'dot' || layout.profile === 'akbank-csv' || layout.profile === 'vakifbank-csv') return null;
  const open = layout.columns.map(([, holds], index) => (holds === 'gross' ? '1.234' : (cells[index] ?? '')));
  return { bytes: bytesOf([head, open]), code: 'input.decimal_unclear' };
}
