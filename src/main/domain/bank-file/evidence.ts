import type { ColumnFinding, ColumnLook, LookKind } from '../../../shared/bank-profile.ts';
import type { MappableField } from '../../../shared/bank-row.ts';
import { readAmount } from './amounts.ts';
import { type Columns, withColumns } from './columns.ts';
import { readDate } from './dates.ts';
import type { RawCell, RawRows } from './raw.ts';
import { proveSums } from './sums.ts';
import { readWord } from './words.ts';

type Rows = readonly (readonly RawCell[])[];

/** What the values of a field may look like. A field that is not named here may hold anything. */
const fitting: Partial<Record<MappableField, readonly LookKind[]>> = {
  transaction_date: ['date'],
  value_date: ['date'],
  end_of_day: ['date'],
  transaction_time: ['time', 'date', 'number', 'code', 'count', 'id'],
  amount: ['amount', 'number', 'count', 'constant'],
  original_amount: ['amount', 'number', 'count', 'constant'],
  commission: ['amount', 'number', 'count', 'constant'],
  deductions: ['amount', 'number', 'count', 'constant'],
  net: ['amount', 'number', 'count', 'constant'],
  auth_code: ['code', 'id', 'number', 'constant', 'time', 'count'],
  card: ['card', 'text', 'number', 'constant', 'id'],
  currency: ['currency'],
  kind: ['word', 'text', 'code', 'id', 'constant', 'number', 'count'],
  status: ['word', 'text', 'code', 'id', 'constant', 'number', 'count'],
  installment_count: ['count', 'pair', 'word', 'constant', 'number', 'date'],
  installment_no: ['count', 'pair', 'constant', 'number', 'date'],
  bank_merchant_no: ['id', 'constant', 'number', 'code', 'count', 'time'],
  terminal: ['id', 'constant', 'number', 'code', 'count', 'text', 'time'],
};

/** Whether a column's values look like what the field holds; null where there are none. */
function agrees(field: MappableField, look: ColumnLook): boolean | null {
  if (look.kind === 'blank') return null;
  return fitting[field]?.includes(look.kind) ?? true;
}

/** Names a column may have in any file; alone they say less than a whole one. */
const vague: ReadonlySet<string> = new Set(['tarih', 'tutar', 'işlem', 'net', 'taksit', 'saat', 'terminal', 'gün', 'puan', 'brüt', 'status', 'amount']);

const SURE = { by_you: 100, by_sums: 95, by_profile: 100, by_layout: 95, by_name: 85, by_content: 60, second_type: 70, suggested: 40, not_used: 0 } as const;

function confidenceOf(reason: ColumnFinding['reason'], header: string, spelled: boolean, content: boolean | null): number {
  let sure: number = SURE[reason];
  if (reason === 'by_name' && spelled) sure += 5;
  if (reason === 'by_name' && vague.has(header.toLocaleLowerCase('tr'))) sure -= 20;
  if (content === true && reason === 'by_name') sure += 5;
  if (content === false && reason !== 'by_you') sure = Math.round(sure / 2);
  return sure;
}

