/** One opened source from the page's side: an index worker for its life, layer workers while layers are scanned. */

import { browserHost } from './browser_host.ts';
import type { ImageSource, Session, SessionListener } from './contract.ts';
import { EngineSession } from './engine_session.ts';
import type { SourceSpec } from './protocol.ts';

/** Begins to load and compile the engine while the person still chooses a file. A failure shows when a source is opened. */
export function prepareEngine(): void {
  browserHost.compiledEngine().catch(() => undefined);
}

/** Opens a source. Everything that happens is told to `listener`; aborting `signal` is the same as `close()`. */
export function openImage(source: ImageSource, listener: SessionListener, signal?: AbortSignal): Session {
  return new EngineSession(browserHost, specOf(source), listener, { scan: true, verify: true }, signal);
}

function specOf(source: ImageSource): SourceSpec {
  return source.kind === 'file'
    ? { kind: 'file', name: source.file.name, file: source.file }
    : { kind: 'folder', name: source.name, files: source.files };
}
