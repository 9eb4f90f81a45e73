import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { describeError } from '../../../shared/text/say.ts';
import type { Envelope } from '../../rpc/dispatch.ts';

const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** A refusal of this shell, before or instead of a call. */
export class Refused extends AppError {
  readonly status: number;

  constructor(status: number, code: ErrorCode, details: Record<string, unknown> = {}) {
    super(code, details);
    this.status = status;
  }
}

/** Answers with an envelope. */
export function sendEnvelope(response: ServerResponse, status: number, envelope: Envelope): void {
  if (response.headersSent) return void response.end();
  response.writeHead(status, HEADERS).end(JSON.stringify(envelope));
}

/** Answers a refusal and, where the rest of a body is still to come, hangs up on it. */
export function sendRefusal(request: IncomingMessage, response: ServerResponse, refused: Refused): void {
  const { code, details, status } = refused;
  if (!request.complete) {
    response.setHeader('connection', 'close');
    response.once('finish', () => request.destroy());
  }
  sendEnvelope(response, status, { ok: false, error: { code, message: describeError('tr', code, details), details } });
}

/** The whole body, at most `limit` bytes. Throws {@link Refused} 413. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  refuseDeclared(request, limit);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new Refused(413, 'usage.too_large', { limit });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Refuses a body whose own header says it is too large, before a byte of it is read. */
export function refuseDeclared(request: IncomingMessage, limit: number): void {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new Refused(413, 'usage.too_large', { limit });
}
