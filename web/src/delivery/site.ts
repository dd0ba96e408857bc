/** The page as a site: index.html with its files beside it. Addresses are relative: it may lie in any folder. */
import engineUrl from '#engine-wasm?url';
import type { Delivery } from './delivery.ts';

/** The development server has neither of the first two: both are made from the built page. */
const isBuilt = import.meta.env.PROD;

export const delivery: Delivery = {
  async engine() {
    const response = await fetch(engineUrl);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    // Compiled while it comes, and the browser may keep what it makes of it. It insists on the type, which not every static server sends.
    const isNamed = response.headers.get('Content-Type') === 'application/wasm';
    return isNamed ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
  },
  serviceWorker: isBuilt ? 'service_worker.js' : null,
  singleFile: isBuilt ? 'image-anatomy.html' : null,
  documentation: 'learn/',
};
