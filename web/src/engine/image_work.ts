/**
 * What a session does for the chosen image by itself: the tables of contents of its layers are read where all have one, then the layers
 * are scanned, bodies that the scan moved over and that may be equal are read, and digests are checked in the background.
 */
import { type BlobResult, BlobSchedule, type BlobWork } from './blob_schedule.ts';
import type { Problem, Progress } from './contract.ts';
import type { Host } from './host.ts';
import { HashProgress, ScanProgress } from './progress.ts';
import {
  type BlobPlace,
  type BodyWish,
  type ImageNews,
  type ImageState,
  PROGRESS_INTERVAL_MS,
  placesOf,
  type SourceSpec,
  type ToIndex,
} from './protocol.ts';
import { scanOrder } from './scan_order.ts';

/** What of it is wanted. */
export interface WorkPlan {
  /** `on-request`: only where tables of contents show the tree without it. */
  scan: boolean | 'on-request';
  /** Somebody looks at the tree meanwhile: tables of contents are read before the layers. */
  list: boolean;
  verify: boolean | 'on-request';
}

export interface WorkPlace {
  host: Host;
  source: SourceSpec;
  toIndex(message: ToIndex, transfer?: ArrayBuffer[]): void;
  onProgress(progress: Progress): void;
  onInterrupted(problem: Problem): void;
}

/** Whose results are all handed on in the same way. */
type Work = Omit<BlobWork, 'onResult'>;

