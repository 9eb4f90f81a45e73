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

  /** Takes over what another one has collected. */
  absorb(other: WarningLog): void {
    for (const { code, row, params } of other.#kept) this.add(code, row, params);
    for (const [code, count] of other.#counts) {
      const hidden = Math.max(0, count - WARNINGS_PER_CODE);
      if (hidden > 0) this.#counts.set(code, (this.#counts.get(code) ?? 0) + hidden);
    }
  }

  /** Everything kept, then per capped code how many are not shown. */
  list(): ImportWarning[] {
    const more = [...this.#counts]
      .filter(([, count]) => count > WARNINGS_PER_CODE)
      .map(([of, count]) => ({ code: 'more_warnings', row: null, params: { of, count: count - WARNINGS_PER_CODE } }));
    return [...this.#kept, ...more];
  }
}
