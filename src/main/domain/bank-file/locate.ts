import type { ColumnLook, SavedProfile } from '../../../shared/bank-profile.ts';
import { AppError } from '../../../shared/errors.ts';
import { cellText, isBlank } from './cells.ts';
import { compareHeaders, headerOverlap, type LayoutChange, sameHeaders } from './fingerprint.ts';
import { bestHeader, findHeader, headerAt, type HeaderRow } from './header.ts';
import { builtInLayout, genericLayout, layouts, recogniseLayout } from './layouts/index.ts';
import type { Layout } from './layouts/layout.ts';
import { lookAtColumns, ROWS_LOOKED_AT } from './looks.ts';
import { layoutOfProfile } from './profile.ts';
import type { OpenWorkbook, RawCell } from './raw.ts';
import { ownWords } from './words.ts';

/** A file that shares this part of its headers with a saved profile is nearly that bank's. */
const NEARLY = 0.6;

/** What tells which table is meant and how it is read. */
export interface LocateOptions {
  readonly map?: Readonly<Record<string, string>>;
  /** Name of a saved profile (its newest version, or `name@version`), of a built-in layout, or `generic`. */
  readonly profile?: string;
  /** The header row as Excel counts, from 1; 0: the file has none. */
  readonly headerRow?: number;
  /** Every version of every profile that was saved; the newest of a name last. */
  readonly profiles?: readonly SavedProfile[];
}

/** The table of a file and what it is read by. */
export interface Place {
  readonly header: HeaderRow;
  /** The layout before a changed one is accepted. */
  readonly layout: Layout;
  readonly saved: SavedProfile | null;
  /** What differs between the headers of the file and of the saved profile; null where nothing does. */
  readonly change: Omit<LayoutChange, 'swapped'> | null;
  /** The first rows below the header that are not blank, and what the columns look like in them. */
  readonly rows: readonly (readonly RawCell[])[];
  readonly looks: readonly ColumnLook[];
}

/** Newest version of each name. */
function newest(profiles: readonly SavedProfile[]): SavedProfile[] {
  const byName = new Map<string, SavedProfile>();
  for (const profile of profiles) {
    if ((byName.get(profile.name)?.version ?? 0) < profile.version) byName.set(profile.name, profile);
  }
  return [...byName.values()];
}

/** What the user asked to read by; undefined: nothing in particular. Throws `usage.unknown_profile`. */
function chosen({ profile, profiles = [] }: LocateOptions): readonly SavedProfile[] | Layout | undefined {
  if (profile === undefined) return undefined;
  const found = profiles.filter((saved) => saved.name === profile || `${saved.name}@${saved.version}` === profile);
  if (found.length > 0) return found;
  const layout = builtInLayout(profile);
  if (layout !== undefined) return layout;
  const known = [...newest(profiles), ...layouts, genericLayout].map(({ name }) => name);
  throw new AppError('usage.unknown_profile', { profile, known });
}

/** The profile of exactly these headers: of several the one saved last. */
function exact(headers: readonly string[], candidates: readonly SavedProfile[], header: 'row' | 'none'): SavedProfile | undefined {
  return candidates.findLast(({ content }) => content.header === header && sameHeaders(content.headers, headers));
}

const isRow = ({ content }: SavedProfile): boolean => content.header === 'row';
const textsOf = (row: readonly RawCell[]): string[] => {
  const texts = row.map((cell) => (typeof cell === 'string' ? cellText(cell) : ''));
  while (texts.at(-1) === '') texts.pop();
  return texts;
};

/** A header row a profile knows although its names mean nothing to us. */
function headerByProfiles(workbook: OpenWorkbook, candidates: readonly SavedProfile[], least: number): HeaderRow | undefined {
  const known = candidates.filter(isRow);
  if (known.length === 0) return undefined;
  return bestHeader(workbook, (row) => {
    const texts = textsOf(row);
    const score = Math.max(...known.map(({ content }) => headerOverlap(content.headers, texts)));
    return score >= least ? score : 0;
  });
}

