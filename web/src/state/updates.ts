/**
 * Newer versions of the page. The service worker gets one in the background and lets it wait; the reader decides when to change over,
 * for that closes what is open. Whoever does not is given the new version when the page is next opened.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import { registerServiceWorker } from '../trusted_scripts.ts';

export interface Updates {
  /** A newer version has been loaded and waits. */
  readonly ready: ReadonlySignal<boolean>;
  /** Changes over to it. Other windows stay as they are. */
  reload(): void;
}

/** An installed page can stay open for weeks; browsers look for a newer version only when it is opened. */
const lookAgainAfter = 60 * 60 * 1000;

/** `address` of the service worker; null where the page has none. */
export function watchUpdates(address: string | null): Updates {
  const ready = signal(false);
  let registration: ServiceWorkerRegistration | undefined;

  async function register(scriptUrl: string) {
    registration = await registerServiceWorker(scriptUrl);
    const kept = registration;
    // What waits while nothing is active yet is the first version, on its way.
    const look = () => {
      if (kept.waiting && kept.active) ready.value = true;
    };
    look();
    kept.addEventListener('updatefound', () => kept.installing?.addEventListener('statechange', look));
    lookAgainWhenShown(kept);
  }

  if (address !== null && 'serviceWorker' in navigator) {
    // After the page's own files. It may be refused (private windows, plain http): the page then works as any other.
    const start = () => register(address).catch(() => undefined);
    if (document.readyState === 'complete') void start();
    else window.addEventListener('load', start);
  }

  return {
    ready,
    reload() {
      const waiting = registration?.waiting;
      // Another window has changed over already.
      if (!waiting) return location.reload();
      waiting.addEventListener('statechange', () => {
        if (waiting.state === 'activated' || waiting.state === 'redundant') location.reload();
      });
      waiting.postMessage('activate');
    },
  };
}

function lookAgainWhenShown(registration: ServiceWorkerRegistration) {
  let looked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' || Date.now() - looked < lookAgainAfter) return;
    looked = Date.now();
    // Without a network there is nothing new to be had.
    registration.update().catch(() => undefined);
  });
}
