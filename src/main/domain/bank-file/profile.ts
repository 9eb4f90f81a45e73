import type { BankProfile, ColumnLook, ColumnOrder, SavedProfile } from '../../../shared/bank-profile.ts';
import { type MappableField, mappableFields } from '../../../shared/bank-row.ts';
import type { InstalmentRows } from '../../../shared/instalments.ts';
import { type DecimalSign, decideDecimal } from './amounts.ts';
import type { Columns } from './columns.ts';
import { decideDateColumn, type SlashOrder } from './dates.ts';
import type { HeaderRow } from './header.ts';
import type { Layout } from './layouts/layout.ts';
import type { ReadingPlan } from './plan.ts';
import type { RawCell } from './raw.ts';
import { answerOf, meaningOf, wordKey } from './words.ts';

/** The layout a saved profile reads by. `renamed`: headers of the profile that are called otherwise in this file. */
export function layoutOfProfile({ name, version, content }: SavedProfile, renamed: ReadonlyMap<string, string> = new Map()): Layout {
  const columns: Partial<Record<MappableField, readonly string[]>> = {};
  for (const field of mappableFields) columns[field] = (content.columns[field] ?? []).map((header) => renamed.get(header) ?? header);
  return {
    name,
    version,
    bank: content.bank,
    signatures: [],
    columns,
    words: Object.fromEntries(content.words.map(({ word, means }) => [word, meaningOf(means)])),
    ...(content.decimal !== null && { decimal: content.decimal }),
    ...(content.date_order !== null && { date_order: content.date_order }),
    instalments: content.instalments,
    time_has_seconds: content.time_has_seconds,
    code_padding: content.code_padding,
    gross: content.gross,
    saved: true,
  };
}

/** What a file was read by: its table, the plan it was read with, and what the user decided. */
export interface Used {
  readonly header: HeaderRow;
  readonly layout: Layout;
  readonly columns: Columns;
  readonly plan: ReadingPlan;
  readonly looks: readonly ColumnLook[];
  readonly orders: readonly ColumnOrder[];
  readonly instalments: InstalmentRows;
  readonly options: {
    readonly decimal?: DecimalSign;
    readonly dateOrder?: SlashOrder;
  };
  /** The first rows below the header. */
  readonly rows: readonly (readonly RawCell[])[];
}

/** The sign that the texts of the amount columns agree on; null where they leave it open. */
function decimalShown({ plan, rows }: Used): DecimalSign | null {
  const shown = new Set<DecimalSign>();
  for (const at of plan.decimals.keys()) {
    const cells = rows.map((row) => row[at]);
    // A column that says nothing follows whatever is proposed to it, so both are.
    if (decideDecimal(cells, '', undefined, 'dot') === 'comma') shown.add('comma');
    if (decideDecimal(cells, '', undefined, 'comma') === 'dot') shown.add('dot');
  }
  const [only, ...others] = shown;
  return only !== undefined && others.length === 0 ? only : null;
}

/** The order that the dates written with `/` agree on; null where they leave it open. */
function orderShown({ plan, rows }: Used): SlashOrder | null {
  const at = plan.columns.at.get('transaction_date') ?? 0;
  const cells = rows.map((row) => row[at]);
  if (decideDateColumn(cells, '', undefined, 'mdy').order === 'dmy') return 'dmy';
  return decideDateColumn(cells, '', undefined, 'dmy').order === 'mdy' ? 'mdy' : null;
}

/** The bank's own words with the user's answers, which stand in the layout a file is read by. */
function wordsOf({ layout }: Used): BankProfile['words'] {
  const known = new Map<string, BankProfile['words'][number]>();
  for (const [word, meaning] of Object.entries(layout.words ?? {})) {
    const means = answerOf(meaning);
    if (means !== undefined) known.set(wordKey(word), { word, means });
  }
  return [...known.values()];
}

/**
 * The profile a file was in fact read by: what an import keeps, and what saving it
 * under a name stores. A file of the same layout is read by it to the same rows.
 */
export function profileInUse(used: Used): BankProfile {
  const { header, layout, columns, plan, options } = used;
  const named: BankProfile['columns'] = {};
  for (const [field, at] of columns.at) named[field] = [columns.headers[at] ?? ''];
  if (columns.deductions.length > 0) named.deductions = columns.deductions.map((at) => columns.headers[at] ?? '');
  return {
    bank: layout.bank,
    header: header.index < 0 ? 'none' : 'row',
    headers: [...columns.headers],
    columns: named,
    decimal: options.decimal ?? layout.decimal ?? decimalShown(used),
    date_order: options.dateOrder ?? layout.date_order ?? orderShown(used),
    gross: plan.gross_source,
    instalments: used.instalments,
    words: wordsOf(used),
    code_padding: plan.code_padding,
    time_has_seconds: plan.time_has_seconds,
    looks: [...used.looks],
    orders: [...used.orders],
  };
}
