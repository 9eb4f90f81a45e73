import { AppError } from '../../shared/errors.ts';
import type { Clock, HttpResponse } from '../ports.ts';

/** Requests on their way at once: before an answer has told of a limit, and ever. */
const FIRST = 4;
const MOST = 32;
/** The last few before the limit renews go out spread over the time left, so that answers keep telling; writes need not wait. */
const RESERVE = 8;
/** Reset is in whole seconds, rounded nobody knows how. */
const GRAIN_MS = 1_000;
/** A larger Reset is an epoch second, not a distance. */
const EPOCH_FROM = 1_000_000_000;
/** When nothing has been heard since a renewal and all of it may be used up: the longest span Payven's guide counts in. */
const UNHEARD_MS = 60_000 + GRAIN_MS;
/** A longer pause is not kept: the next request hears again. */
const LONGEST_PAUSE_MS = 300_000;
/** Answers that can still matter to a request on its way; an older one is too old to be compared. */
const REMEMBERED = 256;

/** What an answer's rate limit headers promise (Payven guide: X-RateLimit-Limit, -Remaining, -Reset). */
export interface RateLimit {
  readonly limit: number;
  readonly remaining: number;
  /** From now until `limit` requests are free at the latest, ms. */
  readonly renews_in_ms: number;
}

/** A place among the requests to a host; `leave` gives it back with what the answer told, null where it told nothing. */
export interface Place {
  leave(told: RateLimit | null): void;
}

/** The gate every request to one of Payven's hosts passes. */
export interface Pace {
  /** Waits for a turn, first come first served, writes before reads. Throws AppError('state.cancelled'). */
  enter(kind: 'read' | 'write', signal?: AbortSignal): Promise<Place>;
  /** After a 429: nothing enters for this long, ms. */
  pause(milliseconds: number): void;
}

/** The limit an answer tells of; null unless all three headers can be read. `now` is Payven's, UTC ms. */
export function rateLimitOf(headers: HttpResponse['headers'], now: number): RateLimit | null {
  const read = (name: string): number => Number(headers[`x-ratelimit-${name}`] ?? Number.NaN);
  const [limit, remaining, reset] = [read('limit'), read('remaining'), read('reset')];
  if (!(limit >= 1 && remaining >= 0 && reset >= 0)) return null;
  // An epoch second is compared with a clock known to a second or two.
  const renews_in_ms = reset < EPOCH_FROM ? reset * 1000 + GRAIN_MS : Math.max(0, reset * 1000 - now) + 3 * GRAIN_MS;
  return { limit, remaining, renews_in_ms };
}

interface Waiting {
  go(): void;
}

/** A span of this machine's time; a clock set back to before it began ends it. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const leftOf = ({ from, to }: Span, now: number): number => (now < from ? 0 : Math.max(0, to - now));

/**
 * Counts only on what an answer promised, so that it is right for a token bucket and
 * for fixed windows alike. `#left` is how many more the host takes for sure: the
 * lowest Remaining among the answers that may have been the last one written, less
 * what is still on its way. Nothing is added for time that passes; after the promised
 * renewal one request asks how many there are now.
 */