export class ImageWork {
  private schedule: BlobSchedule | undefined;
  private readonly tocBlocks = new Map<number, Uint8Array>();
  private isScanBegun = false;
  private isHashing = false;
  private isStopped = false;
  private isScanWanted: boolean;
  private isVerifying: boolean;
  private readonly scanned: ScanProgress;
  private compared: HashProgress | undefined;
  private readonly hashed: HashProgress;
  private news: ImageNews;
  private due: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly place: WorkPlace,
    private readonly state: ImageState,
    private readonly plan: WorkPlan,
  ) {
    this.news = state;
    this.scanned = new ScanProgress(state.layerBlobs);
    this.hashed = new HashProgress(state.wishes.map(({ place }) => ({ place, bytes: place.size })));
    this.isScanWanted = plan.scan === true;
    this.isVerifying = plan.verify === true;
  }

  start(): void {
    if (this.isListing) this.list();
    this.goOn();
  }

  /** The index worker has taken results in. */
  take(news: ImageNews): void {
    this.news = news;
    this.goOn();
  }

  /** The layers are wanted now, whatever their tables of contents say. */
  readLayers(): void {
    this.isScanWanted = true;
    this.goOn();
  }

  /** The digests are wanted now. */
  verify(): void {
    this.isVerifying = true;
    this.goOn();
  }

  /** At once; what is in stays. */
  stop(): void {
    this.isStopped = true;
    clearTimeout(this.due);
    this.schedule?.stop();
  }

  tellProgress(): void {
    clearTimeout(this.due);
    this.due = undefined;
    const scan = this.scanned.sum(this.news.report);
    const { onProgress } = this.place;
    if (this.isStopped) onProgress({ ...scan, phase: 'done' });
    else if (this.isListing) onProgress({ phase: 'opening', bytesRead: 0, bytesTotal: 0, layers: [] });
    else if (this.isListed && !this.isScanWanted) onProgress({ ...scan, phase: 'listed' });
    else if (this.isScanning) onProgress({ ...scan, phase: 'scanning' });
    else if (this.isComparing) onProgress({ ...scan, ...together(scan, this.compared?.sum()), phase: 'scanning' });
    else if (this.toHash > 0) onProgress({ ...scan, ...this.hashed.sum(), phase: 'verifying' });
    else if (this.plan.verify && this.news.blobsToHash > 0)
      onProgress({ ...scan, ...this.hashed.sum(), phase: 'read' });
    else onProgress({ ...scan, phase: 'done' });
  }

  /** Each worker tells of its own; what is told of all of them is drawn by a page that has better things to do. */
  private tellSoon(): void {
    this.due ??= setTimeout(() => this.tellProgress(), PROGRESS_INTERVAL_MS);
  }

  private get isListing(): boolean {
    return this.plan.list && !this.isScanBegun && this.news.tocs.length > 0;
  }

  /** The tree is there, and no layer has to be read for it. */
  private get isListed(): boolean {
    const states = this.news.report.layers.map(({ state }) => state);
    return states.includes('listed') && !states.includes('waiting');
  }

  private get isScanning(): boolean {
    return (
      this.plan.scan !== false && this.news.report.layers.some(({ state }) => state === 'waiting' || state === 'listed')
    );
  }

  private get isComparing(): boolean {
    return this.plan.scan !== false && this.news.bodies.length > 0;
  }

  private get toHash(): number {
    return this.isVerifying ? this.news.blobsToHash : 0;
  }

  private goOn(): void {
    if (!this.isStopped) this.beginNext();
    this.tellProgress();
  }

  private beginNext(): void {
    if (this.isScanning) {
      const mayWait = this.isListing || (this.isListed && !this.isScanWanted);
      if (!mayWait && !this.isScanBegun) this.scan();
    } else if (this.isComparing) {
      if (!this.compared) this.compare(this.news.bodies);
    } else if (!this.isHashing && this.toHash > 0) {
      this.hash();
    }
  }

  private list(): void {
    const { source, toIndex } = this.place;
    const listing: Work = {
      places: this.state.tocs,
      ask: (places) => ({ type: 'list', source, places }),
      onProgress: () => undefined,
      onGiveUp: (blob) => toIndex({ type: 'toc', blob, block: null }),
    };
    // Who wants the layers anyway has no worker wait until all tables of contents are in.
    if (this.isScanWanted) this.scan(listing);
    else this.begin([listing]);
  }

  private scan(...before: Work[]): void {
    this.isScanBegun = true;
    // One table of contents that is none makes the others useless.
    this.schedule?.stop();
    const { host, source, toIndex } = this.place;
    const { places, report, layerBlobs } = this.state;
    const isDecoded =
      places.some(({ sequential }) => sequential) || report.layers.some(({ compression }) => compression !== 'none');
    const workers = isDecoded ? host.layerWorkers : host.readingWorkers;
    const scanning: Work = {
      places: scanOrder(places, layerBlobs, workers),
      ask: (some) => ({ type: 'scan', source, places: some, tocs: some.map(({ id }) => this.tocBlocks.get(id)) }),
      onProgress: (blob, bytesRead, entries) => this.scanned.note(blob, bytesRead, entries),
      onGiveUp: (blob, { code }) => toIndex({ type: 'give-up', blob, outOfMemory: code === 'out-of-memory' }),
    };
    this.begin([...before, scanning], workers);
  }

  private compare(wishes: BodyWish[]): void {
    const compared = new HashProgress(wishes);
    this.compared = compared;
    const { source, toIndex } = this.place;
    this.begin([
      {
        places: placesOf(wishes),
        ask: (places) => ({ type: 'hash-bodies', source, wishes: wishesFor(wishes, places) }),
        onProgress: (blob, bytesRead) => compared.note(blob, bytesRead),
        onGiveUp: (blob) => toIndex({ type: 'give-up-bodies', blob }),
      },
    ]);
  }

  private hash(): void {
    this.isHashing = true;
    const { host, source, toIndex } = this.place;
    const { wishes } = this.state;
    const hashing: Work = {
      places: placesOf(wishes),
      ask: (places) => ({ type: 'hash', source, wishes: wishesFor(wishes, places) }),
      onProgress: (blob, bytesRead) => this.hashed.note(blob, bytesRead),
      onGiveUp: (blob) => toIndex({ type: 'give-up-digests', blob }),
    };
    // Behind a page that is being used half of the workers is enough; who asked for nothing else waits for it.
    this.begin([hashing], this.plan.scan ? Math.ceil(host.layerWorkers / 2) : host.layerWorkers);
  }

  private begin(works: Work[], mostWorkers?: number): void {
    const { host, onInterrupted } = this.place;
    const told = works.map((work) => ({
      ...work,
      onProgress: (...progress: Parameters<BlobWork['onProgress']>) => {
        work.onProgress(...progress);
        this.tellSoon();
      },
      onResult: (result: BlobResult) => this.hand(result),
    }));
    this.schedule = new BlobSchedule(host, told, onInterrupted, mostWorkers);
  }

  private hand(result: BlobResult): void {
    if (result.type === 'digests') this.hashed.finish(result.blob);
    // The layer is compared with it: reading it once more would take as long as half of the layer.
    if (result.type === 'toc' && result.block) this.tocBlocks.set(result.blob, result.block.slice());
    if (result.type === 'table') this.tocBlocks.delete(result.blob);
    const block = result.type === 'digests' ? null : result.block;
    this.place.toIndex(result, block ? [block.buffer as ArrayBuffer] : []);
  }
}

type Amount = Pick<Progress, 'bytesRead' | 'bytesTotal'>;

function together(a: Amount, b: Amount = { bytesRead: 0, bytesTotal: 0 }): Amount {
  return { bytesRead: a.bytesRead + b.bytesRead, bytesTotal: a.bytesTotal + b.bytesTotal };
}

function wishesFor<Wish extends { place: BlobPlace }>(wishes: Wish[], places: BlobPlace[]): Wish[] {
  return places.flatMap(({ id }) => wishes.find(({ place }) => place.id === id) ?? []);
}
