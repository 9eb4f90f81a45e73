import type { BankRow, MappableField } from '../../../shared/bank-row.ts';
import type { RowKind } from '../../../shared/enums.ts';
import type { AmountReading } from './amounts.ts';
import { cellText, isBlank, isError } from './cells.ts';
import { Classifier } from './classify.ts';
import { type DateReading, instantOf, readDate } from './dates.ts';
import { exactKey, foldWords } from './fold.ts';
import { kurusOf, readMoney, type RowMoney } from './money.ts';
import type { ReadingPlan } from './plan.ts';
import { type RawCell, UNCALCULATED } from './raw.ts';
import { readTime } from './times.ts';
import { UnknownWords } from './unknown-words.ts';
import { type Installments, maskCard, maskCardsIn, placesOfValues, readAuthCode, readCurrency, readIdentity, readInstallmentCell } from './values.ts';
import type { WarningLog } from './warnings.ts';

/** A row with its amounts still signed, for the checks that look at the whole file. */
export interface ReadRow {
  readonly row: BankRow;
  readonly gross: number | null;
  readonly commission: number | null;
  readonly deductions: number | null;
  readonly net: number | null;
}

interface Rejection {
  readonly note: string;
  readonly params: Readonly<Record<string, string>>;
}

const totalWords = /(?:^| )(?:toplam|toplami|toplamlar|toplamlari|total|totals|subtotal)(?: |$)/;
const identities = ['bank_transaction_id', 'auth_code', 'bank_merchant_no', 'terminal', 'rrn', 'order', 'gateway', 'sequence'] as const;
/** Whether an identity cannot be told any more; of texts only those with a plus are worth a look. */
const isLost = (cell: RawCell | undefined): boolean =>
  cell !== undefined && cell !== null && (typeof cell !== 'string' || cell.includes('+')) && readIdentity(cell).state === 'lost';
const notSent: ReadonlySet<RowKind> = new Set(['failed', 'fee', 'point', 'chargeback']);
const magnitude = (reading: AmountReading): number | null => (reading.state === 'ok' ? Math.abs(reading.kurus) : null);

/** Reads the rows of one file by its plan; remarks go to the log, words it does not know are counted. */
export class RowReader {
  readonly unknown_words = new UnknownWords();
  padded_codes = 0;
  readonly #plan: ReadingPlan;
  readonly #sheet: string;
  readonly #log: WarningLog;
  readonly #classifier: Classifier;
  readonly #headerKeys: readonly string[];
  /** Where the fields stand, asked for some thirty times a row. */
  readonly #places: Readonly<Partial<Record<MappableField, number>>>;
  readonly #values: ReadonlySet<number>;

  constructor(plan: ReadingPlan, sheet: string, log: WarningLog) {
    this.#plan = plan;
    this.#sheet = sheet;
    this.#log = log;
    this.#classifier = new Classifier(plan.words);
    this.#headerKeys = plan.columns.headers.map(exactKey);
    this.#places = Object.fromEntries(plan.columns.at);
    this.#values = placesOfValues(plan.columns.at);
  }

  /** Reads one row that is not blank; `row` is its number in the sheet, from 1. */
  read(cells: readonly RawCell[], row: number): ReadRow {
    const money = readMoney(cells, this.#plan);
    const date = readDate(this.#cell(cells, 'transaction_date'), this.#plan.transaction_date);
    const base = this.#base(cells, row, money, date);
    const settled = this.#settle(cells, base, money, date);
    return {
      row: settled,
      gross: kurusOf(money.gross),
      commission: kurusOf(money.commission),
      deductions: kurusOf(money.deductions),
      net: kurusOf(money.net),
    };
  }

  #cell(cells: readonly RawCell[], field: MappableField): RawCell | undefined {
    const index = this.#places[field];
    return index === undefined ? undefined : cells[index];
  }

  #header(field: MappableField): string {
    return this.#plan.columns.mapping[field] ?? this.#plan.columns.mapping.net ?? '';
  }

