/** What a session needs of the place it runs in: workers with the engine in them. The page's is browser_host.ts. */
import type { FromIndex, FromLayer, Port, ToIndex, ToLayer } from './protocol.ts';

/** The session's end of a worker. */
export interface WorkerHandle<In, Out> extends Port<In, Out> {
  /** Called once if the worker dies by itself: an uncaught error, memory at its end, a script that cannot be loaded. */
  onCrash(handler: (reason: string) => void): void;
  /** Ends it at once, in the middle of whatever it does. */
  terminate(): void;
}

export type IndexWorker = WorkerHandle<FromIndex, ToIndex>;
export type LayerWorker = WorkerHandle<FromLayer, ToLayer>;

/** What a worker is for, by its name. */
export const INDEX_WORKER = 'index';
export const LAYER_WORKER = 'layer';

export interface Host {
  /**
   * Loads and compiles the engine where that is still to be done, and starts the workers that an image will want, layer workers if it
   * will be read: they are given away first. Rejects when the engine cannot be had; workers can be started when it is there.
   */
  prepare(willRead: boolean): Promise<void>;
  /** Lets go of those that were made ready and not wanted. */
  release(): void;
  startIndexWorker(): IndexWorker;
  startLayerWorker(): LayerWorker;
  /** Layer workers that may run side by side. */
  readonly layerWorkers: number;
  /** The same where nothing has to be decompressed: as many as are worth it, when reading is mostly waiting. */
  readonly readingWorkers: number;
}
