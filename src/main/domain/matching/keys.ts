import type { Scope } from '../../../shared/enums.ts';

/** No index. */
export const NONE = -1;

/** Entry of an array; only for an index below its length. */
export const itemAt = <T>(items: ArrayLike<T>, index: number): T => items[index] as T;

/** Null for text that says nothing: nothing never equals nothing. */
export const present = (value: string | null): string | null => (value === null || value === '' ? null : value);

/** One index a key. Under Merchant scope a key counts only within one merchant; no merchant, no key. */
export class Keys {
  readonly #scope: Scope;
  readonly #byMerchant = new Map<string, Map<string, number>>();

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** The index of a key, or {@link NONE}. */
  get(key: string, merchant: string | null): number {
    return this.#within(merchant)?.get(key) ?? NONE;
  }

  /** Puts `index` in the place of the one that had the key, and tells that one. */
  replace(key: string, merchant: string | null, index: number): number {
    const keys = this.#within(merchant);
    const before = keys?.get(key) ?? NONE;
    keys?.set(key, index);
    return before;
  }

  #within(merchant: string | null): Map<string, number> | null {
    const name = this.#scope === 'Connector' ? '' : present(merchant);
    if (name === null) return null;
    const known = this.#byMerchant.get(name);
    if (known !== undefined) return known;
    const keys = new Map<string, number>();
    this.#byMerchant.set(name, keys);
    return keys;
  }
}
