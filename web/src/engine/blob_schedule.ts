/** Which layer worker reads what: a few workers side by side, one blob after the other; a compressed tarball in one pass. */
import type { Problem } from './contract.ts';
import type { Host, LayerWorker } from './host.ts';
import { problemOfException } from './problems.ts';
import type { BlobPlace, FromLayer, ToLayer } from './protocol.ts';

/** What is done to the blobs: listing or scanning them, or hashing them or bodies in them. */
export interface BlobWork {
  /** The message that asks a worker for some of the blobs. */
  ask(places: BlobPlace[]): ToLayer;
  onProgress(blob: number, bytesRead: number, entries: number): void;
  onResult(message: BlobResult): void;
  /** The worker died over this blob; it will not be tried again. */
  onGiveUp(blob: number, why: Problem): void;
  /** The source gives no more, to no worker. Everything has ended. */
  onInterrupted(problem: Problem): void;
}

export type BlobResult = Extract<FromLayer, { type: 'toc' | 'table' | 'bodies' | 'digests' }>;

export class BlobSchedule {
  private readonly jobs: BlobPlace[][];
  private readonly running = new Set<LayerWorker>();

  constructor(
    private readonly host: Host,
    places: BlobPlace[],
    private readonly work: BlobWork,
    mostWorkers = host.layerWorkers,
  ) {
    const sequential = places.filter((place) => place.sequential);
    this.jobs = places.filter((place) => !place.sequential).map((place) => [place]);
    if (sequential.length > 0) this.jobs.unshift(sequential);
    const workers = Math.min(mostWorkers, this.jobs.length);
    for (let i = 0; i < workers; i++) this.startWorker();
  }

  /** Ends all workers at once; nothing is reported any more. */
  stop(): void {
    this.jobs.length = 0;
    for (const worker of this.running) worker.terminate();
    this.running.clear();
  }

  private startWorker(): void {
    if (this.jobs.length === 0) return;
    const worker = this.host.startLayerWorker();
    this.running.add(worker);
    let open: BlobPlace[] = [];
    const end = () => {
      worker.terminate();
      return this.running.delete(worker);
    };
    const giveUp = (why: Problem) => {
      if (!end()) return;
      // It died over the first one; the others get a fresh worker.
      const [culprit, ...others] = open;
      if (others.length > 0) this.jobs.unshift(others);
      if (culprit) this.work.onGiveUp(culprit.id, why);
      this.startWorker();
    };
    const takeNext = () => {
      const places = this.jobs.shift();
      if (!places) {
        end();
        return;
      }
      // The engine reads them in the order in which they lie.
      open = places.toSorted((a, b) => a.offset - b.offset);
      worker.post(this.work.ask(places));
    };
    worker.onCrash((reason) => giveUp(problemOfException(reason)));
    worker.listen((message) => {
      if (!this.running.has(worker)) return;
      switch (message.type) {
        case 'scanning':
          this.work.onProgress(message.blob, message.bytesRead, message.entries);
          return;
        case 'hashing':
          this.work.onProgress(message.blob, message.bytesRead, 0);
          return;
        case 'toc':
        case 'table':
        case 'bodies':
        case 'digests':
          open = open.filter(({ id }) => id !== message.blob);
          this.work.onResult(message);
          return;
        case 'done':
          takeNext();
          return;
        case 'failed':
          giveUp(message.problem);
          return;
        case 'interrupted':
          this.stop();
          this.work.onInterrupted(message.problem);
          return;
        case 'piece':
          throw new Error('Only a read gives pieces.');
      }
    });
    takeNext();
  }
}
