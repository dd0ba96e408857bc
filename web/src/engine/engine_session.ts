/** The session proper, the same in the page and under Node; `Host` makes the difference. */
import { BlobBuilder } from './blob_builder.ts';
import type { LostFile, Problem, Progress, Session, SessionListener, TreeTar } from './contract.ts';
import type { Host, IndexWorker } from './host.ts';
import { ImageWork, type WorkPlan } from './image_work.ts';
import { readInWorker } from './layer_reading.ts';
import { ProblemError, problemOfException } from './problems.ts';
import type {
  ExportPlace,
  FilePlace,
  FromIndex,
  ImageNews,
  ImageState,
  Queries,
  Query,
  QueryName,
  SourceSpec,
} from './protocol.ts';
import type { PathHistory, Report } from './report.ts';
import type { EntryDetails, MatchPlace, PointOfView, RowFilter, SortKey, TreemapTile, TreeWindow } from './tree.ts';

interface Waiting {
  onText?: ((text: string) => void) | undefined;
  resolve(result: unknown): void;
  reject(error: ProblemError): void;
}

const CANCELLED: Problem = { code: 'cancelled', detail: '' };

/** What has to be found out or fetched first. Rejects with a ProblemError; ends when `signal` is aborted. */
export type FindSource = (onProgress: (progress: Progress) => void, signal: AbortSignal) => Promise<SourceSpec>;

export class EngineSession implements Session {
  private index: IndexWorker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private nextQuery = 0;
  private image = 0;
  /** Answers to selectImage() still to come: what the index worker says before the last one is about another image. */
  private selecting = 0;
  /** Work was stopped; what is only about to begin reads nothing then. */
  private stopped = false;
  private work: ImageWork | undefined;
  private report: Report | undefined;
  /** The number of its layers, and of those that are only listed: what the tree was last told to be. */
  private treeShown = '';
  private source: SourceSpec | undefined;
  private readonly closing = new AbortController();

  constructor(
    private readonly host: Host,
    source: SourceSpec | FindSource,
    private readonly listener: SessionListener,
    private plan: WorkPlan,
    signal?: AbortSignal,
  ) {
    this.open(source).catch((error) => this.fail(problemOfException(error)));
    signal?.addEventListener('abort', () => this.close(), { signal: this.closing.signal });
    if (signal?.aborted) this.close();
  }

  private async open(wanted: SourceSpec | FindSource): Promise<void> {
    const onProgress = (progress: Progress) => {
      if (!this.closed) this.listener.onProgress(progress);
    };
    const [source] = await Promise.all([
      typeof wanted === 'function' ? wanted(onProgress, this.closing.signal) : wanted,
      this.host.prepare(this.plan.scan !== false || this.plan.verify === true).catch((error) => {
        throw new ProblemError({ code: 'module-failed', detail: String(error) });
      }),
    ]);
    if (this.closed) return;
    this.source = source;
    // Who waits for a slow line does not want all of it a second time, and the browser's cache does not help: it keeps no answers to
    // requests that name the version they are about (If-Range).
    if (source.kind === 'url') {
      const { scan, verify } = this.plan;
      this.plan = { ...this.plan, scan: scan && 'on-request', verify: verify && 'on-request' };
    }
    this.index = this.host.startIndexWorker();
    this.index.onCrash((reason) => this.fail(problemOfException(reason)));
    this.index.listen((message) => this.receive(message));
    this.index.post({ type: 'open', source });
  }

  selectImage(image: number): void {
    this.image = image;
    this.stopped = false;
    this.selecting++;
    this.work?.stop();
    this.ask('selectImage', { image }).then(
      (state) => {
        this.selecting--;
        if (this.selecting === 0) this.begin(state);
      },
      (error: ProblemError) => this.fail(error.problem),
    );
  }

  async setPointOfView(view: PointOfView): Promise<void> {
    await this.ask('setPointOfView', { view });
  }

