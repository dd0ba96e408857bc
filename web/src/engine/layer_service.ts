/** A layer worker's work: one long loop over some blobs (scanning or hashing them), or over what is read out of them. Cancelling is terminating the worker. */
import type { LostValue } from '#engine-module';
import type { OpenReaders } from './index_service.ts';
import { type Engine, OwnEngine } from './module.ts';
import { problemOf, problemOfException } from './problems.ts';
import {
  type BlobPlace,
  type FromLayer,
  type Port,
  PROGRESS_INTERVAL_MS,
  placesOf,
  type SourceSpec,
  type ToLayer,
} from './protocol.ts';
import type { Reader } from './reader.ts';
import { throttled } from './throttle.ts';

type Give = Port<ToLayer, FromLayer>['post'];

export function serveLayer(port: Port<ToLayer, FromLayer>, openReaders: OpenReaders): void {
  function readerOf(source: SourceSpec, file: number): Reader {
    const reader = openReaders(source)[file];
    if (!reader) throw new Error(`The source has no file ${file}.`);
    return reader;
  }

  // The worker's, which finds its memory as the blob before left it: fresh memory costs more than reading. Whatever throws ends the worker.
  const engine = new OwnEngine();

  /** A loop over blobs of one file, of which `places` gives at least one. */
  async function overBlobs(
    source: SourceSpec,
    places: BlobPlace[],
    work: (engine: Engine, reader: Reader, give: Give) => Promise<void>,
  ): Promise<void> {
    const ready = await engine.ready;
    const [first] = places;
    if (!first) return port.post({ type: 'done' });
    const reader = readerOf(source, first.file);
    reader.expect?.(places);
    await work(ready, reader, (...result) => {
      // What was read until the way was cut is no damaged layer.
      if (!reader.failure) port.post(...result);
    });
    port.post(endOf(reader));
  }

  function list({ source, places }: Extract<ToLayer, { type: 'list' }>): Promise<void> {
    return overBlobs(source, places, (engine, reader, give) =>
      engine.readTocs(reader, places, (blob, block) =>
        give({ type: 'toc', blob, block }, block ? [block.buffer as ArrayBuffer] : []),
      ),
    );
  }

  function scan(message: Extract<ToLayer, { type: 'scan' }>): Promise<void> {
    const { source, places, tocs } = message;
    const onProgress = throttled(PROGRESS_INTERVAL_MS, (blob: number, bytesRead: number, entries: number) =>
      port.post({ type: 'scanning', blob, bytesRead, entries }),
    );
    return overBlobs(source, places, (engine, reader, give) =>
      engine.scanLayers(reader, places, tocs, onProgress, (blob, block) =>
        give({ type: 'table', blob, block }, [block.buffer as ArrayBuffer]),
      ),
    );
  }

  const tellHashing = () =>
    throttled(PROGRESS_INTERVAL_MS, (blob: number, bytesRead: number) =>
      port.post({ type: 'hashing', blob, bytesRead }),
    );

  function hashBodies(message: Extract<ToLayer, { type: 'hash-bodies' }>): Promise<void> {
    const { source, wishes } = message;
    return overBlobs(source, placesOf(wishes), (engine, reader, give) =>
      engine.hashBodies(reader, wishes, tellHashing(), (blob, block) =>
        give({ type: 'bodies', blob, block }, [block.buffer as ArrayBuffer]),
      ),
    );
  }

  function hash(message: Extract<ToLayer, { type: 'hash' }>): Promise<void> {
    const { source, wishes } = message;
    return overBlobs(source, placesOf(wishes), (engine, reader, give) =>
      engine.hashBlobs(reader, wishes, tellHashing(), (blob, digests) => give({ type: 'digests', blob, digests })),
    );
  }

  async function read({ source, file, limit }: Extract<ToLayer, { type: 'read' }>): Promise<void> {
    const ready = await engine.ready;
    const reader = readerOf(source, file.file);
    let left = limit;
    const outcome = await ready.readEntry(reader, file.plan, (whole) => {
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

  async function exportTree({ source, plan }: Extract<ToLayer, { type: 'export' }>): Promise<void> {
    const ready = await engine.ready;
    const onPiece = (piece: Uint8Array) => {
      port.post({ type: 'piece', piece }, [piece.buffer as ArrayBuffer]);
      return true;
    };
    const onLost = (lost: LostValue) => port.post({ type: 'lost', lost });
    const outcome = await ready.exportTree(openReaders(source), plan, onPiece, onLost);
    port.post(outcome.code ? { type: 'failed', problem: problemOf(outcome) } : { type: 'done' });
  }

  async function workOn(message: ToLayer): Promise<void> {
    switch (message.type) {
      case 'prepare':
        return engine.prepare(message);
      case 'list':
        return list(message);
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