/** Whether the columns of a file without a header may be those of a profile without one. */
function fits(saved: SavedProfile, header: HeaderRow): boolean {
  if (!sameHeaders(saved.content.headers, header.headers)) return false;
  const looks = lookAtColumns(header.headers.length, firstRows(header), new Map());
  return saved.content.headers.every((name, at) => {
    const isMapped = Object.values(saved.content.columns).some((headers) => headers.includes(name));
    const [was, is] = [saved.content.looks[at]?.kind, looks[at]?.kind];
    return !isMapped || was === is || was === 'blank' || is === 'blank';
  });
}

function headerlessByProfiles(workbook: OpenWorkbook, candidates: readonly SavedProfile[]): HeaderRow | undefined {
  if (candidates.every(isRow)) return undefined;
  const header = headerAt(workbook, 0);
  return candidates.some((saved) => !isRow(saved) && fits(saved, header)) ? header : undefined;
}

/** The header row, by the user's word, by a saved profile, by known names, or by what is nearly a profile. */
function headerFor(workbook: OpenWorkbook, options: LocateOptions, candidates: readonly SavedProfile[]): HeaderRow {
  if (options.headerRow !== undefined) return headerAt(workbook, options.headerRow);
  const known = headerByProfiles(workbook, candidates, 1);
  if (known !== undefined && exact(known.headers, candidates, 'row') !== undefined) return known;
  try {
    return findHeader(workbook, options.map ?? {});
  } catch (error) {
    const found = headerByProfiles(workbook, candidates, NEARLY) ?? headerlessByProfiles(workbook, candidates);
    if (found === undefined) throw error;
    return found;
  }
}

function firstRows(header: HeaderRow): readonly (readonly RawCell[])[] {
  const found: (readonly RawCell[])[] = [];
  for (const row of header.sheet.rows.slice(header.index + 1)) {
    if (found.length >= ROWS_LOOKED_AT) break;
    if (!row.every(isBlank)) found.push(row);
  }
  return found;
}

/** Whether a file is known to be one bank's and a profile another's; of an unknown bank nobody can say. */
function isOtherBank({ content }: SavedProfile, { bank }: Layout): boolean {
  return bank !== content.bank && bank !== genericLayout.bank && content.bank !== genericLayout.bank;
}

/** The saved profile a header row has, or nearly has; a bank known otherwise is not taken for another's. */
function savedFor(header: HeaderRow, layout: Layout, candidates: readonly SavedProfile[], asked: boolean): SavedProfile | undefined {
  const form = header.index < 0 ? 'none' : 'row';
  const same = exact(header.headers, candidates, form);
  if (same !== undefined) return same;
  const latest = newest(candidates);
  if (asked) return latest[0];
  let best: { saved: SavedProfile; overlap: number } | undefined;
  for (const saved of latest) {
    if (saved.content.header !== form || isOtherBank(saved, layout)) continue;
    const overlap = headerOverlap(saved.content.headers, header.headers);
    if (overlap >= NEARLY && overlap >= (best?.overlap ?? 0)) best = { saved, overlap };
  }
  return best?.saved;
}

/**
 * Finds a file's table and what it is to be read by: the profile the user names, else
 * a saved one of the same headers, else one it nearly is (with what differs), else a
 * built-in layout. Throws `input.no_header` and `usage.…`.
 */
export function locate(workbook: OpenWorkbook, options: LocateOptions): Place {
  const wish = chosen(options);
  const isBuiltIn = wish !== undefined && 'name' in wish;
  const candidates = isBuiltIn ? [] : (wish ?? options.profiles ?? []);
  const header = headerFor(workbook, options, candidates);
  const rows = firstRows(header);
  const builtIn = isBuiltIn ? wish : recogniseLayout(header.headers);
  const saved = savedFor(header, builtIn, candidates, wish !== undefined) ?? null;
  const layout = saved === null ? builtIn : layoutOfProfile(saved);
  const looks = lookAtColumns(header.headers.length, rows, ownWords(layout.words));
  const change = saved === null || sameHeaders(saved.content.headers, header.headers) ? null : compareHeaders(saved.content, header.headers, looks);
  return { header, layout, saved, change, rows, looks };
}
