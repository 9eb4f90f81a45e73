import { createHash } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { makeFolder } from '../folders.ts';

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');

/** A file the user chose, whole. */
export interface ChosenBytes {
  readonly file_name: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/**
 * Reads a chosen file. Throws AppError: `input.not_found`, `input.is_folder`,
 * `input.locked` (another program holds it), `input.changing` (still being
 * written), `input.not_readable`.
 */
export function readChosenFile(path: string): ChosenBytes {
  const file_name = basename(path);
  try {
    const before = statSync(path);
    if (before.isDirectory()) throw new AppError('input.is_folder', { file: file_name });
    const bytes = readFileSync(path);
    const after = statSync(path);
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs || bytes.length !== after.size) {
      throw new AppError('input.changing', { file: file_name });
    }
    return { file_name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new AppError('input.not_found', { file: file_name }, error);
    if (code === 'EBUSY' || code === 'ETXTBSY') throw new AppError('input.locked', { file: file_name }, error);
    if (code === 'EPERM' || code === 'EACCES') throw new AppError('input.no_permission', { file: file_name }, error);
    throw new AppError('input.not_readable', { file: file_name, reason: code }, error);
  }
}

/**
 * Writes a file so that it is there whole or not at all: beside its place first,
 * flushed to disk, then renamed over it. Throws AppError of the machine kind.
 */
export function writeWhole(path: string, bytes: Uint8Array): void {
  const part = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    makeFolder(dirname(path));
    const there = statSync(path, { throwIfNoEntry: false });
    if (there?.isDirectory() === true) throw new AppError('machine.not_writable', { file: path, reason: 'EISDIR' });
    // A device or a pipe is written to as it is: renaming over it would put a plain file in its place.
    if (there !== undefined && !there.isFile()) return writeInto(path, bytes);
    writeInto(part, bytes);
    renameSync(part, path);
  } catch (error) {
    removePart(part);
    if (error instanceof AppError) throw error;
    const code = codeOf(error);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new AppError('machine.disk_full', { file: path }, error);
    if (code === 'EBUSY' || code === 'EISDIR') throw new AppError('machine.file_in_use', { file: path }, error);
    throw new AppError('machine.not_writable', { file: path, reason: code }, error);
  }
}

function removePart(part: string): void {
  try {
    rmSync(part, { force: true });
  } catch {
    // Where not even this can be done (a parent that is a file) no part was made; why the writing failed is what counts.
  }
}

function writeInto(path: string, bytes: Uint8Array): void {
  const handle = openSync(path, 'w', 0o600);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Keeps a bank's file unchanged under its content's hash; returns the name it has in the
 * folder. The folder is ours, and for this user alone.
 */
export function keepOriginal(folder: string, chosen: ChosenBytes): { stored_file: string; undo(): void } {
  const stored_file = `${chosen.sha256}${extname(chosen.file_name).toLowerCase().replaceAll(/[^.a-z0-9]/g, '')}`;
  const path = join(folder, stored_file);
  const known = statSync(path, { throwIfNoEntry: false })?.size === chosen.bytes.length;
  const is_first = statSync(folder, { throwIfNoEntry: false }) === undefined;
  if (!known) {
    closeToOthers(folder);
    writeWhole(path, chosen.bytes);
  }
  return {
    stored_file,
    undo() {
      if (known) return;
      rmSync(path, { force: true });
      if (is_first && readdirSync(folder).length === 0) rmdirSync(folder);
    },
  };
}

/** Removes a kept file that no import has any more; one that is gone already is no fault. */
export function forgetOriginal(folder: string, stored_file: string): void {
  rmSync(join(folder, stored_file), { force: true });
}

function closeToOthers(folder: string): void {
  try {
    makeFolder(folder, 0o700);
    if ((statSync(folder).mode & 0o077) !== 0) chmodSync(folder, 0o700);
  } catch {
    // A folder of another user's, or none: writing into it tells.
  }
}