class Gate implements Pace {
  readonly #clock: Clock;
  readonly #writes: Waiting[] = [];
  readonly #reads: Waiting[] = [];
  /** Order numbers of sending and of ending, in one sequence. */
  #order = 0;
  readonly #flying = new Set<number>();
  #ended: { readonly order: number; readonly sent: number; readonly remaining: number | null }[] = [];
  #forgotten = 0;
  /** Null before the first answer that tells of a limit. */
  #left: number | null = null;
  #limit = 0;
  /** When the limit is renewed at the latest, as told to the request `since`: of those answered, the last one sent. */
  #renewal: Span & { readonly since: number } = { from: 0, to: 0, since: 0 };
  #paused: Span = { from: 0, to: 0 };
  #lastSent = 0;
  /** The read that asks what is left after a renewal. */
  #asking: number | null = null;
  #alarm: { readonly at: number; readonly stop: AbortController } | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  enter(kind: 'read' | 'write', signal?: AbortSignal): Promise<Place> {
    if (signal?.aborted === true) return Promise.reject(new AppError('state.cancelled'));
    const queue = kind === 'write' ? this.#writes : this.#reads;
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        go: () => {
          signal?.removeEventListener('abort', stop);
          resolve(this.#send(kind));
        },
      };
      const stop = (): void => {
        queue.splice(queue.indexOf(waiting), 1);
        reject(new AppError('state.cancelled'));
        this.#pump();
      };
      signal?.addEventListener('abort', stop, { once: true });
      queue.push(waiting);
      this.#pump();
    });
  }

  pause(milliseconds: number): void {
    const from = this.#clock.now();
    const to = from + Math.min(milliseconds, LONGEST_PAUSE_MS);
    if (leftOf(this.#paused, from) < to - from) this.#paused = { from, to };
  }

  /** Lets in whoever may enter now, and wakes up again when the next one may. */
  #pump(): void {
    for (;;) {
      const queue = this.#writes.length > 0 ? this.#writes : this.#reads;
      if (queue.length === 0) return this.#silence();
      const wait = this.#wait(queue === this.#writes);
      if (wait > 0) return this.#wakeIn(wait);
      queue.shift()?.go();
    }
  }

  /** How long until the next request may leave, ms; Infinity: until an answer comes. */
  #wait(urgent: boolean): number {
    const now = this.#clock.now();
    const paused = leftOf(this.#paused, now);
    if (paused > 0) return paused;
    const flying = this.#flying.size;
    if (this.#left === null) return flying < FIRST ? 0 : Number.POSITIVE_INFINITY;
    if (flying >= MOST) return Number.POSITIVE_INFINITY;
    const renewal = leftOf(this.#renewal, now);
    if (this.#left < 1) return renewal > 0 ? renewal : this.#waitAfterRenewal(urgent, now);
    if (urgent || this.#left > RESERVE || renewal === 0) return 0;
    const gap = (this.#renewal.to - this.#lastSent) / (this.#left + 1);
    return Math.min(renewal, Math.max(0, this.#lastSent + gap - now));
  }

  /**
   * The limit is whole again, but nobody knows since when: all that was on its way while
   * the promise was made, and since, may have been counted against it.
   */
  #waitAfterRenewal(urgent: boolean, now: number): number {
    const { since } = this.#renewal;
    const counted = this.#ended.filter(({ order, sent }) => order > since && sent !== since).length;
    if (this.#flying.size + counted >= this.#limit) {
      if (this.#flying.size > 0) return Number.POSITIVE_INFINITY;
      this.#order += 1;
      this.#renewal = { from: now, to: now + UNHEARD_MS, since: this.#order };
      return UNHEARD_MS;
    }
    return urgent || this.#asking === null ? 0 : Number.POSITIVE_INFINITY;
  }

  #send(kind: 'read' | 'write'): Place {
    const now = this.#clock.now();
    this.#order += 1;
    const sent = this.#order;
    this.#flying.add(sent);
    this.#lastSent = now;
    if (this.#left !== null) {
      if (this.#left < 1 && kind === 'read') this.#asking = sent;
      this.#left = Math.max(0, this.#left - 1);
    }
    // A POST may be under a limit of its own (Payven guide: starts, tokens), and then tells of that one.
    return { leave: (told) => this.#leave(sent, kind === 'read' || told?.limit === this.#limit ? told : null) };
  }

  #leave(sent: number, told: RateLimit | null): void {
    if (!this.#flying.delete(sent)) return;
    if (this.#asking === sent) this.#asking = null;
    this.#order += 1;
    this.#ended.push({ order: this.#order, sent, remaining: told?.remaining ?? null });
    if (told !== null) this.#learn(sent, told);
    while (this.#ended.length > REMEMBERED) this.#forgotten = this.#ended.shift()?.order ?? 0;
    this.#pump();
  }

  /**
   * All that ended since this one was sent may have been counted after it; one of them
   * was the last. What told nothing, and what is on its way, counts in full.
   */
  #learn(sent: number, { limit, renews_in_ms }: RateLimit): void {
    const from = this.#clock.now();
    if (sent > this.#renewal.since) this.#renewal = { from, to: from + renews_in_ms, since: sent };
    this.#limit = limit;
    if (sent < this.#forgotten) return;
    const overlapping = this.#ended.filter(({ order }) => order > sent);
    const silent = overlapping.filter(({ remaining }) => remaining === null).length;
    const least = Math.min(...overlapping.flatMap(({ remaining }) => remaining ?? []));
    this.#left = Math.max(0, least - silent - this.#flying.size);
  }

  #silence(): void {
    this.#alarm?.stop.abort();
    this.#alarm = null;
  }

  #wakeIn(wait: number): void {
    if (wait === Number.POSITIVE_INFINITY) return;
    const at = this.#clock.now() + Math.ceil(wait);
    if (this.#alarm !== null && this.#alarm.at <= at) return;
    this.#silence();
    const alarm = { at, stop: new AbortController() };
    this.#alarm = alarm;
    const ring = (): void => {
      if (this.#alarm !== alarm) return;
      this.#alarm = null;
      this.#pump();
    };
    // A sleep that was stopped ends by throwing; its alarm is not the one set any more.
    void this.#clock.sleep(Math.ceil(wait), alarm.stop.signal).then(ring, ring);
  }
}

/** The gate of one host. At most {@link FIRST} at once until an answer tells of a limit, never more than {@link MOST}. */
export function openPace(clock: Clock): Pace {
  return new Gate(clock);
}
