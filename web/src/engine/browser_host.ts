import { delivery } from '#delivery';
import { startWorker } from '../trusted_scripts.ts';
import { type Host, INDEX_WORKER, LAYER_WORKER, type WorkerHandle } from './host.ts';

// Each holds an instance of the engine with a block buffer, a decoder and one layer's table; four keep the page under 400 MB.
const MOST_LAYER_WORKERS = 4;

const cores = () => navigator.hardwareConcurrency || 1;

let compiled: Promise<WebAssembly.Module> | undefined;
let EngineWorker: (new (options: { name: string }) => Worker) | undefined;

/** The code of the workers and of the engine: both come behind the page, which is there before a file is chosen. */
async function compile(): Promise<WebAssembly.Module> {
  const [workers, code] = await Promise.all([import('./engine.worker.ts?worker&inline'), delivery.engineCode()]);
  EngineWorker = workers.default;
  // compileStreaming() insists on application/wasm, which not every static server sends; the module is small.
  return WebAssembly.compile(code);
}

function start(name: string): Worker {
  if (!EngineWorker) throw new Error('The engine is compiled before workers start.');
  const Engine = EngineWorker;
  return startWorker(() => new Engine({ name }));
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
  compiledEngine: () => {
    compiled ??= compile();
    // A failed download is tried again for the next image.
    compiled.catch(() => {
      compiled = undefined;
    });
    return compiled;
  },
  // Inlined, which makes them blob: URLs: they start without a network, and the page's policy binds them (a worker with an address of
  // its own is bound by the headers of its own response only).
  startIndexWorker: () => handleOf(start(INDEX_WORKER)),
  startLayerWorker: () => handleOf(start(LAYER_WORKER)),
};
