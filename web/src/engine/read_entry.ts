/** Reads one file's bytes in a layer worker of its own, which ends with the read or with the signal. */
import type { Host } from './host.ts';
import { ProblemError } from './problems.ts';
import type { FilePlace, SourceSpec } from './protocol.ts';

export interface EntryRead {
  source: SourceSpec;
  file: FilePlace;
  /** Bytes wanted at most, from the start. */
  limit: number;
  onPiece(piece: Uint8Array): void;
}

/** Resolves after the last piece. Rejects with a ProblemError: `cancelled`, or what the engine or the worker says. */
export async function readEntry(
  host: Host,
  { source, file, limit, onPiece }: EntryRead,
  signal: AbortSignal,
): Promise<void> {
  const compiled = await host.compiledEngine();
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
        else if (message.type === 'failed' || message.type === 'interrupted') reject(new ProblemError(message.problem));
        else if (message.type === 'done') resolve();
      });
      worker.post({ type: 'read', compiled, source, file, limit });
    });
  } finally {
    stop.abort();
    worker.terminate();
  }
}
