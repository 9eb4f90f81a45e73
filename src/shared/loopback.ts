import { z } from 'zod';
import { bridgeCall, bridgeProgress, envelope } from './bridge.ts';
import { chosenFile } from './contract/shell.ts';

/**
 * How the page talks to the loopback shell. Both sides build on this file alone.
 *
 * The token comes in the address's fragment (`http://127.0.0.1:4711/#token=…`):
 * a fragment is never sent to a server, stands in no log and no Referer. The page
 * takes it out of the address bar (history.replaceState), keeps it in
 * sessionStorage (so that a reload works) and sends it as a header with each
 * request under `/api/`, downloads and progress included. A cookie was not chosen:
 * cookies know no ports, so any other server on 127.0.0.1 would be sent it, and
 * SameSite counts such a server as the same site. A header of our own also makes
 * every foreign page's request need a preflight, which is never granted.
 *
 * Every answer under `/api/` except events, downloads and 204 is an envelope, also
 * the refusals: 401 no or wrong token, 403 wrong Host or Origin, 404, 405, 413,
 * 415. A call that was understood is 200 whether it ended well or not.
 */
export const loopbackPaths = {
  /** POST, JSON {@link loopbackCall}; answers the envelope of the call. */
  call: '/api/call',
  /** POST, JSON {@link loopbackCancel}; 204, also when nothing runs under that id. */
  cancel: '/api/cancel',
  /**
   * GET, text/event-stream: each `data:` line is one {@link loopbackProgress} in JSON;
   * lines that start with `:` keep the stream alive. Read it with fetch and a stream
   * reader (EventSource cannot send the token); open it again when it ends.
   */
  events: '/api/events',
  /** POST, the file's bytes as they are; its name in the name header. Envelope of {@link loopbackUploaded}. */
  upload: '/api/upload',
  /** POST, JSON {@link loopbackSave}; envelope of {@link loopbackSaved}, the reference `workbook.export` takes. */
  save: '/api/save',
  /**
   * GET `${download}/${reference}`: the bytes that were written to a saved
   * reference, as an attachment. Fetch it with the token and hand the blob to
   * an `<a download>`.
   */
  download: '/api/download',
} as const;

/** Lower case, as Node reads them. */
export const loopbackHeaders = {
  /** With every request under `/api/`. */
  token: 'x-mutabakat-token',
  /** The uploaded file's name through encodeURIComponent; it decides the format only where the bytes do not. */
  name: 'x-mutabakat-name',
} as const;

export const loopbackTypes = { json: 'application/json', file: 'application/octet-stream' } as const;

/** `#token=…`; the token is 43 characters of base64url (256 random bits). */
export const loopbackFragmentKey = 'token';

export const loopbackLimits = {
  /** Bytes of a JSON body. */
  json: 1_048_576,
  /** Bytes of an uploaded file. */
  upload: 256 * 1_048_576,
} as const;

export const loopbackCall = bridgeCall;
export const loopbackCancel = z.object({ call_id: z.string().min(1).max(64) });
export const loopbackSave = z.object({ name: z.string().min(1).max(200) });
export const loopbackSaved = z.object({ file: z.string() });
export const loopbackUploaded = chosenFile;
export const loopbackProgress = bridgeProgress;
export const loopbackEnvelope = envelope;
