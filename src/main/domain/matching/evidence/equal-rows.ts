import type { BankItem } from './items.ts';

/** Everything a row tells, but for where it stands. */
function contentOf({ source }: BankItem): string {
  const { sheet: _sheet, row: _row, line: _line, cells: _cells, note: _note, import_id: _import, ...content } = source;
  return JSON.stringify(content);
}

const isOfOneFile = (rows: readonly BankItem[]): boolean => rows.every(({ source }) => source.import_id === rows[0]?.source.import_id);

/**
 * Whether the rows are the same to the letter, so that it does not matter which of them
 * is whose. Of one file alone: in two files they may be one payment that was exported twice.
 */
export function areEqual(rows: readonly BankItem[]): boolean {
  const [first] = rows;
  if (first === undefined || !isOfOneFile(rows)) return false;
  const content = contentOf(first);
  return rows.every((row) => contentOf(row) === content);
}

/** Whether a row of one file stands in another one too: one payment may have been exported twice. */
export function hasRowTwice(rows: readonly BankItem[]): boolean {
  if (isOfOneFile(rows)) return false;
  const files = new Map<string, string>();
  return rows.some((row) => {
    const content = contentOf(row);
    const file = files.get(content);
    if (file === undefined) files.set(content, row.source.import_id);
    return file !== undefined && file !== row.source.import_id;
  });
}
