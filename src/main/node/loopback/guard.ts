import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { loopbackHeaders } from '../../../shared/loopback.ts';

/** The one address this shell answers at. */
export interface Place {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
}

/** 256 random bits, made at each launch. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Hashed first: two texts of any lengths then compare in the same time. */
function same(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/**
 * Whether a request names this shell as its host and comes from its own page. A name
 * that was made to point at 127.0.0.1 (DNS rebinding) stands in Host as itself, so
 * `localhost` and every other name is refused; only an address bar, a link from the
 * terminal and GET requests of the own page come without an Origin.
 */
export function isFromHere(request: IncomingMessage, place: Place): boolean {
  if (request.headers.host !== place.host) return false;
  const { origin } = request.headers;
  if (origin === undefined) return request.method === 'GET' || request.method === 'HEAD';
  return origin === place.origin;
}

/** Whether a call comes from a script of the own page, as far as the browser tells; old ones do not. */
export function isSameSite(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin';
}

/** Whether the launch's token came with the request. */
export function hasToken(request: IncomingMessage, token: string): boolean {
  const given = request.headers[loopbackHeaders.token];
  return typeof given === 'string' && same(given, token);
}
