import { type HttpRequest, type HttpResponse, type HttpTransport, TransportError } from '../../src/main/ports.ts';

/** What befalls one request between a desk and its sandbox. */
export const weatherNames = [
  'drop-before',
  'drop-after',
  '429',
  '500-before',
  '503-before',
  '504-before',
  '504-after',
  'offline',
  'overtaken',
] as const;
export type Weather = 'fair' | (typeof weatherNames)[number];

/** The weather to come, a request each; after the last one it is fair. */
export interface Sky {
  coming: { writes: Weather[]; reads: Weather[] };
  /** What a colleague does just before an overtaken request arrives. */
  overtake: () => Promise<void>;
}

function refusal(status: number, headers: Record<string, string> = {}): HttpResponse {
  const body = { type: 'about:blank', title: 'Sunucu', status, code: 'weather', detail: 'hava', instance: '/', correlation_id: 'weather' };
  return { status, headers: { 'content-type': 'application/problem+json', ...headers }, body: JSON.stringify(body) };
}

/** A transport under a sky. Tokens come in any weather: they change nothing at Payven. */
export function weatheredTransport(transport: HttpTransport, sky: Sky): HttpTransport {
  return {
    async send(request: HttpRequest): Promise<HttpResponse> {
      if (request.url.endsWith('/token')) return transport.send(request);
      const weather = sky.coming[request.method === 'POST' ? 'writes' : 'reads'].shift() ?? 'fair';
      switch (weather) {
        case 'drop-before':
          throw new TransportError('ECONNRESET', true);
        case 'offline':
          throw new TransportError('ENETUNREACH', false);
        case '429':
          return refusal(429, { 'retry-after': '3' });
        case '500-before':
        case '503-before':
        case '504-before':
          return refusal(Number(weather.slice(0, 3)));
        case 'overtaken':
          await sky.overtake();
          return transport.send(request);
        case 'drop-after':
          await transport.send(request);
          throw new TransportError('ECONNRESET', true);
        case '504-after':
          await transport.send(request);
          return refusal(504);
        case 'fair':
          return transport.send(request);
      }
    },
  };
}
