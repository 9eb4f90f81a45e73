import type { CodePage, SheetCell } from './bank-files.ts';
import type { BankExport, Holds } from './bank-exports.ts';
import { type TruthRow, usualStatus } from './bank-truth.ts';
import { amountNumber, type AmountStyle, amountText, dayCell, type DayStyle, dayText, type FileKind, isTyped } from './bank-writers.ts';

export const footers = ['none', 'total', 'by_day', 'count', 'wrong', 'note'] as const;
export const faults = ['none', 'bad_amount', 'bad_day', 'wrong_net', 'equal', 'numeric_codes', 'foreign', 'misread', 'blank_rows'] as const;

/** How one file differs from its bank's plainest. */
export interface Variation {
  readonly kind: FileKind;
  readonly code_page: CodePage;
  readonly titles: 0 | 1 | 3;
  readonly footer: (typeof footers)[number];
  readonly fault: (typeof faults)[number];
  readonly amounts: AmountStyle;
  readonly days: DayStyle;
  readonly times: 'none' | 'colons' | 'digits';
  readonly with_code: boolean;
}

export const has = ({ columns }: BankExport, ...holds: Holds[]): boolean => columns.some(([, each]) => holds.includes(each));
export const keptColumns = (layout: BankExport): { commission: boolean; deductions: number } => ({
  commission: has(layout, 'commission'),
  deductions: (has(layout, 'deduction') ? 1 : 0) + (has(layout, 'deduction2') ? 1 : 0),
});

/** Net as this bank's columns explain it. */
export function netOf(layout: BankExport, row: TruthRow): number {
  const { commission, deductions } = keptColumns(layout);
  const [a, b] = row.deductions;
  return row.amount - (commission ? row.commission : 0) - (deductions > 0 ? a : 0) - (deductions > 1 ? b : 0);
}

/** Writes the cells of one bank's rows in one variation. */
export class RowWriter {
  readonly #layout: BankExport;
  readonly #v: Variation;
  readonly #typed: boolean;

  constructor(layout: BankExport, variation: Variation) {
    this.#layout = layout;
    this.#v = variation;
    this.#typed = isTyped(variation.kind);
  }

  money(kurus: number): SheetCell {
    return this.#typed ? amountNumber(kurus) : amountText(kurus, this.#v.amounts);
  }

  #day(day: string, time: string | null): SheetCell {
    return this.#typed ? dayCell(day, time) : dayText(day, time, this.#v.days);
  }

  #sign(row: TruthRow): 1 | -1 {
    return this.#layout.signed && row.kind === 'refund' ? -1 : 1;
  }

  cell(holds: Holds, row: TruthRow): SheetCell {
    const sign = this.#sign(row);
    const numeric = this.#v.fault === 'numeric_codes' && this.#typed;
    switch (holds) {
      case 'day': return this.#day(row.day, timeOf(this.#layout, this.#v, row) !== null && !has(this.#layout, 'time') ? row.time : null);
      case 'time': return this.#v.times === 'none' ? '' : this.#v.times === 'digits' ? row.time.replaceAll(':', '') : row.time;
      case 'value_day': return this.#day(row.value_day, null);
      case 'end_day': return this.#day(row.day, null);
      case 'gross': return this.money(sign * row.amount);
      case 'commission': return this.money(sign * row.commission);
      case 'deduction': return this.money(sign * row.deductions[0]);
      case 'deduction2': return this.money(sign * row.deductions[1]);
      case 'net': return this.money(sign * netOf(this.#layout, row));
      case 'zero': return this.money(0);
      case 'rate': return this.#typed ? 1.99 : '1,99';
      case 'word': return this.#layout.words[row.kind] ?? '';
      case 'short': return this.#layout.short?.[row.kind] ?? '';
      case 'host': return '00';
      case 'code': return isMoving(row) ? (numeric ? Number(row.code) : row.code) : '';
      case 'currency': return row.currency === 'TRY' ? 'TL' : row.currency;
      case 'currency_code': return row.currency === 'TRY' ? '949' : '840';
      case 'count': return row.installment_count === null ? (this.#layout.profile === 'ziraat-xlsx' ? '' : '1') : String(row.installment_count);
      case 'no': return row.installment_no === null ? '' : String(row.installment_no);
      case 'pair': return row.installment_count === null ? '' : `${row.installment_count}/${row.installment_count}`;
      case 'original': return this.money(row.amount);
      case 'name': return 'ÖRNEK ŞİRKETİ İŞLETMESİ';
      case 'text': return 'KREDİ';
      case 'empty': return '';
      default: return row[holds];
    }
  }
}

export const isMoving = ({ kind }: TruthRow): boolean => kind === 'sale' || kind === 'refund' || kind === 'void';

/** The time a file of this variation gives, in its own column or behind the day. */
function timeOf(layout: BankExport, { times, kind, days }: Variation, row: TruthRow): string | null {
  if (times === 'none') return null;
  // Behind a day of digits alone a time would be further digits, which no bank of ours writes.
  return has(layout, 'time') || isTyped(kind) || days !== 'compact' ? row.time : null;
}

/** What the reader must say of a row that is as it should be. */
export function truthOf(layout: BankExport, variation: Variation, row: TruthRow, hasCode: boolean): Record<string, unknown> {
  const time = timeOf(layout, variation, row);
  const held = (holds: Holds, value: string): string | null => (has(layout, holds) ? value : null);
  const sequence = layout.sequence === undefined || layout.sequence === null ? null : row[layout.sequence];
  const parts = isPart(layout, row);
  return {
    status: isMoving(row) && row.kind === 'sale' ? (layout.sale_status ?? 'completed') : usualStatus[row.kind],
    amount: row.amount,
    commission: has(layout, 'commission') ? row.commission : null,
    net: has(layout, 'net') ? netOf(layout, row) : null,
    currency: has(layout, 'currency', 'currency_code') ? row.currency : 'TRY',
    transaction_at: Date.parse(`${row.day}T${time ?? '12:00:00'}+03:00`),
    time_known: time !== null,
    value_date: has(layout, 'value_day') ? row.value_day : null,
    auth_code: hasCode && isMoving(row) ? row.code : null,
    bank_transaction_id: layout.id === null ? null : row[layout.id],
    bank_merchant_no: held('merchant', row.merchant),
    terminal: held('terminal', row.terminal),
    card: held('card', row.card),
    refs: {
      rrn: layout.rrn === undefined ? null : row[layout.rrn],
      order: held('order', row.order),
      gateway: held('gateway', row.gateway),
      sequence,
    },
    instalment_part: parts,
    left_out: false,
  };
}

/** Whether a row is, or may be, one part of a sale (bank formats, instalments). */
function isPart(layout: BankExport, row: TruthRow): boolean {
  if (row.installment_count === null) return false;
  return has(layout, 'count', 'no', 'pair') && layout.instalments === 'ask' && (has(layout, 'count') || has(layout, 'pair'));
}
