/** Workers and the compiled engine under Node. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Host, WorkerHandle } from '../../web/src/engine/host.ts';
import type { Prepare } from '../../web/src/engine/protocol.ts';

// Beside the bundle of this file; the names are those of vite.cli.config.ts.
const INDEX_WORKER = new URL('./index_worker.js', import.meta.url);
const LAYER_WORKER = new URL('./layer_worker.js', import.meta.url);
const ENGINE = new URL('./image_anatomy.wasm', import.meta.url);

let compiling: Promise<WebAssembly.Module> | undefined;
let compiled: WebAssembly.Module | undefined;

/** Compiled once; later calls give the same promise. */
export function compiledEngine(): Promise<WebAssembly.Module> {
  compiling ??= readFile(ENGINE).then((bytes) => WebAssembly.compile(new Uint8Array(bytes)));
  return compiling;
}

/**
 * Layer workers that are ready or done wait here for work: an archive may have hundreds of images, and starting a worker for each blob of
 * each costs more than hashing it.
 */
const idle: Worker[] = [];

// An image has a few layers that are worth a worker, a machine may have a hundred cores.
const MOST_STARTED_AHEAD = 4;

function start(script: URL): Worker {
  if (!compiled) throw new Error('The engine is compiled before workers start.');
  const worker = new Worker(script);
  worker.postMessage({ type: 'prepare', compiled } satisfies Prepare);
  return worker;
}

function handleOf<In extends { type: string }, Out>(worker: Worker, mayReturn: boolean): WorkerHandle<In, Out> {
  let ended = false;
  let isBusy = true;
  worker.ref();
  return {
    post: (message, transfer = []) => {
      isBusy = true;
      worker.postMessage(message, transfer);
    },
    listen: (handler) =>
      worker.on('message', (message: In) => {
        isBusy = message.type !== 'done';
        handler(message);
      }),
    onCrash: (handler) => {
      const once = (reason: string) => {
        if (!ended) handler(reason);
        ended = true;
      };
      worker.on('error', (error) => once(error instanceof Error ? error.message : String(error)));
      worker.on('exit', (code) => once(`The worker ended with code ${code}.`));
    },
    terminate: () => {
      if (ended) return;
      ended = true;
      if (mayReturn && !isBusy) retire(worker);
      else void worker.terminate();
    },
  };
}

/** Idle workers do not keep the program running. */
function retire(worker: Worker): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
  const leave = () => {
    const place = idle.indexOf(worker);
    if (place >= 0) idle.splice(place, 1);
  };
  // What it says without work is that it could not be made ready.
  worker.on('error', leave).on('exit', leave).on('message', leave);
  worker.unref();
  idle.push(worker);
}

export const nodeHost: Host = {
  layerWorkers: availableParallelism(),
  readingWorkers: availableParallelism(),
  prepare: async (willRead) => {
    compiled = await compiledEngine();
    while (willRead && idle.length < Math.min(availableParallelism(), MOST_STARTED_AHEAD)) retire(start(LAYER_WORKER));
  },
  // They do not keep the program running, and the next image of the archive may want them.
  release: () => undefined,
  startIndexWorker: () => handleOf(start(INDEX_WORKER), false),
  startLayerWorker: () => handleOf(idle.pop() ?? start(LAYER_WORKER), true),
};
