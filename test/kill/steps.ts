import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import process from 'node:process';
import BetterSqlite3 from 'better-sqlite3';
import type { Clock, HttpRequest, HttpTransport } from '../../src/main/ports.ts';

/** Where a process ends itself: at the so-many-th step of a name, or of any name. Counted from 1. */
export interface KillPoint {
  readonly step: string | null;
  readonly nth: number;
}

/**
 * Counts what a process does that anybody outside could tell apart: statements that
 * write, commits, requests, answers, waits. Between two of them nothing happens that
 * outlives the process, so that a kill before each is a kill at every instruction.
 */
export class Steps {
  readonly #kill: KillPoint | null;
  readonly #record: string | null;
  readonly #counts = new Map<string, number>();
  #all = 0;

  constructor(kill: KillPoint | null, record: string | null) {
    this.#kill = kill;
    this.#record = record;
  }

  /** Tells that the named step comes next. Does not return when it is the one to end at. */
  next(name: string): void {
    if (this.#isLast(name)) process.kill(process.pid, 'SIGKILL');
  }

  /** As {@link Steps.next}, for a step whose end takes a moment to arrive. */
  isNext(name: string): boolean {
    return this.#isLast(name);
  }

  #isLast(name: string): boolean {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    this.#all += 1;
    if (this.#record !== null) appendFileSync(this.#record, `${name}\n`);
    if (this.#kill === null) return false;
    return this.#kill.step === null ? this.#all === this.#kill.nth : this.#kill.step === name && this.#kill.nth === count;
  }
}

/** A call by the last word of its path that is no id: `start`, `bulk-resolve`, `transactions`, … */
export function callName(method: string, url: string): string {
  const words = new URL(url, 'http://localhost').pathname.split('/').filter((word) => /^[a-z-]+$/.test(word));
  return `${method} ${words.at(-1) ?? ''}`;
}

/** `ask`: before a request leaves; `told`: its answer is here and nobody has seen it yet. */
export function steppedTransport(transport: HttpTransport, steps: Steps): HttpTransport {
  watchDepartures(steps);
  return {
    async send(request: HttpRequest) {
      const name = callName(request.method, request.url);
      steps.next(`ask ${name}`);
      try {
        return await transport.send(request);
      } finally {
        steps.next(`told ${name}`);
      }
    },
  };
}

/** `sent`: the request's last byte is with the operating system, which delivers it whatever becomes of us. */
function watchDepartures(steps: Steps): void {
  const sockets = new WeakMap<object, Socket>();
  subscribe('undici:client:sendHeaders', (message) => {
    const { request, socket } = message as { request: object; socket: Socket };
    sockets.set(request, socket);
  });
  subscribe('undici:request:bodySent', (message) => {
    const { request } = message as { request: { method: string; path: string } };
    if (steps.isNext(`sent ${callName(request.method, request.path)}`)) endWhenDelivered(sockets.get(request));
  });
}

function endWhenDelivered(socket: Socket | undefined): void {
  if (socket === undefined || socket.writableLength === 0) process.kill(process.pid, 'SIGKILL');
  else setImmediate(() => endWhenDelivered(socket));
}

/** `wait`: before a wait, and after it. */
export function steppedClock(clock: Clock, steps: Steps): Clock {
  return {
    now: () => clock.now(),
    async sleep(milliseconds, signal) {
      steps.next('wait');
      await clock.sleep(milliseconds, signal);
      steps.next('waited');
    },
  };
}

const WRITE = /\b(insert(?: or \w+)? into|replace into|update|delete from|begin|commit|rollback|savepoint|release)\b\s*(\w+)?/i;

/** `insert into outbox`, `commit`, …; null for a statement that only reads. */
function statementName({ source, readonly }: BetterSqlite3.Statement): string | null {
  const [, verb = '', table = ''] = WRITE.exec(source) ?? [];
  const short = verb.toLowerCase();
  if (/^(begin|commit|rollback|savepoint|release)$/.test(short)) return short;
  return readonly ? null : `${short || 'write'} ${table}`;
}

/** Every writing statement of this process becomes a step, whoever prepares it. */
export function stepStatements(steps: Steps): void {
  const memory = new BetterSqlite3(':memory:');
  const statements = Object.getPrototypeOf(memory.prepare('SELECT 1')) as Record<string, (...args: unknown[]) => unknown>;
  memory.close();
  for (const method of ['run', 'get', 'all', 'iterate']) {
    const plain = statements[method];
    if (plain === undefined) throw new Error(`a statement has no method ${method}`);
    statements[method] = function stepped(this: BetterSqlite3.Statement, ...args: unknown[]): unknown {
      const name = statementName(this);
      if (name !== null) steps.next(name);
      return plain.apply(this, args);
    };
  }
}
