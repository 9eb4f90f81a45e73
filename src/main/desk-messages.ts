import type { Language } from '../shared/text/language.ts';
import type { Progress } from './app/context.ts';
import type { KnownFile } from './chosen-files.ts';
import type { Envelope } from './rpc/dispatch.ts';

/** What a thread is started with. */
export interface ThreadData {
  /** `commands` brings the database up to date and may write; `queries` can only read. */
  readonly role: 'commands' | 'queries';
  readonly data_folder: string;
  readonly files: readonly KnownFile[];
}

/** From the host to a thread. Ids number the host's questions and the thread's own apart. */
export type ToThread =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown; readonly language: Language }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'file'; readonly file: KnownFile }
  /** The answer to a `secret` question; `secret` of a get, null where there is none. */
  | { readonly kind: 'secret'; readonly id: number; readonly secret: string | null }
  /** A connection was made anew or removed: tokens held for it are of the old secret. */
  | { readonly kind: 'forget_tokens' }
  | { readonly kind: 'try_keychain'; readonly id: number }
  | { readonly kind: 'close' };

/** From a thread to its host. */
export type FromThread =
  | { readonly kind: 'ready'; readonly queries: readonly string[] }
  | { readonly kind: 'failed'; readonly code: string; readonly details: Readonly<Record<string, unknown>> }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'answer'; readonly id: number; readonly envelope: Envelope }
  | { readonly kind: 'secret'; readonly id: number; readonly deed: SecretDeed };

/** What a thread asks of the host's memory, where secrets of unattended runs are held. */
export type SecretDeed =
  | { readonly do: 'get' | 'delete'; readonly account: string }
  | { readonly do: 'set'; readonly account: string; readonly secret: string };
