import { mendSteps } from '../domain/bank-file/mend-text.ts';
import type { RawSheet, RawWorkbook } from '../domain/bank-file/raw.ts';
import { AppError } from '../../shared/errors.ts';
import { declaredEncoding, decodeText } from './decode.ts';
import { kindOf, markupFormat, refuseEmpty, zipFormat } from './read-format.ts';
import { readHtml } from './read-html.ts';
import { readOds, readOpenDocument } from './read-ods.ts';
import { readSpreadsheetMl } from './read-spreadsheetml.ts';
import { readText, sheetOfText } from './read-text.ts';
import { readBiff } from './read-biff.ts';
import { readCompound } from './read-xls.ts';
import { readXlsb } from './read-xlsb.ts';
import { readXlsx } from './read-xlsx.ts';
import { listZip } from './read-zip.ts';
import { finish, type Steps } from './steps.ts';

/** Text of a part of markup; a string of twice as much fits in no memory. */
const MAX_MARKUP_BYTES = 150_000_000;

function readMarkup(bytes: Uint8Array): RawWorkbook {
  if (bytes.length > MAX_MARKUP_BYTES) throw new AppError('input.too_large', { size: bytes.length, limit: MAX_MARKUP_BYTES });
  const { text, encoding } = finish(decodeText(bytes, declaredEncoding(bytes)));
  const format = markupFormat(text);
  switch (format) {
    case 'html':
      return { format, encoding, sheets: readHtml(text) };
    case 'spreadsheetml':
      return { format: 'xml', encoding, sheets: readSpreadsheetMl(text) };
    case 'fods':
      return { format, encoding, sheets: readOpenDocument(text) };
    case 'xml':
      throw new AppError('input.unsupported_format', { format });
    case 'text':
      return finish(sheetOfText(text, encoding));
  }
}

function readZip(bytes: Uint8Array): RawWorkbook {
  const format = zipFormat(listZip(bytes));
  if (format === 'xlsx') return readXlsx(bytes);
  if (format === 'xlsb') return { format, encoding: null, sheets: readXlsb(bytes) };
  if (format === 'ods') return { format, encoding: null, sheets: readOds(bytes) };
  throw new AppError('input.unsupported_format', { format });
}

const xls = (sheets: RawSheet[]): RawWorkbook => ({ format: 'xls', encoding: null, sheets });

function* readAny(bytes: Uint8Array): Steps<RawWorkbook> {
  const format = kindOf(bytes);
  switch (format) {
    case 'zip':
      return readZip(bytes);
    case 'compound':
      return xls(readCompound(bytes));
    case 'biff':
      return xls(readBiff(bytes));
    case 'markup':
      return readMarkup(bytes);
    case 'text':
      return yield* readText(bytes);
  }
}

/**
 * Reads a bank's file into raw cells, all of it in the calling thread: see
 * open-workbook.ts for the way of a file that a user chose. What it is, is told by its
 * content. Whatever cannot be read ends in an AppError: `input.empty_file`,
 * `input.too_large`, `input.password_protected`, `input.truncated` or
 * `input.unsupported_format`.
 */
export function readWorkbook(bytes: Uint8Array): RawWorkbook {
  const book = finish(mendSteps(finish(readAny(bytes))));
  refuseEmpty(book);
  return { ...book, sheets: book.sheets.map((sheet) => ({ ...sheet, rows: [...sheet.rows] })) };
}
