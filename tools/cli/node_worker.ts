/** A worker thread's own end: its port to the command line. */
import { parentPort } from 'node:worker_threads';
import type { Port } from '../../web/src/engine/protocol.ts';

export function mainPort<In, Out>(): Port<In, Out> {
  const port = parentPort;
  if (!port) throw new Error('This script runs as a worker thread only.');
  return {
    post: (message, transfer = []) => port.postMessage(message, transfer),
    listen: (handler) => port.on('message', handler),
  };
}
