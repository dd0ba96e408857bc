/**
 * The page's only Trusted Types policy. The Content-Security-Policy requires trusted types wherever a string could become code, and
 * allows this one policy: it makes no markup and no scripts, and addresses of scripts only while the page itself starts a worker. It is
 * the default one, for the worker's address is made inside what Vite wraps around inlined workers.
 *
 * https://www.w3.org/TR/trusted-types/
 */
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string | null }): unknown;
}

let allows: ((address: string) => boolean) | undefined;

function whileAllowing<T>(addresses: (address: string) => boolean, start: () => T): T {
  allows = addresses;
  try {
    return start();
  } finally {
    allows = undefined;
  }
}

/** Starts a worker whose code is inlined, and comes from a blob: address of this page. */
export const startWorker = (start: () => Worker): Worker =>
  whileAllowing((address) => address.startsWith(`blob:${self.origin}/`), start);

export function registerServiceWorker(address: string | URL): Promise<ServiceWorkerRegistration> {
  const { href } = new URL(address, document.baseURI);
  return whileAllowing(
    (asked) => asked === href,
    () => navigator.serviceWorker.register(href),
  );
}

// Not in every browser: there the policy says nothing.
(globalThis as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy('default', {
  createScriptURL: (address) => (allows?.(address) ? address : null),
});
