import { z } from 'zod';
import { columnMapping, type MappableField, mappableFields } from '../../shared/bank-row.ts';
import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import type { profileContract } from '../../shared/contract/profile.ts';
import { AppError } from '../../shared/errors.ts';
import type { Language } from '../../shared/text/language.ts';
import { say } from '../../shared/text/say.ts';
import { importById, type ImportRecord } from '../db/imports.ts';
import { knownIds, saleCells, saleSpan } from '../db/reference-ids.ts';
import { type CheckedId, checkIds, type IdCandidate } from '../domain/bank-file/check-ids.ts';
import { spelling } from '../domain/bank-file/fold.ts';
import type { QueryContext } from './context.ts';
import { connectionFor } from './payven.ts';

type Method = (typeof profileContract)['profile.check_ids'];

/** A sale may stand at Payven a little before or after the bank's instant of it. */
const MARGIN_MS = 3 * 86_400_000;
/** Columns that may identify a row, whatever feeds them; those of any other field do not. */
const references: ReadonlySet<MappableField> = new Set(['bank_transaction_id', 'rrn', 'order', 'gateway', 'sequence']);

/** Columns that feed a reference or nothing at all; the bank's id is shown as such although it is a reference too. */
function candidatesOf(record: ImportRecord): IdCandidate[] {
  const headers = z.array(z.string()).parse(JSON.parse(record.headers_json));
  const mapping = columnMapping.parse(JSON.parse(record.mapping_json));
  const fieldAt = new Map<number, MappableField>();
  for (const field of mappableFields) {
    for (const header of (mapping[field] ?? '').split(field === 'deductions' ? ' + ' : '\n')) {
      const at = headers.findIndex((each) => header !== '' && spelling(each) === spelling(header));
      if (at >= 0 && !fieldAt.has(at)) fieldAt.set(at, field);
    }
  }
  return headers.flatMap((header, at) => {
    const field = fieldAt.get(at) ?? null;
    if (header === '' || (field !== null && !references.has(field))) return [];
    return [{ header, at, field, in_use: field === 'bank_transaction_id' }];
  });
}

const reasonOf = (column: CheckedId, language: Language): string =>
  say(language, `id_column.${column.verdict}`, { header: column.header, rows: column.rows, distinct: column.distinct, ...column.hits });

/** Counts which column of an import names Payven's transactions, and offers the better one. */
export function checkImportIds({ import_id, connection_id }: InputOf<Method>, { db, language }: QueryContext): OutputOf<Method> {
  const record = importById(db, import_id);
  if (record === undefined) throw new AppError('usage.unknown_import', { id: import_id });
  const connection = connectionFor(db, connection_id);
  const { sales, from, to } = saleSpan(db, import_id);
  if (from === null || to === null) return { sales, transactions: 0, columns: [], offer: null };
  const known = knownIds(db, { connection_id: connection.id, start_at: from - MARGIN_MS, end_at: to + MARGIN_MS });
  const { columns, offer } = checkIds(candidatesOf(record), saleCells(db, import_id), known);
  return {
    sales,
    transactions: known.transactions,
    columns: columns.map((column) => ({ ...column, reason: reasonOf(column, language) })),
    offer: offer === null ? null : { header: offer.header, reason: reasonOf(offer, language) },
  };
}
