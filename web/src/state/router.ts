/** The browser's address bar as a signal. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { formatRoute, parseRoute, type Route } from './route.ts';

export interface Router {
  readonly route: ReadonlySignal<Route>;
  /** Goes to another view; `replace` leaves no entry in the history (moving from row to row, say). */
  go(route: Route, how?: 'push' | 'replace'): void;
}

export function createRouter(): Router {
  const route = signal(parseRoute(location.hash));
  // Also fires for links that are plain anchors, and for back and forward.
  window.addEventListener('hashchange', () => {
    if (formatRoute(route.value) !== location.hash) route.value = parseRoute(location.hash);
  });
  return {
    route,
    go(next, how = 'push') {
      const address = formatRoute(next);
      if (how === 'push' && address !== location.hash) history.pushState(null, '', address);
      else history.replaceState(null, '', address);
      route.value = next;
    },
  };
}
