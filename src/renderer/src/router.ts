import { makeStore, useStore } from './store.ts';

/** The screens; those of the rail are named as the rail names them. */
export const screens = ['home', 'connection', 'sync', 'import', 'preview', 'daily', 'review', 'outbox', 'transactions', 'refunds', 'settlements', 'history', 'search', 'banks', 'settings'] as const;
export type Screen = (typeof screens)[number];

/** Where the page is: a screen and, on some, the thing it is about. */
export interface Route {
  readonly screen: Screen;
  readonly id: string | null;
}

/** Reads `#/review/123`; anything else is home. */
export function parseRoute(hash: string): Route {
  const [name = '', id] = hash.replace(/^#\/?/, '').split('/');
  const screen = screens.find((each) => each === name) ?? 'home';
  return { screen, id: id === undefined || id === '' ? null : decodeURIComponent(id) };
}

/** The address of a screen, for links. */
export function routeTo(screen: Screen, id?: string): string {
  if (screen === 'home') return '#/';
  return id === undefined ? `#/${screen}` : `#/${screen}/${encodeURIComponent(id)}`;
}

const routeStore = makeStore<Route>({ screen: 'home', id: null });

/** Starts following the address bar; the launch token must have left it by then. */
export function startRouter(): void {
  const read = (): void => routeStore.set(parseRoute(window.location.hash));
  window.addEventListener('hashchange', read);
  read();
}

export const useRoute = (): Route => useStore(routeStore);

/** Goes to a screen. */
export function go(screen: Screen, id?: string): void {
  window.location.hash = routeTo(screen, id);
}
