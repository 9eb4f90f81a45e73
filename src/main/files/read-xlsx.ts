import { zipSync, type Zippable } from 'fflate';
import type { RawWorkbook } from '../domain/bank-file/raw.ts';
import { AppError } from '../../shared/errors.ts';
import { listZip, locateEntry, refuseZipBomb, unpackEntry, type ZipEntry } from './read-zip.ts';
import { readBySheetJs } from './sheetjs.ts';
import { guardPart } from './xlsx-limits.ts';

/** What a zip holds that has no workbook in it. */
function zipFormat(entries: readonly ZipEntry[]): string {
  const names = entries.map((entry) => entry.name);
  if (names.includes('xl/workbook.bin')) return 'xlsb';
  if (names.includes('content.xml')) return 'ods';
  if (names.some((name) => name.startsWith('word/'))) return 'docx';
  return names.some((name) => name.endsWith('.iwa')) ? 'numbers' : 'zip';
}

/**
 * Reads an xlsx: values as kept, formulas by their cached results, dates as serials.
 * Its parts are checked for size, damage and more cells than a bank file can have
 * before the library sees them.
 */
export function readXlsx(bytes: Uint8Array): RawWorkbook {
  const entries = listZip(bytes);
  if (!entries.some((entry) => /^\/?xl\/workbook[^/]*\.xml$/i.test(entry.name))) {
    throw new AppError('input.unsupported_format', { format: zipFormat(entries) });
  }
  refuseZipBomb(entries, bytes.length);
  return { format: 'xlsx', encoding: null, sheets: readBySheetJs(repack(bytes, entries)) };
}

/**
 * The parts that make a workbook, checked and stored without packing: the library
 * then reads exactly what was checked, and pictures and macros never reach it.
 */
function repack(bytes: Uint8Array, entries: readonly ZipEntry[]): Uint8Array {
  const parts = new Map<string, Uint8Array>();
  for (const entry of entries) {
    const data = locateEntry(bytes, entry);
    if (/\.(?:xml|rels)$/i.test(entry.name)) parts.set(entry.name.replace(/^\/+/, ''), guardPart(unpackEntry(entry, data)));
  }
  const files: Zippable = Object.fromEntries(parts);
  return zipSync(files, { level: 0 });
}
