import type { Clock } from '../ports.ts';
import type { SyncedResource } from '../db/synced-days.ts';
import type { Progress } from './context.ts';

/** Before so many pages and so long a time an estimate would be a guess. */
const FEWEST_PAGES = 20;
const SHORTEST_MS = 3_000;

/** One window on its way: its pages as they come, from the first again where it is read again. */
export interface WindowProgress {
  page(number: number, rows: number, total_pages: number): void;
  /** It is stored. */
  done(): void;
}

/** How far a sync has come, told after each window and within those of many pages. */
export class SyncProgress {
  readonly #clock: Clock;
  readonly #report: (progress: Progress) => void;
  readonly #total: number;
  readonly #began: number;
  #opened = 0;
  #done = 0;
  /** Pages asked for, repeated ones included: what the time was spent on. */
  #asked = 0;
  /** Pages the windows opened so far have, and how many of these came. */
  #promised = 0;
  #came = 0;
  readonly #rows: Record<SyncedResource, number> = { transactions: 0, refunds: 0, settlements: 0 };

  constructor(clock: Clock, report: (progress: Progress) => void, total: number) {
    this.#clock = clock;
    this.#report = report;
    this.#total = total;
    this.#began = clock.now();
  }

  window(resource: SyncedResource): WindowProgress {
    let promised = 0;
    let came = 0;
    let rows = 0;
    this.#opened += 1;
    const forget = (): void => {
      this.#promised -= promised;
      this.#came -= came;
      this.#rows[resource] -= rows;
      [promised, came, rows] = [0, 0, 0];
    };
    return {
      page: (number, count, total_pages) => {
        if (number === 1) {
          forget();
          promised = Math.max(1, total_pages);
          this.#promised += promised;
        }
        came += 1;
        rows += count;
        this.#came += 1;
        this.#rows[resource] += count;
        this.#asked += 1;
        if (came < promised) this.#tell();
      },
      done: () => {
        this.#done += 1;
        this.#promised -= promised - came;
        this.#tell();
      },
    };
  }

  /** Time left, ms: pages still to come at the pace of those that came. Null while it cannot be told. */
  #left(): number | null {
    const elapsed = this.#clock.now() - this.#began;
    if (this.#asked < FEWEST_PAGES || elapsed < SHORTEST_MS) return null;
    const unopened = (this.#total - this.#opened) * (this.#promised / Math.max(1, this.#opened));
    return Math.round((this.#promised - this.#came + unopened) * (elapsed / this.#asked));
  }

  #tell(): void {
    const { transactions, refunds } = this.#rows;
    this.#report({ step: 'sync', done: this.#done, total: this.#total, transactions, refunds, left_ms: this.#left() });
  }
}
