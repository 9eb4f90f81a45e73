import { AppError } from '../shared/errors.ts';

/** The names faults and the journal know the endpoints by. */
export const routeNames = [
  'token',
  'merchants',
  'connectors',
  'transactions',
  'transaction',
  'histories',
  'refunds',
  'refund',
  'settlements',
  'start',
  'list',
  'get',
  'details',
  'resolve',
  'bulk-resolve',
  'finalize',
  'cancel',
] as const;
export type RouteName = (typeof routeNames)[number];

const faultKinds = [
  'latency',
  '429',
  '500',
  '503',
  '504',
  '504-after',
  '413',
  '401',
  'drop-before',
  'drop-after',
] as const;
export type FaultKind = (typeof faultKinds)[number];

interface Fault {
  route: RouteName | 'any';
  kind: FaultKind;
  /** Milliseconds of latency, or seconds to wait after a 429. */
  value: number;
  left: number;
}

/** What befalls one request: a wait inside its work, and at most one failure. */
export interface Mishap {
  latency_ms: number;
  failure: { kind: Exclude<FaultKind, 'latency'>; value: number } | null;
}

const shape = /^(?<route>[a-z-]+):(?<kind>[a-z0-9-]+)(?:=(?<value>\d+))?(?:\*(?<times>\d+|all))?$/;

const isOneOf = <T extends string>(known: readonly T[], value: string): value is T =>
  known.some((one) => one === value);

/** Reads `ROUTE:KIND[=VALUE][*TIMES]`. Throws AppError `usage.fault` with the text and what is wrong with it. */
export function parseFault(text: string): Fault {
  const refuse = (reason: string): never => {
    throw new AppError('usage.fault', { fault: text, reason });
  };
  const groups = shape.exec(text)?.groups;
  if (!groups) return refuse('shape');
  const { route = '', kind = '', value, times = '1' } = groups;
  if (route !== 'any' && !isOneOf(routeNames, route)) return refuse('route');
  if (!isOneOf(faultKinds, kind)) return refuse('kind');
  if (kind === 'latency' && value === undefined) return refuse('value_missing');
  if (kind !== 'latency' && kind !== '429' && value !== undefined) return refuse('value_unexpected');
  const left = times === 'all' ? Infinity : Number(times);
  if (left < 1) return refuse('times');
  return { route, kind, value: Number(value ?? 1), left };
}

/** Hands out the faults that were asked for; one serves a single request, unless it has a number of times. */
export class FaultBox {
  readonly #faults: Fault[];

  constructor(texts: readonly string[]) {
    this.#faults = texts.map(parseFault);
  }

  take(route: RouteName): Mishap {
    const mishap: Mishap = { latency_ms: 0, failure: null };
    for (const fault of this.#faults) {
      if (fault.left < 1 || (fault.route !== 'any' && fault.route !== route)) continue;
      if (fault.kind === 'latency') mishap.latency_ms += fault.value;
      else if (mishap.failure) continue;
      else mishap.failure = { kind: fault.kind, value: fault.value };
      fault.left -= 1;
    }
    return mishap;
  }
}
