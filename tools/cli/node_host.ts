/** Workers and the compiled engine under Node. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Host, WorkerHandle } from '../../web/src/engine/host.ts';

// Beside the bundle of this file; the names are those of vite.cli.config.ts.
const INDEX_WORKER = new URL('./index_worker.js', import.meta.url);
const LAYER_WORKER = new URL('./layer_worker.js', import.meta.url);
const ENGINE = new URL('./image_anatomy.wasm', import.meta.url);

let compiled: Promise<WebAssembly.Module> | undefined;

function start<In, Out>(script: URL): WorkerHandle<In, Out> {
  const worker = new Worker(script);
  let ended = false;
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    listen: (handler) => worker.on('message', handler),
    onCrash: (handler) => {
      const once = (reason: string) => {
        if (!ended) handler(reason);
        ended = true;
      };
      worker.on('error', (error) => once(error instanceof Error ? error.message : String(error)));
      worker.on('exit', (code) => once(`The worker ended with code ${code}.`));
    },
    terminate: () => {
      ended = true;
      void worker.terminate();
    },
  };
}

export const nodeHost: Host = {
  layerWorkers: availableParallelism(),
  compiledEngine: () => {
    compiled ??= readFile(ENGINE).then((bytes) => WebAssembly.compile(new Uint8Array(bytes)));
    return compiled;
  },
  startIndexWorker: () => start(INDEX_WORKER),
  startLayerWorker: () => start(LAYER_WORKER),
};
