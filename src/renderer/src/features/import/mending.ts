import { type ColumnMapping, type MappableField, mappableFields } from '../../../../shared/bank-row.ts';

/** Fields without which no row can be read; offered even where the file has no column for them. */
const needed: readonly MappableField[] = ['kind', 'transaction_date', 'amount'];

/** The field a row was most likely rejected for, by the code of its remark. */
export function fieldOfNote(note: string | null): MappableField | null {
  switch (note) {
    case 'no_amount':
    case 'bad_amount':
    case 'too_many_decimals':
    case 'amount_too_large':
    case 'zero_amount':
      return 'amount';
    case 'no_date':
    case 'bad_date':
      return 'transaction_date';
    case 'unknown_type':
    case 'type_conflict':
      return 'kind';
    case 'unknown_status':
    case 'status_conflict':
      return 'status';
    default:
      return null;
  }
}

export interface MendField {
  readonly field: MappableField;
  /** As it stands in the file. */
  readonly text: string;
}

/** What of a row can be typed anew, as it stands in the file; deductions are several columns and cannot be. */
export function mendFields(imported: { readonly headers: readonly string[]; readonly mapping: ColumnMapping }, cells: readonly string[]): MendField[] {
  const { headers, mapping } = imported;
  return mappableFields
    .filter((field) => field !== 'deductions' && (mapping[field] !== undefined || needed.includes(field)))
    .map((field) => ({ field, text: cells[headers.indexOf(mapping[field] ?? '')] ?? '' }));
}
