import { delivery } from '#delivery';
import { startWorker } from '../trusted_scripts.ts';
import { type Host, INDEX_WORKER, LAYER_WORKER, type WorkerHandle } from './host.ts';
import type { Prepare } from './protocol.ts';

// Each holds an instance of the engine with a block buffer, a decoder and one layer's table; four keep the page under 400 MB.
const MOST_LAYER_WORKERS = 4;

const cores = () => navigator.hardwareConcurrency || 1;

interface Code {
  EngineWorker: new (options: { name: string }) => Worker;
  compiled: WebAssembly.Module;
}

let loading: Promise<Code> | undefined;
let code: Code | undefined;

/** Workers that wait for work, by name, with the engine in them: starting one takes a tenth of a second while a person waits. */
const spares = new Map<string, Set<Worker>>([
  [INDEX_WORKER, new Set()],
  [LAYER_WORKER, new Set()],
]);

/** The code of the workers and of the engine: both come behind the page, which is there before a file is chosen. */
async function load(): Promise<Code> {
  const [workers, compiled] = await Promise.all([import('./engine.worker.ts?worker&inline'), delivery.engine()]);
  return { EngineWorker: workers.default, compiled };
}

function start(name: string): Worker {
  if (!code) throw new Error('The engine is compiled before workers start.');
  const { EngineWorker, compiled } = code;
  const worker = startWorker(() => new EngineWorker({ name }));
  worker.postMessage({ type: 'prepare', compiled } satisfies Prepare);
  return worker;
}

function keepSpares(name: string, count: number): void {
  const waiting = spares.get(name);
  while (waiting && waiting.size < count) {
    const worker = start(name);
    waiting.add(worker);
    // What it says without work is that it cannot be made ready. Another is started when it is wanted, and says so then.
    worker.onmessage = worker.onerror = () => {
      waiting.delete(worker);
      worker.terminate();
    };
  }
}

function take(name: string): Worker {
  const waiting = spares.get(name);
  const [spare] = waiting ?? [];
  if (!spare) return start(name);
  waiting?.delete(spare);
  return spare;
}

function handleOf<In, Out>(worker: Worker): WorkerHandle<In, Out> {
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    listen: (handler) => {
      worker.onmessage = (event: MessageEvent<In>) => handler(event.data);
    },
    onCrash: (handler) => {
      worker.onerror = (event) => handler(event.message ?? '');
      worker.onmessageerror = () => handler('A message could not be read.');
    },
    terminate: () => worker.terminate(),
  };
}

export const browserHost: Host = {
  get layerWorkers() {
    return Math.min(cores(), MOST_LAYER_WORKERS);
  },
  // A stream of a File gives some 100 kB at a time, each by way of the browser's own process.
  get readingWorkers() {
    return Math.min(2 * cores(), MOST_LAYER_WORKERS);
  },
  prepare: async (willRead) => {
    loading ??= load();
    // A failed download is tried again for the next image.
    loading.catch(() => {
      loading = undefined;
    });
    code = await loading;
    keepSpares(INDEX_WORKER, 1);
    if (willRead) keepSpares(LAYER_WORKER, browserHost.layerWorkers);
  },
  release: () => {
    for (const waiting of spares.values()) {
      for (const worker of waiting) worker.terminate();
      waiting.clear();
    }
  },
  // Inlined, which makes them blob: URLs: they start without a network, and the page's policy binds them (a worker with an address of
  // its own is bound by the headers of its own response only).
  startIndexWorker: () => handleOf(take(INDEX_WORKER)),
  startLayerWorker: () => handleOf(take(LAYER_WORKER)),
};
