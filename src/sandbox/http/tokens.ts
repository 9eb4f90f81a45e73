import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Problem } from './problem.ts';

const claims = z.object({ sub: z.string(), typ: z.string(), exp: z.number() });

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const refused = (code: string, detail: string): Problem =>
  new Problem(401, code, detail, { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } });

/**
 * Access tokens shaped like Keycloak's (HS256 here), signed with a key made at each
 * launch: no token outlives its sandbox. `now` gives UTC ms.
 */
export class Tokens {
  readonly #key = randomBytes(32);
  readonly #lifetime_s: number;
  readonly #now: () => number;

  constructor(lifetimeSeconds: number, now: () => number) {
    this.#lifetime_s = lifetimeSeconds;
    this.#now = now;
  }

  issue(clientId: string, issuer: string): Record<string, unknown> {
    const seconds = Math.floor(this.#now() / 1000);
    const token = (typ: string, lifetime: number): string =>
      this.#signed({ iss: issuer, sub: clientId, azp: clientId, typ, jti: randomUUID(), iat: seconds, exp: seconds + lifetime });
    return {
      access_token: token('Bearer', this.#lifetime_s),
      refresh_token: token('Refresh', 1_800),
      expires_in: this.#lifetime_s,
      refresh_expires_in: 1_800,
      token_type: 'Bearer',
      scope: 'profile email',
    };
  }

  /** The client a bearer token was given to. Throws 401 `token_expired` or `invalid_token`. */
  check(authorization: string | undefined): string {
    const token = /^Bearer (?<token>\S+)$/i.exec(authorization ?? '')?.groups?.['token'] ?? '';
    const [head = '', payload = '', signature = ''] = token.split('.');
    const wanted = this.#signature(`${head}.${payload}`);
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      throw refused('invalid_token', 'Erişim anahtarı geçerli değil.');
    }
    const parsed = claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    if (parsed.typ !== 'Bearer') throw refused('invalid_token', 'Bu bir erişim anahtarı değil.');
    if (parsed.exp * 1000 <= this.#now()) throw refused('token_expired', 'Erişim anahtarının süresi doldu.');
    return parsed.sub;
  }

  #signed(payload: Record<string, unknown>): string {
    const content = `${encode({ alg: 'HS256', typ: 'JWT', kid: 'sandbox' })}.${encode(payload)}`;
    return `${content}.${this.#signature(content).toString('base64url')}`;
  }

  #signature(content: string): Buffer {
    return createHmac('sha256', this.#key).update(content).digest();
  }
}
