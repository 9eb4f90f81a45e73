import type { Clock } from '../ports.ts';
import { openPace, type Pace } from './pace.ts';

/** An answer's Date has whole seconds, and a server may keep a written one for another. */
const DATE_GRAIN_MS = 2_000;

/** Payven's clock as far as its answers tell; everything UTC ms. */
export interface HostClock {
  /** Payven's time now: this machine's, moved by what was measured. */
  now(): number;
  /** Payven's clock minus this machine's; 0 until an answer has told. */
  skew(): number;
  /** When an answer last told the time, by this machine's clock; null before the first. */
  measuredAt(): number | null;
  /** Learns from an answer: when its request left, when it came, and its Date header. */
  observe(sent: number, received: number, date: string | undefined): void;
}

/** What this program knows of one of Payven's hosts while it runs, shared by every call to it. */
export interface PayvenHost {
  readonly clock: HostClock;
  readonly pace: Pace;
}

/**
 * Measures a host's clock. Each answer says where the difference must lie: its Date
 * was written between sending and receiving. What several answers agree on is kept;
 * where one contradicts the others a clock was set, and only that one counts.
 */
export function hostClock(clock: Clock): HostClock {
  let lowest = Number.NEGATIVE_INFINITY;
  let highest = Number.POSITIVE_INFINITY;
  let measured: number | null = null;
  const skew = (): number => {
    if (measured === null) return 0;
    // No difference at all is the likeliest where it is possible: most machines keep good time.
    if (lowest <= 0 && highest >= 0) return 0;
    return Math.round((lowest + highest) / 2);
  };
  return {
    now: () => clock.now() + skew(),
    skew,
    measuredAt: () => measured,
    observe(sent, received, date) {
      const told = Date.parse(date ?? '');
      if (Number.isNaN(told) || received < sent) return;
      const [low, high] = [told - received, told + DATE_GRAIN_MS - sent];
      const agrees = low <= highest && high >= lowest;
      lowest = agrees ? Math.max(lowest, low) : low;
      highest = agrees ? Math.min(highest, high) : high;
      measured = received;
    },
  };
}

/** The host an address leads to. `hosts` keeps one by origin, for as long as the program runs. */
export function hostFor({ clock, hosts }: { clock: Clock; hosts: Map<string, PayvenHost> }, url: string): PayvenHost {
  const { origin } = new URL(url);
  const held = hosts.get(origin) ?? { clock: hostClock(clock), pace: openPace(clock) };
  hosts.set(origin, held);
  return held;
}
