/**
 * What the program needs from the machine and a test cannot have as it is.
 * Everything else (SQLite, files, workbooks) is used for real in the tests too.
 */

/** The machine's clock. `now` is UTC ms; `sleep` ends early, by throwing, when the signal aborts. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** New identifiers. `uuid` is a UUID v7: it sorts by time and is what Payven advises as Idempotency-Key. */
export interface Ids {
  uuid(): string;
  /** 0 to 1, for jitter. */
  chance(): number;
}

/**
 * Where secrets live. Nothing but this port ever keeps one.
 * Every method throws AppError('credentials.keychain_unavailable') when the store cannot be used.
 */
export interface SecretStore {
  get(account: string): Promise<string | null>;
  set(account: string, secret: string): Promise<void>;
  delete(account: string): Promise<void>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeout_ms: number;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Thrown by a transport. `left` tells whether any byte may have reached the other side. */
export class TransportError extends Error {
  readonly left: boolean;
  readonly reason: string;

  constructor(reason: string, left: boolean) {
    super(reason);
    this.name = 'TransportError';
    this.reason = reason;
    this.left = left;
  }
}

/** One HTTP exchange; never follows a redirect, never retries. Throws {@link TransportError}. */
export interface HttpTransport {
  send(request: HttpRequest): Promise<HttpResponse>;
}

/** A limit on calls: at most so many within so many ms. */
export interface RequestLimit {
  readonly most: number;
  readonly within_ms: number;
}

/**
 * When calls of a kind that Payven counts were made, by every program on the data
 * folder. `kind` says what is counted, `key` for whom; instants are this machine's.
 */
export interface RequestLedger {
  /** Calls after `since`, oldest first. */
  recent(kind: string, key: string, since: number): number[];
  record(kind: string, key: string, at: number): void;
  /**
   * Counts a call made at `at` when the limit allows one more, in one step, and returns
   * null; else the instant when there is room again, with nothing counted.
   */
  claim(kind: string, key: string, at: number, limit: RequestLimit): number | null;
}

/** Lines for whoever has to find out what went wrong. Never a secret, never a bank's row. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
  error(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
}

/**
 * Files the user chose. A caller of the dispatch names a file by a reference; only
 * the shell knows which path stands behind it, so that a page can never name one.
 */
export interface ChosenFiles {
  /** Path to read. Throws AppError('usage.unknown_file') for a reference nobody chose. */
  toRead(reference: string): string;
  /** Path to write. Throws likewise. */
  toWrite(reference: string): string;
}
