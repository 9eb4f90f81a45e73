import { protocol, session } from 'electron';
import { PAGE_HEADERS } from '../shell/page-headers.ts';
import type { PageFiles } from '../shell/page-files.ts';

const SCHEME = 'app';
const HOST = 'desk';

/** Where the window's page comes from, and so the only sender the main process listens to. */
export interface PagePlace {
  readonly entry: string;
  /** `app://desk`, or the developer's server. */
  readonly origin: string;
}

export const BUILT_PAGE: PagePlace = { entry: `${SCHEME}://${HOST}/index.html`, origin: `${SCHEME}://${HOST}` };

/** Call it before the app is ready: later the page would be a stranger to itself. */
export function registerPageScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** The origin of an address; null for anything that is none. `URL.origin` is opaque for schemes like ours. */
export function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol: scheme, host } = new URL(address);
  return host === '' ? null : `${scheme}//${host}`;
}

/** Serves the built page under `app://desk/`, by exact names. */
export function servePage(files: PageFiles): void {
  protocol.handle(SCHEME, (request) => {
    const { pathname } = new URL(request.url);
    const isOurs = request.method === 'GET' && originOf(request.url) === BUILT_PAGE.origin;
    const file = isOurs ? files.find(pathname) : undefined;
    if (file === undefined) return new Response(null, { status: 404, headers: PAGE_HEADERS });
    return new Response(new Uint8Array(file.bytes), { headers: { ...PAGE_HEADERS, 'content-type': file.type } });
  });
}

function isOwn(address: string, place: PagePlace): boolean {
  const origin = originOf(address);
  // A data address holds its bytes itself; which of them may be shown is the policy's matter.
  if (origin === place.origin || address.startsWith('data:')) return true;
  return place !== BUILT_PAGE && (origin === place.origin.replace(/^http/, 'ws') || address.startsWith('devtools:'));
}

/** Nothing of the window may come from anywhere but the page's own place; the network is the desk's alone. */
export function refuseRemoteContent(place: PagePlace): void {
  session.defaultSession.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isOwn(details.url, place) });
  });
}
