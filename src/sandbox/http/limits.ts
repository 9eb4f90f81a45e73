import { tooMany } from './problem.ts';

/** Payven guide, rate limits of the sandbox: fifty a second, bursts of a hundred. */
const BURST_SECONDS = 2;
const MINUTE = 60_000;

/** Token bucket over all requests, so many a second; `now` gives UTC ms. */
export class Bucket {
  readonly #now: () => number;
  readonly #per_second: number;
  readonly #burst: number;
  #tokens: number;
  #filled: number;

  constructor(now: () => number, perSecond: number) {
    this.#now = now;
    this.#per_second = perSecond;
    this.#burst = perSecond * BURST_SECONDS;
    this.#tokens = this.#burst;
    this.#filled = now();
  }

  /** Takes a token; false when there is none. */
  take(): boolean {
    const now = this.#now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#filled) / 1000) * this.#per_second);
    this.#filled = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** `Reset` is in seconds from now, until the bucket is full again. */
  headers(): Record<string, string> {
    return {
      'x-ratelimit-limit': String(this.#per_second),
      'x-ratelimit-remaining': String(Math.floor(this.#tokens)),
      'x-ratelimit-reset': String(Math.ceil((this.#burst - this.#tokens) / this.#per_second)),
    };
  }
}

/** So many a minute, counted over the last sixty seconds. */
export class PerMinute {
  readonly #limit: number;
  readonly #now: () => number;
  #times: number[] = [];

  constructor(limit: number | undefined, now: () => number) {
    this.#limit = limit ?? Infinity;
    this.#now = now;
  }

  /** Counts one request, or throws 429 with the seconds until the oldest leaves the minute. */
  count(): void {
    const now = this.#now();
    this.#times = this.#times.filter((time) => now - time < MINUTE);
    const oldest = this.#times[0];
    if (oldest !== undefined && this.#times.length >= this.#limit) {
      throw tooMany(Math.max(1, Math.ceil((oldest + MINUTE - now) / 1000)));
    }
    this.#times.push(now);
  }
}
