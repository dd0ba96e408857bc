/** Which layer worker scans what: a few workers side by side, the biggest blob first; a compressed tarball in one pass. */
import type { Host, LayerWorker } from './host.ts';
import type { BlobPlace, SourceSpec } from './protocol.ts';

export interface ScanListener {
  onProgress(blob: number, bytesRead: number, entries: number): void;
  onTable(blob: number, block: Uint8Array): void;
  /** The worker died over this blob; it will not be tried again. */
  onGiveUp(blob: number): void;
}

export class ScanSchedule {
  private readonly jobs: BlobPlace[][];
  private readonly running = new Set<LayerWorker>();

  constructor(
    private readonly host: Host,
    private readonly compiled: WebAssembly.Module,
    private readonly source: SourceSpec,
    places: BlobPlace[],
    private readonly listener: ScanListener,
  ) {
    const sequential = places.filter((place) => place.sequential);
    this.jobs = places.filter((place) => !place.sequential).map((place) => [place]);
    if (sequential.length > 0) this.jobs.unshift(sequential);
    const workers = Math.min(host.layerWorkers, this.jobs.length);
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
    const giveUp = () => {
      if (!end()) return;
      // It died over the first one; the others get a fresh worker.
      const [culprit, ...others] = open;
      if (others.length > 0) this.jobs.unshift(others);
      if (culprit) this.listener.onGiveUp(culprit.id);
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
      worker.post({ type: 'scan', compiled: this.compiled, source: this.source, places });
    };
    worker.onCrash(giveUp);
    worker.listen((message) => {
      if (!this.running.has(worker)) return;
      switch (message.type) {
        case 'scanning':
          this.listener.onProgress(message.blob, message.bytesRead, message.entries);
          return;
        case 'table':
          open = open.filter(({ id }) => id !== message.blob);
          this.listener.onTable(message.blob, message.block);
          return;
        case 'done':
          takeNext();
          return;
        case 'failed':
          giveUp();
          return;
        case 'piece':
          throw new Error('A scan gives no pieces.');
      }
    });
    takeNext();
  }
}
