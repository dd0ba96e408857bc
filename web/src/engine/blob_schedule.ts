/** Which layer worker reads what: a few workers side by side, one blob after the other; a compressed tarball in one pass. */
import type { Problem } from './contract.ts';
import type { Host, LayerWorker } from './host.ts';
import { problemOfException } from './problems.ts';
import type { BlobPlace, FromLayer, ToLayer } from './protocol.ts';

/** What is done to blobs: listing or scanning them, or hashing them or bodies in them. */
export interface BlobWork {
  places: BlobPlace[];
  /** The message that asks a worker for some of the blobs. */
  ask(places: BlobPlace[]): ToLayer;
  onProgress(blob: number, bytesRead: number, entries: number): void;
  onResult(message: BlobResult): void;
  /** The worker died over this blob; it will not be tried again. */
  onGiveUp(blob: number, why: Problem): void;
}

export type BlobResult = Extract<FromLayer, { type: 'toc' | 'table' | 'bodies' | 'digests' }>;

interface Job {
  work: BlobWork;
  places: BlobPlace[];
}

export class BlobSchedule {
  private readonly jobs: Job[];
  private readonly running = new Set<LayerWorker>();

  /** One work after the other: a worker goes on with the next while others are still at the one before. */
  constructor(
    private readonly host: Host,
    works: BlobWork[],
    /** The source gives no more, to no worker. Everything has ended. */
    private readonly onInterrupted: (problem: Problem) => void,
    mostWorkers = host.layerWorkers,
  ) {
    this.jobs = works.flatMap(jobsOf);
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
    let work: BlobWork;
    const end = () => {
      worker.terminate();
      return this.running.delete(worker);
    };
    const giveUp = (why: Problem) => {
      if (!end()) return;
      // It died over the first one; the others get a fresh worker.
      const [culprit, ...others] = open;
      if (others.length > 0) this.jobs.unshift({ work, places: others });
      if (culprit) work.onGiveUp(culprit.id, why);
      this.startWorker();
    };
    const takeNext = () => {
      const job = this.jobs.shift();
      if (!job) {
        end();
        return;
      }
      work = job.work;
      // The engine reads them in the order in which they lie.
      open = job.places.toSorted((a, b) => a.offset - b.offset);
      worker.post(work.ask(job.places));
    };
    worker.onCrash((reason) => giveUp(problemOfException(reason)));
    worker.listen((message) => {
      if (!this.running.has(worker)) return;
      switch (message.type) {
        case 'scanning':
          work.onProgress(message.blob, message.bytesRead, message.entries);
          return;
        case 'hashing':
          work.onProgress(message.blob, message.bytesRead, 0);
          return;
        case 'toc':
        case 'table':
        case 'bodies':
        case 'digests':
          open = open.filter(({ id }) => id !== message.blob);
          work.onResult(message);
          return;
        case 'done':
          takeNext();
          return;
        case 'failed':
          giveUp(message.problem);
          return;
        case 'interrupted':
          this.stop();
          this.onInterrupted(message.problem);
          return;
        case 'piece':
          throw new Error('Only a read gives pieces.');
      }
    });
    takeNext();
  }
}

function jobsOf(work: BlobWork): Job[] {
  const sequential = work.places.filter((place) => place.sequential);
  const jobs = work.places.filter((place) => !place.sequential).map((place) => ({ work, places: [place] }));
  return sequential.length > 0 ? [{ work, places: sequential }, ...jobs] : jobs;
}
