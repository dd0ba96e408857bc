/** One opened source from the page's side: an index worker for its life, layer workers while layers are scanned. */

import { browserHost } from './browser_host.ts';
import type { ImageSource, Session, SessionListener } from './contract.ts';
import { EngineSession, type FindSource } from './engine_session.ts';
import type { SourceSpec } from './protocol.ts';

/** Makes all ready for an image while the person still chooses it. A failure shows when a source is opened. */
export function prepareEngine(): void {
  browserHost.prepare(true).catch(() => undefined);
}

/** Opens a source. Everything that happens is told to `listener`; aborting `signal` is the same as `close()`. */
export function openImage(source: ImageSource, listener: SessionListener, signal?: AbortSignal): Session {
  return new EngineSession(browserHost, specOf(source), listener, { list: true, scan: true, verify: true }, signal);
}

function specOf(source: ImageSource): SourceSpec | FindSource {
  switch (source.kind) {
    case 'file':
      return { kind: 'file', name: source.file.name, file: source.file };
    case 'folder':
      return { kind: 'folder', name: source.name, files: source.files };
    case 'url':
      return async (onProgress, signal) => {
        const { findUrl } = await import('./url_source.ts');
        const place = { url: source.url, base: document.baseURI, canSuspend: 'Suspending' in WebAssembly };
        return findUrl(place, onProgress, signal);
      };
  }
}
