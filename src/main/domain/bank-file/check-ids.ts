import type { MappableField } from '../../../shared/bank-row.ts';

/** What Payven's transactions of a period are known by. */
export interface KnownIds {
  readonly provider_transaction_id: ReadonlySet<string>;
  readonly rrn: ReadonlySet<string>;
  readonly host_reference: ReadonlySet<string>;
  /** Basket ids and external ids. */
  readonly order: ReadonlySet<string>;
}

export type IdVerdict = 'best' | 'better' | 'repeats' | 'no_hits' | 'fewer_hits';

export interface IdCandidate {
  readonly header: string;
  readonly at: number;
  readonly field: MappableField | null;
  readonly in_use: boolean;
}

export interface CheckedId extends IdCandidate {
  readonly rows: number;
  readonly distinct: number;
  readonly hits: Readonly<Record<keyof KnownIds, number>>;
  readonly verdict: IdVerdict;
}

/** A column with fewer different values than this part of a hundred is a counter that starts over, not an id. */
const DISTINCT = 98;

class Counter {
  readonly candidate: IdCandidate;
  readonly #values = new Set<string>();
  readonly hits = { provider_transaction_id: 0, rrn: 0, host_reference: 0, order: 0 };
  rows = 0;

  constructor(candidate: IdCandidate) {
    this.candidate = candidate;
  }

  add(value: string, known: KnownIds): void {
    if (value === '') return;
    this.rows += 1;
    this.#values.add(value);
    for (const name of ['provider_transaction_id', 'rrn', 'host_reference', 'order'] as const) {
      if (known[name].has(value)) this.hits[name] += 1;
    }
  }

  get distinct(): number {
    return this.#values.size;
  }

  get repeats(): boolean {
    return this.distinct * 100 < this.rows * DISTINCT;
  }

  /** Payven compares the bank's id with its provider's (contract, matching); the other references only tell a row apart. */
  get worth(): number {
    const { provider_transaction_id, rrn, host_reference, order } = this.hits;
    return provider_transaction_id * 1e9 + Math.max(rrn, host_reference, order);
  }
}

function verdictOf(counter: Counter, best: Counter | undefined): IdVerdict {
  if (counter.rows > 0 && counter.repeats) return 'repeats';
  if (counter.worth === 0) return 'no_hits';
  if (best === undefined || counter.worth < best.worth) return 'fewer_hits';
  return counter.candidate.in_use || counter !== best ? 'best' : 'better';
}

/**
 * Counts for each column how many sales carry in it what Payven knows them by, and
 * which column would be the better id. `rows`: the cells of sales, as text.
 */
export function checkIds(
  candidates: readonly IdCandidate[],
  rows: Iterable<readonly string[]>,
  known: KnownIds,
): { columns: CheckedId[]; offer: CheckedId | null } {
  const counters = candidates.map((candidate) => new Counter(candidate));
  for (const cells of rows) for (const counter of counters) counter.add(cells[counter.candidate.at]?.trim() ?? '', known);
  const fit = counters.filter((counter) => counter.worth > 0 && !counter.repeats);
  // Of equals the one in use stays: what is as good is not better.
  fit.sort((a, b) => b.worth - a.worth || Number(b.candidate.in_use) - Number(a.candidate.in_use));
  const [best] = fit;
  const columns = counters
    .filter((counter) => counter.rows > 0)
    .map((counter) => ({ ...counter.candidate, rows: counter.rows, distinct: counter.distinct, hits: counter.hits, verdict: verdictOf(counter, best) }))
    .sort((a, b) => b.hits.provider_transaction_id - a.hits.provider_transaction_id || a.at - b.at);
  return { columns, offer: columns.find(({ verdict }) => verdict === 'better') ?? null };
}
