import { type HttpRequest, type HttpResponse, type HttpTransport } from '../../src/main/ports.ts';
import { httpTransport } from '../../src/main/payven/transport.ts';
import { dayOf } from '../../src/shared/day.ts';

/** A page of a list a sync asked for. */
export interface AskedPage {
  readonly resource: string;
  /** The Istanbul day asked about. */
  readonly day: string;
  readonly page: number;
  /** As it was sent. */
  readonly end: string;
}

/** What becomes of a request: `send` lets the real one go. */
export type Steer = (asked: AskedPage, send: () => Promise<HttpResponse>) => Promise<HttpResponse>;

const LISTS = /^\/api\/v1\/(transactions|refunds|settlements)$/;

function askedOf(request: HttpRequest): AskedPage | null {
  const url = new URL(request.url);
  const resource = LISTS.exec(url.pathname)?.[1];
  if (resource === undefined) return null;
  const start = url.searchParams.get('start_date') ?? '';
  const day = start.length === 10 ? start : dayOf(Date.parse(start));
  return { resource, day, page: Number(url.searchParams.get('page')), end: url.searchParams.get('end_date') ?? '' };
}

/** The real transport, in which every page of a list that is asked for is written down and may be steered. */
export function steeredTransport(steer: Steer = (_, send) => send()): HttpTransport & { readonly asked: AskedPage[] } {
  const asked: AskedPage[] = [];
  return {
    asked,
    send(request) {
      const page = askedOf(request);
      if (page === null) return httpTransport.send(request);
      asked.push(page);
      return steer(page, () => httpTransport.send(request));
    },
  };
}
