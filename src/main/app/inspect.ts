import type { BankRow } from '../../shared/bank-row.ts';
import type { browseContract } from '../../shared/contract/browse.ts';
import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import { AppError } from '../../shared/errors.ts';
import { describeError, say } from '../../shared/text/say.ts';
import type { Language } from '../../shared/text/language.ts';
import { genericLayout, layouts } from '../domain/bank-file/layouts/index.ts';
import { type Head, headOf, type Understanding, understand } from '../domain/bank-file/understand.ts';
import { type ChosenBytes, readChosenFile } from '../files/disk.ts';
import { readWorkbook } from '../files/read-workbook.ts';
import { readOptions } from './bank-file.ts';
import type { QueryContext } from './context.ts';
import { instant } from './present.ts';

type Input = InputOf<(typeof browseContract)['import.inspect']>;
type Output = OutputOf<(typeof browseContract)['import.inspect']>;

/** Rows shown below the header: enough to see what a column holds. */
const SHOWN = 20;

/** What a choice of columns, decimal sign or date order can put right. */
const CHOOSABLE: readonly string[] = [
  'input.missing_column',
  'input.decimal_unclear',
  'input.date_order_unclear',
  'input.no_rows',
  'input.unknown_header',
];

function summaryOf(chosen: ChosenBytes, read: Understanding, language: Language): Output['summary'] {
  const { format, encoding, sheet, bank, profile, header_row, headers, mapping, kinds, amounts } = read;
  return {
    file_name: chosen.file_name,
    sha256: chosen.sha256,
    format,
    encoding,
    sheet,
    bank,
    profile,
    header_row,
    headers,
    mapping,
    kinds,
    amounts,
    rows: read.counts,
    warnings: read.warnings.map(({ code, row, params }) => ({ code, row, message: say(language, `warning.${code}`, params) })),
  };
}

function sampleOf(head: Head, understood: readonly BankRow[]): Output['sample'] {
  const byRow = new Map(understood.slice(0, SHOWN).map((row) => [row.row, row]));
  return head.rows.map(({ row, cells }) => {
    const meant = byRow.get(row);
    return {
      row,
      cells,
      kind: meant?.kind ?? null,
      amount: meant?.amount ?? null,
      transaction_date: instant(meant?.transaction_at ?? null),
      auth_code: meant?.auth_code ?? null,
      status: meant?.status ?? null,
      note: meant?.note ?? null,
    };
  });
}

/**
 * Shows how a chosen file would be read, and stores nothing. Where reading stops at
 * something the user can decide, the table as it stands comes with the question;
 * anything else that is wrong with the file stays an error.
 */
export function inspect(input: Input, { files, language }: QueryContext): Output {
  const chosen = readChosenFile(files.toRead(input.file));
  const told = (error: AppError): AppError => new AppError(error.code, { file: chosen.file_name, ...error.details }, error);
  try {
    const workbook = readWorkbook(chosen.bytes);
    const head = headOf(workbook, input.map ?? {}, SHOWN);
    const answer = (read: Understanding | null, problem: Output['problem']): Output => ({
      file_name: chosen.file_name,
      format: workbook.format,
      encoding: workbook.encoding,
      summary: read === null ? null : summaryOf(chosen, read, language),
      problem,
      headers: [...head.headers],
      sample: sampleOf(head, read?.rows ?? []),
      profiles: [...layouts, genericLayout].map(({ name, bank }) => ({ name, label: bank === 'unknown' ? name : `${bank} (${name})` })),
    });
    try {
      return answer(understand(workbook, readOptions(input)), null);
    } catch (error) {
      if (!(error instanceof AppError) || !CHOOSABLE.includes(error.code)) throw error;
      const { code, details } = told(error);
      return answer(null, { code, message: describeError(language, code, details), details });
    }
  } catch (error) {
    throw error instanceof AppError ? told(error) : error;
  }
}