  async setSort(key: SortKey, descending: boolean): Promise<void> {
    await this.ask('setSort', { key, descending });
  }

  async setFilter(filter: RowFilter): Promise<void> {
    await this.ask('setFilter', { filter });
  }

  nextMatch(from: number, backwards: boolean): Promise<MatchPlace> {
    return this.ask('nextMatch', { from, backwards });
  }

  async setExpanded(node: number, expanded: boolean): Promise<void> {
    await this.ask('setExpanded', { node, expanded });
  }

  async expandAll(expanded: boolean): Promise<void> {
    await this.ask('expandAll', { expanded });
  }

  rows(first: number, count: number): Promise<TreeWindow> {
    return this.ask('rows', { first, count });
  }

  reveal(path: string): Promise<number> {
    return this.ask('reveal', { path });
  }

  findByPrefix(prefix: string, from: number): Promise<number> {
    return this.ask('findByPrefix', { prefix, from });
  }

  details(node: number): Promise<EntryDetails> {
    return this.ask('details', { node });
  }

  treemap(path: string): Promise<TreemapTile[]> {
    return this.ask('treemap', { path });
  }

  readFile(node: number, limit: number, at?: number, signal?: AbortSignal): Promise<Uint8Array> {
    return this.readFileFrom(node, 0, limit, at, signal);
  }

  async readFileFrom(
    node: number,
    from: number,
    limit: number,
    at?: number,
    signal?: AbortSignal,
  ): Promise<Uint8Array> {
    return this.readStart(await this.ask('locateNode', { node, at, from }), limit, signal);
  }

  async readPath(path: string, layer: number, limit: number, signal?: AbortSignal): Promise<Uint8Array> {
    return this.readStart(await this.locatePath(path, layer), limit, signal);
  }

  async readWholeFile(node: number, at?: number, signal?: AbortSignal): Promise<Blob> {
    const blob = new BlobBuilder();
    const file = await this.ask('locateNode', { node, at });
    await this.readPieces(file, Number.POSITIVE_INFINITY, (piece) => blob.add(piece), signal);
    return blob.finish();
  }

  async exportTree(
    node: number,
    onBytes: (bytes: number, total: number) => void,
    signal?: AbortSignal,
  ): Promise<TreeTar> {
    const { bytes, plan } = await this.ask('planExport', { node });
    const tar = new BlobBuilder();
    const lost: LostFile[] = [];
    const receiver = {
      onPiece: (piece: Uint8Array) => {
        tar.add(piece);
        onBytes(tar.size, Math.max(tar.size, bytes));
      },
      onLost: (file: LostFile) => lost.push(file),
    };
    await readInWorker(this.host, { type: 'export', source: this.openedSource, plan }, receiver, this.until(signal));
    return { tar: tar.finish(), lost };
  }

  /** How to write a tar of what `path` leads to with layers 0…`layer`. */
  locateTree(path: string, layer: number): Promise<ExportPlace> {
    return this.ask('planExportOfPath', { path, layer });
  }

  /** The file that `path` leads to with layers 0…`layer`, symbolic links followed. */
  locatePath(path: string, layer: number): Promise<FilePlace> {
    return this.ask('locatePath', { path, layer });
  }

  /** Gives the text of `tree --json` piece by piece. */
  async treeText(view: PointOfView, onText: (text: string) => void): Promise<void> {
    await this.ask('writeTree', { view }, onText);
  }

  /** Every version of a path, whose links are not followed. Rejects with path-not-found where no layer ever had it. */
  async pathHistory(path: string): Promise<PathHistory> {
    return JSON.parse(await this.ask('pathHistory', { path })) as PathHistory;
  }

  stopScanning(): void {
    this.stopped = true;
    this.work?.stop();
    this.work?.tellProgress();
  }

  readLayers(): void {
    this.work?.readLayers();
  }

  checkDigests(): void {
    this.work?.verify();
  }

