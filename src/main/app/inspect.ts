import type { SavedProfile } from '../../shared/bank-profile.ts';
import type { BankRow } from '../../shared/bank-row.ts';
import type { browseContract } from '../../shared/contract/browse.ts';
import type { InputOf, OutputOf } from '../../shared/contract/method.ts';
import { AppError } from '../../shared/errors.ts';
import { describeError, say } from '../../shared/text/say.ts';
import type { Language } from '../../shared/text/language.ts';
import { allProfiles } from '../db/profiles.ts';
import { genericLayout, layouts } from '../domain/bank-file/layouts/index.ts';
import { type Head, headOf } from '../domain/bank-file/inspect-table.ts';
import type { OpenWorkbook } from '../domain/bank-file/raw.ts';
import { type Understanding, type UnderstandOptions, understandTop } from '../domain/bank-file/understand.ts';
import { type ChosenBytes, readChosenFile } from '../files/disk.ts';
import { openWorkbook } from '../files/open-workbook.ts';
import { inTurns } from '../files/steps.ts';
import { readOptions } from './bank-file.ts';
import type { QueryContext } from './context.ts';
import { presentFindings } from './present-columns.ts';
import { instant } from './present.ts';

type Input = InputOf<(typeof browseContract)['import.inspect']>;
type Output = OutputOf<(typeof browseContract)['import.inspect']>;

/** Rows shown below the header: enough to see what a column holds. */
const SHOWN = 20;

/** Values shown of a column. */
const SAMPLES = 3;

/** What a choice of header, columns, profile, words, decimal sign or date order can put right. */
const CHOOSABLE: readonly string[] = [
  'input.no_header',
  'input.layout_changed',
  'input.unknown_words',
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
    instalments: read.instalments,
    ...read.days,
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

function columnsOf(head: Head, found: Head['columns'], language: Language): Output['columns'] {
  return presentFindings(found, language).map((finding) => {
    const texts = head.rows.map(({ cells }) => cells[finding.at] ?? '').filter((text) => text !== '');
    return { ...finding, samples: [...new Set(texts)].slice(0, SAMPLES) };
  });
}

const choosable = (error: unknown): error is AppError => error instanceof AppError && CHOOSABLE.includes(error.code);

/** The rows as they would be read if the open question were answered in the nearest way; none where that is no answer. */
async function foreseen(workbook: OpenWorkbook, options: UnderstandOptions, signal: AbortSignal): Promise<readonly BankRow[]> {
  try {
    return (await inTurns(understandTop(workbook, { ...options, unknownWords: 'reject', acceptLayout: true }, SHOWN), signal)).rows;
  } catch (error) {
    if (choosable(error)) return [];
    throw error;
  }
}

function profilesOf(saved: readonly SavedProfile[]): Output['profiles'] {
  const own = [...new Map(saved.map(({ name, content }) => [name, content.bank])).entries()].map(([name, bank]) => ({ name, bank }));
  return [...own, ...layouts, genericLayout].map(({ name, bank }) => ({ name, label: bank === 'unknown' ? name : `${bank} (${name})` }));
}

/**
 * Shows how a chosen file would be read, and stores nothing. Where reading stops at
 * something the user can decide, the table as it stands comes with the question;
 * anything else that is wrong with the file stays an error.
 */
export async function inspect(input: Input, { db, files, language, signal }: QueryContext): Promise<Output> {
  const chosen = readChosenFile(files.toRead(input.file));
  const told = (error: AppError): AppError => new AppError(error.code, { file: chosen.file_name, ...error.details }, error);
  try {
    const workbook = await openWorkbook(chosen.bytes, signal);
    const profiles = allProfiles(db);
    const options = readOptions(input, profiles);
    const head = headOf(workbook, options, SHOWN);
    const answer = (read: Understanding | null, problem: Output['problem'], rows: readonly BankRow[]): Output => ({
      file_name: chosen.file_name,
      format: workbook.format,
      encoding: workbook.encoding,
      summary: read === null ? null : summaryOf(chosen, read, language),
      problem,
      header_row: head.header_row,
      headers: [...head.headers],
      columns: columnsOf(head, read?.columns ?? head.columns, language),
      sample: sampleOf(head, rows),
      profiles: profilesOf(profiles),
    });
    try {
      const read = await inTurns(understandTop(workbook, options, SHOWN), signal);
      return answer(read, null, read.rows);
    } catch (error) {
      if (!choosable(error)) throw error;
      const { code, details } = told(error);
      return answer(null, { code, message: describeError(language, code, details), details }, await foreseen(workbook, options, signal));
    }
  } catch (error) {
    throw error instanceof AppError ? told(error) : error;
  }
}
