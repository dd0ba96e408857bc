/** A worker's own end in the browser: its port to the page, and readers over the page's File objects or a URL. */
import type { Port, SourceSpec } from './protocol.ts';
import { blobReader, type Reader } from './reader.ts';
import { UrlReader } from './url_reader.ts';

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
      return [blobReader(source.file)];
    case 'folder':
      return source.files.map(({ file }) => blobReader(file));
    case 'url':
      return [new UrlReader(source.file)];
    case 'node-file':
    case 'node-folder':
      throw new Error('A path says nothing to a browser.');
  }
}