  /** Gives a row its kind, or rejects it with the first reason found. */
  #settle(cells: readonly RawCell[], base: BankRow, money: RowMoney, date: DateReading): BankRow {
    if (date.state !== 'ok') {
      if (this.#isTotal(cells, base)) return { ...base, kind: 'total', status: null };
      const rejection = this.#rejectUndated(cells, money, date);
      return this.#reject(base, rejection);
    }
    const broken = this.#brokenKey(cells);
    if (broken !== undefined) return this.#reject(base, broken);
    const result = this.#classifier.classify(
      {
        type: this.#textOf(cells, 'kind'),
        status: this.#textOf(cells, 'status'),
        others: this.#plan.columns.other_kinds.map((index) => cellText(cells[index])),
      },
      money.gross.state === 'ok' && money.gross.kurus < 0,
    );
    if ('problem' in result) {
      this.unknown_words.add(result.problem, result.word, base.row, this.#amountFault(cells, money, 'sale') === undefined);
      return { ...base, kind: 'rejected', status: null, note: result.problem };
    }
    const fault = this.#amountFault(cells, money, result.kind);
    if (fault !== undefined) return this.#reject(base, fault);
    for (const remark of result.remarks) this.#log.add(remark.code, base.row, { ...remark.params });
    this.#remarkUnreadable(cells, base.row, money);
    this.#addDetails(cells, base, result.remarks[0]?.code);
    // A row of its own until now: a million copies of it would be felt.
    base.kind = result.kind;
    base.status = result.status;
    return base;
  }

