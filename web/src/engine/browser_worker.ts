/** A worker's own end in the browser: its port to the page, and readers over the page's File objects. */
import type { Port, SourceSpec } from './protocol.ts';
import { BlobReader, type Reader } from './reader.ts';

export function pagePort<In, Out>(): Port<In, Out> {
  const scope = self as unknown as DedicatedWorkerGlobalScope;
  return {
    post: (message, transfer = []) => scope.postMessage(message, transfer),
    listen: (handler) => {
      scope.onmessage = (event: MessageEvent<In>) => handler(event.data);
    },
  };
}

export function openFiles(source: SourceSpec): Reader[] {
  switch (source.kind) {
    case 'file':
      return [new BlobReader(source.file)];
    case 'folder':
      return source.files.map(({ file }) => new BlobReader(file));
    case 'node-file':
    case 'node-folder':
      throw new Error('A path says nothing to a browser.');
  }
}