  close(): void {
    if (this.closed) return;
    this.closing.abort();
    this.work?.stop();
    this.index?.terminate();
    this.host.release();
    for (const { reject } of this.waiting.values()) reject(new ProblemError(CANCELLED));
    this.waiting.clear();
  }

  private async readStart(file: FilePlace, limit: number, signal?: AbortSignal): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    await this.readPieces(file, limit, (piece) => pieces.push(piece), signal);
    const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let end = 0;
    for (const piece of pieces) {
      bytes.set(piece, end);
      end += piece.length;
    }
    return bytes;
  }

  private readPieces(
    file: FilePlace,
    limit: number,
    onPiece: (piece: Uint8Array) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    return readInWorker(
      this.host,
      { type: 'read', source: this.openedSource, file, limit },
      { onPiece },
      this.until(signal),
    );
  }

  /** The signal, and the end of the session. */
  private until(signal: AbortSignal | undefined): AbortSignal {
    return signal ? AbortSignal.any([signal, this.closing.signal]) : this.closing.signal;
  }

  /** Nothing is read before the index worker has answered, and it got the source first. */
  private get openedSource(): SourceSpec {
    if (!this.source) throw new Error('A source is opened before it is read.');
    return this.source;
  }

  private get closed(): boolean {
    return this.closing.signal.aborted;
  }

  private ask<Name extends QueryName>(
    name: Name,
    args: Queries[Name]['args'],
    onText?: (text: string) => void,
  ): Promise<Queries[Name]['result']> {
    const { index } = this;
    if (this.closed || !index) return Promise.reject(new ProblemError(CANCELLED));
    const id = this.nextQuery++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: (result) => resolve(result as Queries[Name]['result']), reject, onText });
      // `name` and `args` belong together by the signature; a type parameter hides that from the union.
      index.post({ type: 'query', id, query: { name, args } as unknown as Query });
    });
  }

  private receive(message: FromIndex): void {
    if (this.closed) return;
    switch (message.type) {
      case 'opening': {
        const { bytesRead, bytesTotal } = message;
        this.listener.onProgress({ phase: 'opening', bytesRead, bytesTotal, layers: [] });
        return;
      }
      case 'opened':
        this.image = message.state.image;
        this.report = message.report;
        this.begin(message.state);
        return;
      case 'news':
        if (this.selecting > 0) return;
        this.show(message.news);
        this.work?.take(message.news);
        return;
      case 'failed':
        this.fail(message.problem);
        return;
      case 'text':
        this.waiting.get(message.id)?.onText?.(message.text);
        return;
      case 'answer':
        this.settle(message.id)?.resolve(message.result);
        return;
      case 'refused':
        this.settle(message.id)?.reject(new ProblemError(message.problem));
        return;
    }
  }

  private settle(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    return waiting;
  }

  private begin(state: ImageState): void {
    const place = {
      host: this.host,
      source: this.openedSource,
      toIndex: (...message: Parameters<IndexWorker['post']>) => this.index?.post(...message),
      onProgress: (progress: Progress) => this.listener.onProgress(progress),
      onInterrupted: (problem: Problem) => {
        this.stopScanning();
        this.listener.onInterrupted(problem);
      },
    };
    this.work = new ImageWork(place, state, this.plan);
    if (this.stopped) this.work.stop();
    this.treeShown = '';
    this.show(state);
    if (this.stopped) this.work.tellProgress();
    else this.work.start();
    this.host.release();
  }

  private show({ image, report, layersInTree }: ImageNews): void {
    if (!this.report) throw new Error('The archive is opened before its images are read.');
    this.report = { ...this.report, images: this.report.images.with(image, report) };
    this.listener.onReport(this.report, this.image);
    const shown = `${layersInTree} ${report.layers.filter(({ state }) => state === 'listed').length}`;
    if (shown !== this.treeShown) this.listener.onTree(layersInTree);
    this.treeShown = shown;
  }

  private fail(problem: Problem): void {
    if (this.closed) return;
    this.close();
    this.listener.onProblem(problem);
  }
}
