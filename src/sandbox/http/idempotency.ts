import { Problem, badRequest } from './problem.ts';

export interface StoredAnswer {
  status: number;
  payload: string;
  problem: boolean;
}

interface Entry {
  body_sha256: string;
  /** Null while the first request is still being worked on. */
  answer: StoredAnswer | null;
  forgotten_at: number;
}

const MOST_CHARACTERS = 128;

const inUse = (detail: string): Problem => new Problem(409, 'idempotency_key_in_use', detail);

/**
 * Remembers answers by tenant, path and key (Payven guide: three minutes for
 * reconciliation calls). After that the work is done again: this is the danger
 * a client has to know. `now` gives UTC ms.
 */
export class Idempotency {
  readonly #entries = new Map<string, Entry>();
  readonly #ttl_ms: number;
  readonly #now: () => number;

  constructor(ttlSeconds: number, now: () => number) {
    this.#ttl_ms = ttlSeconds * 1000;
    this.#now = now;
  }

  /** The first answer where there is one; else the key is taken until `keep` or `release`. Throws 409, or 400 on a key too long. */
  begin(path: string, key: string, bodySha256: string): StoredAnswer | null {
    if (key.length > MOST_CHARACTERS) throw badRequest('Idempotency-Key en çok 128 karakter olabilir.');
    this.#forget();
    const entry = this.#entries.get(`${path} ${key}`);
    if (!entry) {
      this.#entries.set(`${path} ${key}`, { body_sha256: bodySha256, answer: null, forgotten_at: Infinity });
      return null;
    }
    if (entry.body_sha256 !== bodySha256) throw inUse('Bu Idempotency-Key başka bir istek gövdesi ile kullanıldı.');
    if (!entry.answer) throw inUse('Bu Idempotency-Key ile bir istek hâlâ işleniyor.');
    return entry.answer;
  }

  keep(path: string, key: string, answer: StoredAnswer): void {
    const entry = this.#entries.get(`${path} ${key}`);
    if (!entry) return;
    entry.answer = answer;
    entry.forgotten_at = this.#now() + this.#ttl_ms;
  }

  /** Gives a key back whose work never came to an answer. */
  release(path: string, key: string): void {
    if (!this.#entries.get(`${path} ${key}`)?.answer) this.#entries.delete(`${path} ${key}`);
  }

  #forget(): void {
    const now = this.#now();
    for (const [key, entry] of this.#entries) if (entry.forgotten_at <= now) this.#entries.delete(key);
  }
}
