import { z } from 'zod';
import { chosenFile, type ChosenFile } from './contract/shell.ts';

/** An error as every bridge carries it. */
export const bridgeError = z.object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()) });

/** The envelope of every answer. */
export const envelope = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: bridgeError }),
]);
export type BridgeEnvelope = z.infer<typeof envelope>;

/** How far a running call has come; `call_id` is the page's own number for it. */
export const bridgeProgress = z.object({
  call_id: z.string(),
  step: z.string(),
  done: z.number(),
  total: z.number().nullable(),
  wait_ms: z.number().optional(),
  transactions: z.number().optional(),
  refunds: z.number().optional(),
  left_ms: z.number().nullable().optional(),
});
export type BridgeProgress = z.infer<typeof bridgeProgress>;

/** What goes over the bridge for one call. */
export const bridgeCall = z.object({
  call_id: z.string().min(1).max(64),
  method: z.string().min(1).max(100),
  input: z.unknown(),
  language: z.enum(['tr', 'en']),
});
export type BridgeCall = z.infer<typeof bridgeCall>;

export const chosenFiles = z.array(chosenFile);

/**
 * The page's only way out of itself. The desktop's preload puts one on
 * `window.desk`; in a browser the page makes one over HTTP to the loopback shell.
 */
export interface DeskBridge {
  invoke(call: BridgeCall): Promise<BridgeEnvelope>;
  /** Stops a running call; what it finished until then is kept. */
  cancel(callId: string): void;
  /** Returns the way to stop listening. */
  onProgress(listener: (progress: BridgeProgress) => void): () => void;
  /** The system's open dialog (desktop) or a file input (browser). */
  chooseFiles(): Promise<ChosenFile[]>;
  /** Files dropped on the page. */
  takeDropped(files: readonly File[]): Promise<ChosenFile[]>;
  /** Where to write: a reference for `workbook.export`; null when the user thinks better of it. */
  chooseSave(suggestedName: string): Promise<string | null>;
  /** After the export: the browser downloads the file, the desktop shows where it is. */
  deliver(file: string): Promise<void>;
}
