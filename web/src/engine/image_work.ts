/** What a session does for the chosen image by itself: its layers are scanned, then its digests are checked in the background. */
import { type BlobResult, BlobSchedule } from './blob_schedule.ts';
import type { Progress } from './contract.ts';
import type { Host } from './host.ts';
import { HashProgress, ScanProgress } from './progress.ts';
import type { ImageNews, ImageState, SourceSpec, ToIndex } from './protocol.ts';

/** What of it is wanted. */
export interface WorkPlan {
  scan: boolean;
  verify: boolean;
}

export interface WorkPlace {
  host: Host;
  compiled: WebAssembly.Module;
  source: SourceSpec;
  toIndex(message: ToIndex, transfer?: ArrayBuffer[]): void;
  onProgress(progress: Progress): void;
}

export class ImageWork {
  private schedule: BlobSchedule | undefined;
  private isHashing = false;
  private isStopped = false;
  private readonly scanned: ScanProgress;
  private readonly hashed: HashProgress;
  private news: ImageNews;

  constructor(
    private readonly place: WorkPlace,
    private readonly state: ImageState,
    private readonly plan: WorkPlan,
  ) {
    this.news = state;
    this.scanned = new ScanProgress(state.layerBlobs);
    this.hashed = new HashProgress(state.wishes);
  }

  start(): void {
    if (this.plan.scan) this.scan();
    this.goOn();
  }

  /** The index worker has taken results in. */
  take(news: ImageNews): void {
    this.news = news;
    this.goOn();
  }

  /** At once; what is in stays. */
  stop(): void {
    this.isStopped = true;
    this.schedule?.stop();
  }

  tellProgress(): void {
    const scan = this.scanned.sum(this.news.report);
    const { onProgress } = this.place;
    if (this.isStopped) onProgress({ ...scan, phase: 'done' });
    else if (this.isScanning) onProgress({ ...scan, phase: 'scanning' });
    else if (this.toHash > 0) onProgress({ ...scan, ...this.hashed.sum(), phase: 'verifying' });
    else onProgress({ ...scan, phase: 'done' });
  }

  private get isScanning(): boolean {
    return this.plan.scan && this.news.report.layers.some(({ state }) => state === 'waiting');
  }

  private get toHash(): number {
    return this.plan.verify ? this.news.blobsToHash : 0;
  }

  private goOn(): void {
    if (!this.isStopped && !this.isScanning && !this.isHashing && this.toHash > 0) this.hash();
    this.tellProgress();
  }

  private scan(): void {
    const { host, compiled, source, toIndex } = this.place;
    this.schedule = new BlobSchedule(host, this.state.places, {
      ask: (places) => ({ type: 'scan', compiled, source, places }),
      onProgress: (blob, bytesRead, entries) => {
        this.scanned.note(blob, bytesRead, entries);
        this.tellProgress();
      },
      onResult: (result) => this.hand(result),
      onGiveUp: (blob, { code }) => toIndex({ type: 'give-up', blob, outOfMemory: code === 'out-of-memory' }),
    });
  }

  private hash(): void {
    this.isHashing = true;
    const { host, compiled, source, toIndex } = this.place;
    const wishes = new Map(this.state.wishes.map((wish) => [wish.place.id, wish]));
    const wishesFor = (ids: number[]) => ids.flatMap((id) => wishes.get(id) ?? []);
    this.schedule = new BlobSchedule(
      host,
      this.state.wishes.map(({ place }) => place),
      {
        ask: (places) => ({ type: 'hash', compiled, source, wishes: wishesFor(places.map(({ id }) => id)) }),
        onProgress: (blob, bytesRead) => {
          this.hashed.note(blob, bytesRead);
          this.tellProgress();
        },
        onResult: (result) => this.hand(result),
        onGiveUp: (blob) => toIndex({ type: 'give-up-digests', blob }),
      },
      // Behind a page that is being used half of the workers is enough; who asked for nothing else waits for it.
      this.plan.scan ? Math.ceil(host.layerWorkers / 2) : host.layerWorkers,
    );
  }

  private hand(result: BlobResult): void {
    if (result.type === 'table') {
      this.place.toIndex(result, [result.block.buffer as ArrayBuffer]);
    } else {
      this.hashed.finish(result.blob);
      this.place.toIndex(result);
    }
  }
}
