import type { ImportWarning } from '../../../shared/bank-row.ts';

/** So many warnings of one code are listed; the rest of them are counted in `more_warnings`. */
export const WARNINGS_PER_CODE = 50;

/** Collects the remarks on a file in the order they were made, at most so many of each code. */
export class WarningLog {
  readonly #kept: ImportWarning[] = [];
  readonly #counts = new Map<string, number>();

  add(code: string, row: number | null, params: ImportWarning['params'] = {}): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count <= WARNINGS_PER_CODE) this.#kept.push({ code, row, params });
  }

  /** Everything kept, then per capped code how many are not shown. */
  list(): ImportWarning[] {
    const more = [...this.#counts]
      .filter(([, count]) => count > WARNINGS_PER_CODE)
      .map(([of, count]) => ({ code: 'more_warnings', row: null, params: { of, count: count - WARNINGS_PER_CODE } }));
    return [...this.#kept, ...more];
  }
}
