/**
 * Keeps one whole version of the page, so that it opens without a network. `web/vite/offline.ts` builds it and fills in the list of files.
 *
 * A version is installed completely or not at all: each file must be the one it was built with, which a site in the middle of being
 * published may not have yet. A newer version waits until the reader agrees or no window shows the one before any more.
 */

/** Addresses relative to the site, pages named index.html by their folder; and the digests of the files, as `integrity` takes them. */
declare const __FILES__: readonly (readonly [path: string, integrity: string])[];
/** Differs whenever the files do. */
declare const __VERSION__: string;

const worker = self as unknown as ServiceWorkerGlobalScope;
const { scope } = worker.registration;
// Other pages of the same origin have caches too, perhaps other copies of this one.
const prefix = `image-anatomy ${scope} `;
const cacheName = prefix + __VERSION__;
const files = __FILES__;
const addresses = new Set(files.map(([path]) => new URL(path, scope).href));

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', (event) => {
  if (event.data === 'activate') event.waitUntil(worker.skipWaiting());
});
worker.addEventListener('fetch', (event) => {
  const address = keptAddress(event.request);
  if (address !== undefined) event.respondWith(answer(address, event.request));
});

async function install() {
  const cache = await caches.open(cacheName);
  try {
    await Promise.all(files.map((file) => keep(cache, ...file)));
  } catch (error) {
    await caches.delete(cacheName);
    throw error;
  }
}

async function keep(cache: Cache, path: string, integrity: string) {
  // The browser may have an earlier file of the same name at hand, or (Chromium) parts of it, which a cache does not take; those with a
  // hash in their name are the same for ever.
  const response = await fetch(new URL(path, scope), {
    cache: path.startsWith('assets/') ? 'default' : 'reload',
    integrity,
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await cache.put(new URL(path, scope), response);
}

async function activate() {
  const earlier = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== cacheName);
  await Promise.all(earlier.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** Under which address a request is kept; undefined: it is none of ours, the network answers. */
function keptAddress({ method, mode, url }: Request): string | undefined {
  if (method !== 'GET') return undefined;
  if (mode !== 'navigate') return addresses.has(url) ? url : undefined;
  const page = new URL(url);
  page.hash = '';
  page.search = '';
  const address = page.href.replace(/\/index\.html$/, '/');
  return addresses.has(address) ? address : undefined;
}

async function answer(address: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  // A reader may have emptied the cache.
  return (await cache.match(address, { ignoreVary: true })) ?? fetch(request);
}
