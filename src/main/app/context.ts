import type { Contract, InputOf, OutputOf } from '../../shared/contract/method.ts';
import type { Language } from '../../shared/text/language.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import type { ConnectionRow } from '../db/connection.ts';
import type { PayvenHost } from '../payven/host.ts';
import type { TokenSource } from '../payven/tokens.ts';
import type { ReviewViews } from './review-views.ts';
import type { ChosenFiles, Clock, HttpTransport, Ids, Log, RequestLedger, SecretStore } from '../ports.ts';

/** How far a long command has come; `total` is null where it is not known yet. */
export interface Progress {
  readonly step: 'connect' | 'sync' | 'read' | 'match' | 'send' | 'export' | 'wait';
  readonly done: number;
  readonly total: number | null;
  /** For `wait`: how long until the next try, ms. */
  readonly wait_ms?: number;
  /** For `sync`: rows read so far. */
  readonly transactions?: number;
  readonly refunds?: number;
  /** Estimated time left, ms; null while it cannot be told. */
  readonly left_ms?: number | null;
}

/** What every use case is given. */
export interface BaseContext {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly transport: HttpTransport;
  readonly files: ChosenFiles;
  readonly data_folder: string;
  /** Who sits at this computer; stands in decisions and the history. */
  readonly user: string;
  readonly language: Language;
  readonly signal: AbortSignal;
  secretsOf(place: ConnectionRow['secret_place']): SecretStore;
  /** Token sources by connection id: one renewal at a time, shared by all calls. */
  readonly tokens: Map<string, TokenSource>;
  /** Payven's hosts by origin: each one's clock, and the gate all calls to it pass. */
  readonly hosts: Map<string, PayvenHost>;
  /** What views of the review were made of lately. */
  readonly views: ReviewViews;
  /** Calls Payven counts by the minute, of every program on this data folder. */
  readonly ledger: RequestLedger;
  progress(progress: Progress): void;
}

export interface QueryContext extends BaseContext {
  readonly db: ReadableDb;
}

export interface CommandContext extends BaseContext {
  readonly db: WritableDb;
  /**
   * Runs a transaction that lets others have their turn before it ends: whatever else
   * would write by this connection waits for it. For commands of the main lane alone.
   */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** One handler for every method of a contract; `satisfies` demands that none is missing. */
export type HandlersOf<C extends Contract> = {
  readonly [K in keyof C]: (
    input: InputOf<C[K]>,
    context: C[K]['kind'] extends 'query' ? QueryContext : CommandContext,
  ) => OutputOf<C[K]> | Promise<OutputOf<C[K]>>;
};