/** Average size of a column's amounts in kuruş: gross, net and commission come in this order. */
function averageSize(rows: Rows, at: number): number {
  let [sum, count] = [0, 0];
  for (const row of rows) {
    // Only the order of columns is wanted, so either sign will do where both can be read.
    const comma = readAmount(row[at], 'comma');
    const read = comma.state === 'ok' ? comma : readAmount(row[at], 'dot');
    if (read.state !== 'ok') continue;
    sum += Math.abs(read.kurus);
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}

const averageDay = (rows: Rows, at: number): number => {
  const days = rows.flatMap((row) => {
    const read = readDate(row[at], { order: 'dmy', has_times: false });
    return read.state === 'ok' ? [Date.parse(read.day)] : [];
  });
  return days.length === 0 ? 0 : days.reduce((sum, day) => sum + day, 0) / days.length;
};

const statusMeans: ReadonlySet<string> = new Set(['approved', 'declined', 'failed', 'pending']);

/** What a column of words says: how rows ended where most words say only that, else what rows are. */
function fieldOfWords(look: ColumnLook): MappableField {
  const meanings = look.words.map((word) => readWord(word, new Map()));
  const endings = meanings.filter((meaning) => meaning !== undefined && statusMeans.has(meaning.status ?? ''));
  return endings.length * 2 > meanings.length ? 'status' : 'kind';
}

function fieldOfId(look: ColumnLook): MappableField {
  if (look.lengths[0] === 12 && look.lengths[1] === 12) return 'rrn';
  return look.lengths[1] > 12 ? 'order' : 'sequence';
}

const plain: Partial<Record<LookKind, (look: ColumnLook) => MappableField>> = {
  time: () => 'transaction_time',
  card: () => 'card',
  currency: () => 'currency',
  pair: () => 'installment_count',
  code: () => 'auth_code',
  word: fieldOfWords,
  id: fieldOfId,
  constant: (look) => (look.lengths[1] <= 8 ? 'terminal' : 'bank_merchant_no'),
};

/**
 * What the columns that feed nothing may hold, by their values alone: index -> field.
 * The earliest dates are the sale's, the largest amounts the gross. A field that has a
 * column already is not offered again.
 */
export function suggestFields(columns: Columns, looks: readonly ColumnLook[], rows: Rows): Map<number, MappableField> {
  const free = looks.map((look, at) => ({ look, at })).filter(({ at }) => !columns.grounds.has(at) || columns.other_kinds.includes(at));
  const open = (field: MappableField): boolean => !columns.at.has(field);
  const found = new Map<number, MappableField>();
  const inOrder = (kind: LookKind, fields: readonly MappableField[], size: (at: number) => number): void => {
    const places = free.filter(({ look }) => look.kind === kind).map(({ at }) => ({ at, size: size(at) }));
    places.sort((a, b) => a.size - b.size || a.at - b.at);
    const wanted = fields.filter(open);
    for (const [index, { at }] of places.entries()) {
      const field = wanted[index];
      if (field !== undefined) found.set(at, field);
    }
  };
  inOrder('date', ['transaction_date', 'value_date'], (at) => averageDay(rows, at));
  inOrder('amount', ['amount', 'net', 'commission'], (at) => -averageSize(rows, at));
  for (const { look, at } of free) {
    const field = plain[look.kind]?.(look);
    if (field !== undefined && open(field) && !found.has(at) && !columns.other_kinds.includes(at)) found.set(at, field);
  }
  return found;
}

/** Only one column of this look that feeds nothing: then it can be no other. */
function only(kind: LookKind, columns: Columns, looks: readonly ColumnLook[]): number | undefined {
  const places = looks.flatMap((look, at) => (look.kind === kind && !columns.grounds.has(at) ? [at] : []));
  return places.length === 1 ? places[0] : undefined;
}

/** What is looked over to complete the columns; `closed`: fields the user or a profile has spoken about. */
export interface Contents {
  readonly looks: readonly ColumnLook[];
  /** Every row below the header. */
  readonly all: RawRows;
  readonly closed: ReadonlySet<string>;
}

/**
 * Adds columns whose headers say nothing and whose content leaves no doubt: amounts that
 * add up in every row, the one column of dates, the one column of type words. Anything
 * less is a suggestion, for the user to take.
 */
export function completeColumns(columns: Columns, { looks, all, closed }: Contents): Columns {
  let completed = columns;
  const open = (...fields: MappableField[]): boolean => fields.every((field) => !completed.at.has(field) && !closed.has(field));
  if (open('amount', 'net', 'commission')) {
    const places = looks.flatMap((look, at) => (look.kind === 'amount' && !columns.grounds.has(at) ? [at] : []));
    const proven = places.length < 3 ? undefined : proveSums(all, places);
    if (proven !== undefined) completed = withColumns(completed, proven, 'by_sums');
  }
  const dates = open('transaction_date') ? only('date', completed, looks) : undefined;
  if (dates !== undefined) completed = withColumns(completed, new Map([['transaction_date', dates]]), 'by_content');
  const words = open('kind', 'status') ? only('word', completed, looks) : undefined;
  const look = words === undefined ? undefined : looks[words];
  if (words !== undefined && look !== undefined) completed = withColumns(completed, new Map([[fieldOfWords(look), words]]), 'by_content');
  return completed;
}

/** Every column of a file: what it feeds, how sure that is and why. */
export function explainColumns(columns: Columns, looks: readonly ColumnLook[], rows: Rows): ColumnFinding[] {
  const suggestions = suggestFields(columns, looks, rows);
  const fields = new Map<number, MappableField[]>();
  for (const [field, at] of columns.at) fields.set(at, [...(fields.get(at) ?? []), field]);
  for (const at of columns.deductions) fields.set(at, ['deductions']);
  return columns.headers.map((header, at) => {
    const look = looks[at];
    const [field = null, also = null] = fields.get(at) ?? [];
    const suggested = suggestions.get(at) ?? null;
    const ground = columns.grounds.get(at) ?? { reason: suggested === null ? ('not_used' as const) : ('suggested' as const), spelled: false };
    const judged = field ?? suggested;
    const content = look === undefined || judged === null ? null : agrees(judged, look);
    return {
      header,
      at,
      field,
      also,
      suggested: field === null ? suggested : null,
      confidence: confidenceOf(ground.reason, header, ground.spelled, field === null ? null : content),
      reason: ground.reason,
      looks_like: look?.kind ?? 'blank',
      content_agrees: content,
    };
  });
}
