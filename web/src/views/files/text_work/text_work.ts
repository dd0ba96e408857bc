/** The page's side of the text worker: one for each task, ended when it takes too long or nobody waits any more. */
import { startWorker } from '../../../trusted_scripts.ts';
import type { TaskName, Tasks } from './task.ts';
import TextWorker from './text.worker.ts?worker&inline';

const MOST_MS = 5000;

/** `null`: no answer is to be had in this time, or there is none. Never rejects. */
export function workOnText<Name extends TaskName>(
  name: Name,
  args: Tasks[Name]['args'],
  signal: AbortSignal,
): Promise<Tasks[Name]['result']> {
  if (signal.aborted) return Promise.resolve(null);
  const worker = startWorker(() => new TextWorker());
  const stop = new AbortController();
  return new Promise<Tasks[Name]['result']>((resolve) => {
    const timer = setTimeout(() => resolve(null), MOST_MS);
    stop.signal.addEventListener('abort', () => clearTimeout(timer));
    signal.addEventListener('abort', () => resolve(null), { signal: stop.signal });
    worker.onmessage = ({ data }: MessageEvent<Tasks[Name]['result']>) => resolve(data);
    worker.onerror = () => resolve(null);
    worker.postMessage({ name, args });
  }).finally(() => {
    stop.abort();
    worker.terminate();
  });
}
