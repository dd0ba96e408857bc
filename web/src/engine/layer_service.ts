/** A layer worker's work: one long loop over some blobs (scanning or hashing them), or over what is read out of them. Cancelling is terminating the worker. */
import type { LostValue } from '#engine-module';
import type { OpenReaders } from './index_service.ts';
import { instantiateEngine } from './module.ts';
import { problemOf, problemOfException } from './problems.ts';
import {
  type BlobDigests,
  type FromLayer,
  type Port,
  PROGRESS_INTERVAL_MS,
  type SourceSpec,
  type ToLayer,
} from './protocol.ts';
import type { Reader } from './reader.ts';
import { throttled } from './throttle.ts';

export function serveLayer(port: Port<ToLayer, FromLayer>, openReaders: OpenReaders): void {
  function readerOf(source: SourceSpec, file: number): Reader {
    const reader = openReaders(source)[file];
    if (!reader) throw new Error(`The source has no file ${file}.`);
    return reader;
  }

  async function scan({ compiled, source, places }: Extract<ToLayer, { type: 'scan' }>): Promise<void> {
    const engine = await instantiateEngine(compiled);
    const onProgress = throttled(PROGRESS_INTERVAL_MS, (blob: number, bytesRead: number, entries: number) =>
      port.post({ type: 'scanning', blob, bytesRead, entries }),
    );
    const [first] = places;
    if (!first) return port.post({ type: 'done' });
    const reader = readerOf(source, first.file);
    const onTable = (blob: number, block: Uint8Array) => {
      // What was read until the way was cut is no damaged layer.
      if (!reader.failure) port.post({ type: 'table', blob, block }, [block.buffer as ArrayBuffer]);
    };
    await engine.scanLayers(reader, places, onProgress, onTable);
    port.post(endOf(reader));
  }

  async function hashBodies({ compiled, source, wishes }: Extract<ToLayer, { type: 'hash-bodies' }>): Promise<void> {
    const engine = await instantiateEngine(compiled);
    const onProgress = throttled(PROGRESS_INTERVAL_MS, (blob: number, bytesRead: number) =>
      port.post({ type: 'hashing', blob, bytesRead }),
    );
    const [first] = wishes;
    if (!first) return port.post({ type: 'done' });
    const reader = readerOf(source, first.place.file);
    const onBodies = (blob: number, block: Uint8Array) => {
      if (!reader.failure) port.post({ type: 'bodies', blob, block }, [block.buffer as ArrayBuffer]);
    };
    await engine.hashBodies(reader, wishes, onProgress, onBodies);
    port.post(endOf(reader));
  }

  async function hash({ compiled, source, wishes }: Extract<ToLayer, { type: 'hash' }>): Promise<void> {
    const engine = await instantiateEngine(compiled);
    const onProgress = throttled(PROGRESS_INTERVAL_MS, (blob: number, bytesRead: number) =>
      port.post({ type: 'hashing', blob, bytesRead }),
    );
    const [first] = wishes;
    if (!first) return port.post({ type: 'done' });
    const reader = readerOf(source, first.place.file);
    const onDigests = (blob: number, digests: BlobDigests) => {
      if (!reader.failure) port.post({ type: 'digests', blob, digests });
    };
    await engine.hashBlobs(reader, wishes, onProgress, onDigests);
    port.post(endOf(reader));
  }

  async function read({ compiled, source, file, limit }: Extract<ToLayer, { type: 'read' }>): Promise<void> {
    const engine = await instantiateEngine(compiled);
    const reader = readerOf(source, file.file);
    let left = limit;
    const outcome = await engine.readEntry(reader, file.plan, (whole) => {
      const piece = whole.length > left ? whole.slice(0, left) : whole;
      left -= piece.length;
      port.post({ type: 'piece', piece }, [piece.buffer as ArrayBuffer]);
      return left > 0;
    });
    if (reader.failure || !outcome.code) port.post(endOf(reader));
    else port.post({ type: 'failed', problem: problemOf(outcome) });
  }

  function endOf(reader: Reader): FromLayer {
    reader.close?.();
    const { failure } = reader;
    return failure ? { type: 'interrupted', problem: failure } : { type: 'done' };
  }

  async function exportTree({ compiled, source, plan }: Extract<ToLayer, { type: 'export' }>): Promise<void> {
    const engine = await instantiateEngine(compiled);
    const onPiece = (piece: Uint8Array) => {
      port.post({ type: 'piece', piece }, [piece.buffer as ArrayBuffer]);
      return true;
    };
    const onLost = (lost: LostValue) => port.post({ type: 'lost', lost });
    const outcome = await engine.exportTree(openReaders(source), plan, onPiece, onLost);
    port.post(outcome.code ? { type: 'failed', problem: problemOf(outcome) } : { type: 'done' });
  }

  function workOn(message: ToLayer): Promise<void> {
    switch (message.type) {
      case 'scan':
        return scan(message);
      case 'hash-bodies':
        return hashBodies(message);
      case 'hash':
        return hash(message);
      case 'read':
        return read(message);
      case 'export':
        return exportTree(message);
    }
  }

  port.listen((message) => {
    workOn(message).catch((error) => port.post({ type: 'failed', problem: problemOfException(error) }));
  });
}
