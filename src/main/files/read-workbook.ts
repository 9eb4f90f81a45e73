import type { RawWorkbook } from '../domain/bank-file/raw.ts';
import { AppError } from '../../shared/errors.ts';
import { detectFormat } from './read-format.ts';
import { decodeText, readTextSheet } from './read-text.ts';
import { readXlsx } from './read-xlsx.ts';

/** Bytes of the largest file that is opened at all. */
const MAX_BYTES = 200_000_000;

function readText(bytes: Uint8Array): RawWorkbook {
  const { text, encoding } = decodeText(bytes);
  if (text.trim() === '') throw new AppError('input.empty_file');
  const { format, sheet } = readTextSheet(text);
  return { format, encoding, sheets: [sheet] };
}

/**
 * Reads a bank's file into raw cells. What it is, is told by its content. Whatever
 * cannot be read ends in an AppError: `input.empty_file`, `input.too_large`,
 * `input.password_protected`, `input.truncated` or `input.unsupported_format`.
 */
export function readWorkbook(bytes: Uint8Array): RawWorkbook {
  if (bytes.length > MAX_BYTES) throw new AppError('input.too_large', { size: bytes.length, limit: MAX_BYTES });
  const format = detectFormat(bytes);
  switch (format.kind) {
    case 'empty':
      throw new AppError('input.empty_file');
    case 'encrypted':
      throw new AppError('input.password_protected');
    case 'unsupported':
      throw new AppError('input.unsupported_format', { format: format.format });
    case 'zip':
      return readXlsx(bytes);
    case 'text':
      return readText(bytes);
  }
}
