/** Reads bytes out of the image in a layer worker of its own, which ends with the reading or with the signal. */
import type { LostFile } from './contract.ts';
import type { Host } from './host.ts';
import { ProblemError } from './problems.ts';
import type { ToLayer } from './protocol.ts';

export interface Receiver {
  onPiece(piece: Uint8Array): void;
  onLost?(lost: LostFile): void;
}

/** Resolves after the last piece. Rejects with a ProblemError: `cancelled`, or what the engine or the worker says. */
export async function readInWorker(
  host: Host,
  task: Extract<ToLayer, { type: 'read' | 'export' }>,
  { onPiece, onLost }: Receiver,
  signal: AbortSignal,
): Promise<void> {
  const cancelled = new ProblemError({ code: 'cancelled', detail: '' });
  if (signal.aborted) throw cancelled;
  const worker = host.startLayerWorker();
  const stop = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(cancelled), { signal: stop.signal });
      worker.onCrash((detail) => reject(new ProblemError({ code: 'worker-failed', detail })));
      worker.listen((message) => {
        if (message.type === 'piece') onPiece(message.piece);
        else if (message.type === 'lost') onLost?.(message.lost);
        else if (message.type === 'failed' || message.type === 'interrupted') reject(new ProblemError(message.problem));
        else if (message.type === 'done') resolve();
      });
      worker.post(task);
    });
  } finally {
    stop.abort();
    worker.terminate();
  }
}