  #textOf(cells: readonly RawCell[], field: MappableField): string | null {
    return this.#places[field] === undefined ? null : cellText(this.#cell(cells, field));
  }

  /** A row as far as it can be read before it is known what it is. */
  #base(cells: readonly RawCell[], row: number, money: RowMoney, date: DateReading): BankRow {
    const time = date.state === 'ok' ? this.#timeOf(cells, date.time, row) : null;
    const currencyCell = this.#cell(cells, 'currency');
    const inCell = money.gross.state === 'ok' ? money.gross.currency : null;
    const texts = cells.map(cellText);
    while (texts.length > this.#headerKeys.length && texts.at(-1) === '') texts.pop();
    while (texts.length < this.#headerKeys.length) texts.push('');
    const card = readIdentity(this.#cell(cells, 'card')).text;
    for (const at of this.#plan.columns.cards) texts[at] = maskCard(texts[at] ?? '');
    texts.forEach((text, at) => {
      if (!this.#values.has(at)) texts[at] = maskCardsIn(text);
    });
    return {
      sheet: this.#sheet,
      row,
      kind: 'rejected',
      bank_transaction_id: readIdentity(this.#cell(cells, 'bank_transaction_id')).text,
      auth_code: readAuthCode(this.#cell(cells, 'auth_code'), this.#plan.code_padding).code,
      amount: magnitude(money.gross),
      currency: isBlank(currencyCell) && inCell !== null ? inCell : readCurrency(currencyCell),
      status: null,
      transaction_at: date.state === 'ok' ? instantOf(date.day, time) : null,
      time_known: time !== null,
      value_date: null,
      bank_merchant_no: readIdentity(this.#cell(cells, 'bank_merchant_no')).text,
      terminal: readIdentity(this.#cell(cells, 'terminal')).text,
      card: card === null ? null : maskCard(card),
      commission: magnitude(money.commission),
      net: magnitude(money.net),
      installment_no: null,
      installment_count: null,
      instalment_part: false,
      // Kept for parts of a sale alone, once it is known which rows are parts.
      sale_amount: magnitude(money.original) || null,
      refs: {
        rrn: readIdentity(this.#cell(cells, 'rrn')).text,
        order: readIdentity(this.#cell(cells, 'order')).text,
        gateway: readIdentity(this.#cell(cells, 'gateway')).text,
        sequence: readIdentity(this.#cell(cells, 'sequence')).text,
      },
      note: null,
      left_out: false,
      cells: texts,
    };
  }

  #timeOf(cells: readonly RawCell[], inDate: number | null, row: number): number | null {
    if (inDate !== null) return inDate;
    const cell = this.#cell(cells, 'transaction_time');
    const time = readTime(cell, this.#plan.time_has_seconds);
    if (time === undefined) {
      this.#log.add('bad_time', row, { header: this.#header('transaction_time'), value: cellText(cell) });
    }
    return time ?? null;
  }

  /** Foot rows that name a total and carry nothing of a transaction; a figure may stand in the code's column alone. */
  #isTotal(cells: readonly RawCell[], base: BankRow): boolean {
    if (base.auth_code !== null && /\d/.test(base.auth_code) && base.amount !== null) return false;
    return cells.some((cell) => typeof cell === 'string' && totalWords.test(foldWords(cell)));
  }

  #rejectUndated(cells: readonly RawCell[], money: RowMoney, date: DateReading): Rejection {
    const header = this.#header('transaction_date');
    const value = cellText(this.#cell(cells, 'transaction_date'));
    const text = cells.map(cellText).filter((one) => one !== '').join(' ').slice(0, 200);
    const repeated = cells.filter((cell, index) => typeof cell === 'string' && exactKey(cell) === this.#headerKeys[index]);
    const unreadable = money.gross.state === 'bad' && money.gross.reason === 'bad_amount';
    if (date.state === 'error') return { note: 'error_cell', params: { header, value } };
    if (money.gross.state === 'blank' || unreadable || repeated.length * 2 > this.#headerKeys.length) {
      return { note: 'not_a_transaction', params: { text } };
    }
    return { note: date.state === 'blank' ? 'no_date' : 'bad_date', params: { header, value } };
  }

  /** An error of a formula in a cell the row cannot do without. */
  #brokenKey(cells: readonly RawCell[]): Rejection | undefined {
    const keys: readonly MappableField[] = ['kind', 'status', 'auth_code', 'bank_transaction_id', 'currency'];
    for (const field of keys) {
      const cell = this.#cell(cells, field);
      if (isError(cell)) return { note: 'error_cell', params: { header: this.#header(field), value: cell.error } };
    }
    return undefined;
  }

  #amountFault(cells: readonly RawCell[], money: RowMoney, kind: RowKind): Rejection | undefined {
    const header = this.#header('amount');
    const value = cellText(this.#cell(cells, this.#plan.gross_source === 'column' ? 'amount' : 'net'));
    const { gross } = money;
    if (gross.state === 'bad') return { note: gross.reason, params: { header, value } };
    if (notSent.has(kind)) return undefined;
    if (gross.state === 'blank') return { note: 'no_amount', params: { header } };
    return gross.kurus === 0 ? { note: 'zero_amount', params: { header } } : undefined;
  }

  #reject(base: BankRow, rejection: Rejection): BankRow {
    const isOpen = rejection.note === 'error_cell' && rejection.params['value'] === UNCALCULATED.error;
    const note = isOpen ? 'formula_without_result' : rejection.note;
    this.#log.add(note, base.row, { ...rejection.params });
    return { ...base, kind: 'rejected', status: null, note };
  }

  #remarkUnreadable(cells: readonly RawCell[], row: number, money: RowMoney): void {
    for (const field of ['commission', 'deductions', 'net'] as const) {
      const reading = money[field];
      if (reading.state !== 'bad') continue;
      const value = field === 'deductions' ? '' : cellText(this.#cell(cells, field));
      this.#log.add('unreadable_value', row, { header: this.#header(field), value });
    }
  }

  /** Puts in value date, instalments and remarks on the identity, of a row that is kept. */
  #addDetails(cells: readonly RawCell[], row: BankRow, remark: string | undefined): void {
    const valueCell = this.#cell(cells, 'value_date');
    const value = readDate(valueCell, this.#plan.value_date);
    if (value.state === 'bad' || value.state === 'error') this.#unreadable('value_date', valueCell, row.row);
    this.#remarkLost(cells, row.row);
    const { padded } = readAuthCode(this.#cell(cells, 'auth_code'), this.#plan.code_padding);
    if (padded) this.padded_codes += 1;
    this.#addInstallments(cells, row);
    row.value_date = value.state === 'ok' ? value.day : null;
    const source = this.#plan.gross_source;
    const ofSource = source === 'column' ? (padded ? 'code_padded' : null) : source === 'rebuilt' ? 'gross_rebuilt' : source;
    row.note = remark ?? ofSource;
  }

  #remarkLost(cells: readonly RawCell[], row: number): void {
    const lost = identities.filter((field) => isLost(this.#cell(cells, field)));
    if (lost.length === 0) return;
    // The bank's id may share its column with a reference: one cell, one remark.
    for (const header of new Set(lost.map((field) => this.#header(field)))) this.#log.add('digits_lost', row, { header });
  }

  #unreadable(field: MappableField, cell: RawCell | undefined, row: number): void {
    this.#log.add('unreadable_value', row, { header: this.#header(field), value: cellText(cell) });
  }

  #addInstallments(cells: readonly RawCell[], row: BankRow): void {
    const counted = this.#installment(cells, 'installment_count', row.row);
    const numbered = this.#installment(cells, 'installment_no', row.row);
    // A pair in one cell gives both; a single figure in the number column is the number.
    const isPair = numbered.no !== null;
    row.installment_no = (isPair ? numbered.no : numbered.count) ?? counted.no;
    row.installment_count = counted.count ?? (isPair ? numbered.count : null);
  }

  #installment(cells: readonly RawCell[], field: MappableField, row: number): Installments {
    const cell = this.#cell(cells, field);
    const found = readInstallmentCell(cell);
    if (found !== 'unreadable') return found;
    this.#unreadable(field, cell, row);
    return { no: null, count: null };
  }
}
