import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ChosenFile } from '../shared/contract/shell.ts';
import { AppError } from '../shared/errors.ts';
import type { ChosenFiles } from './ports.ts';

/** A file the user chose, with what it may be used for: one chosen to be read is never written. */
export interface KnownFile {
  readonly reference: string;
  readonly path: string;
  readonly use: 'read' | 'write';
}

/**
 * References that stand for paths. They are random, so none can be guessed, and only
 * what a shell put in here resolves: a page has no way to name a path.
 */
export class ChosenFileRegistry implements ChosenFiles {
  readonly #known = new Map<string, KnownFile>();
  readonly #listeners = new Set<(file: KnownFile) => void>();

  /** Takes a file the user chose to be read. One that is not there is told when it is read, with its name. */
  async choose(path: string): Promise<ChosenFile> {
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    );
    return { file: this.#register(path, 'read'), name: basename(path), size };
  }

  /** Takes a place the user chose to write to; the answer is its reference. */
  chooseTarget(path: string): string {
    return this.#register(path, 'write');
  }

  /** Takes a file another registry made a reference for, as a worker thread does. */
  add(file: KnownFile): void {
    this.#known.set(file.reference, file);
    for (const listener of this.#listeners) listener(file);
  }

  all(): KnownFile[] {
    return [...this.#known.values()];
  }

  /** Hears of every file registered from now on. */
  onAdded(listener: (file: KnownFile) => void): void {
    this.#listeners.add(listener);
  }

  toRead(reference: string): string {
    return this.#resolve(reference, 'read');
  }

  toWrite(reference: string): string {
    return this.#resolve(reference, 'write');
  }

  #register(path: string, use: KnownFile['use']): string {
    const reference = randomUUID();
    this.add({ reference, path, use });
    return reference;
  }

  #resolve(reference: string, use: KnownFile['use']): string {
    const known = this.#known.get(reference);
    if (known?.use !== use) throw new AppError('usage.unknown_file');
    return known.path;
  }
}
