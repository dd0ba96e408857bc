/** The session proper, the same in the page and under Node; `Host` makes the difference. */
import type { Problem, Progress, Session, SessionListener } from './contract.ts';
import type { Host, IndexWorker } from './host.ts';
import { ImageWork, type WorkPlan } from './image_work.ts';
import { ProblemError, problemOfException } from './problems.ts';
import type { FilePlace, FromIndex, ImageNews, ImageState, Queries, Query, QueryName, SourceSpec } from './protocol.ts';
import { readEntry } from './read_entry.ts';
import type { PathHistory, Report } from './report.ts';
import type { EntryDetails, PointOfView, SortKey, TreeWindow } from './tree.ts';

interface Waiting {
  onText?: ((text: string) => void) | undefined;
  resolve(result: unknown): void;
  reject(error: ProblemError): void;
}

/** Bytes of a file that is saved are handed to the browser in parts of this size. */
const BLOB_PART = 32 << 20;

const CANCELLED: Problem = { code: 'cancelled', detail: '' };

export class EngineSession implements Session {
  private readonly index: IndexWorker;
  private readonly waiting = new Map<number, Waiting>();
  private nextQuery = 0;
  private image = 0;
  /** Answers to selectImage() still to come: what the index worker says before the last one is about another image. */
  private selecting = 0;
  /** Work was stopped; what is only about to begin reads nothing then. */
  private stopped = false;
  private work: ImageWork | undefined;
  private report: Report | undefined;
  private layersInTree = 0;
  private compiled: WebAssembly.Module | undefined;
  private readonly closing = new AbortController();

  constructor(
    private readonly host: Host,
    private readonly source: SourceSpec,
    private readonly listener: SessionListener,
    private readonly plan: WorkPlan,
    signal?: AbortSignal,
  ) {
    this.index = host.startIndexWorker();
    this.index.onCrash((reason) => this.fail(problemOfException(reason)));
    this.index.listen((message) => this.receive(message));
    host.compiledEngine().then(
      (compiled) => {
        this.compiled = compiled;
        if (!this.closed) this.index.post({ type: 'open', compiled, source });
      },
      (error) => this.fail({ code: 'module-failed', detail: String(error) }),
    );
    signal?.addEventListener('abort', () => this.close(), { signal: this.closing.signal });
    if (signal?.aborted) this.close();
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

  async readFile(node: number, limit: number, at?: number, signal?: AbortSignal): Promise<Uint8Array> {
    return this.readStart(await this.ask('locateNode', { node, at }), limit, signal);
  }

  async readPath(path: string, layer: number, limit: number, signal?: AbortSignal): Promise<Uint8Array> {
    return this.readStart(await this.locatePath(path, layer), limit, signal);
  }

  async readWholeFile(node: number, at?: number, signal?: AbortSignal): Promise<Blob> {
    let blob = new Blob();
    let pieces: Uint8Array<ArrayBuffer>[] = [];
    let held = 0;
    const seal = () => {
      // The browser keeps blobs on disk when they are many bytes.
      blob = new Blob([blob, ...pieces]);
      pieces = [];
      held = 0;
    };
    const onPiece = (piece: Uint8Array) => {
      pieces.push(piece as Uint8Array<ArrayBuffer>);
      held += piece.length;
      if (held >= BLOB_PART) seal();
    };
    const file = await this.ask('locateNode', { node, at });
    await this.readPieces(file, Number.POSITIVE_INFINITY, onPiece, signal);
    seal();
    return blob;
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

  close(): void {
    if (this.closed) return;
    this.closing.abort();
    this.work?.stop();
    this.index.terminate();
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
    const stop = signal ? AbortSignal.any([signal, this.closing.signal]) : this.closing.signal;
    return readEntry(this.host, { source: this.source, file, limit, onPiece }, stop);
  }

  private get closed(): boolean {
    return this.closing.signal.aborted;
  }

  private ask<Name extends QueryName>(
    name: Name,
    args: Queries[Name]['args'],
    onText?: (text: string) => void,
  ): Promise<Queries[Name]['result']> {
    if (this.closed) return Promise.reject(new ProblemError(CANCELLED));
    const id = this.nextQuery++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: (result) => resolve(result as Queries[Name]['result']), reject, onText });
      // `name` and `args` belong together by the signature; a type parameter hides that from the union.
      this.index.post({ type: 'query', id, query: { name, args } as unknown as Query });
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
    // Nothing is read before the index worker has answered, and it got the module first.
    if (!this.compiled) throw new Error('The engine is compiled before it scans.');
    const place = {
      host: this.host,
      compiled: this.compiled,
      source: this.source,
      toIndex: (...message: Parameters<IndexWorker['post']>) => this.index.post(...message),
      onProgress: (progress: Progress) => this.listener.onProgress(progress),
    };
    this.work = new ImageWork(place, state, this.plan);
    if (this.stopped) this.work.stop();
    this.layersInTree = -1;
    this.show(state);
    if (this.stopped) this.work.tellProgress();
    else this.work.start();
  }

  private show({ image, report, layersInTree }: ImageNews): void {
    if (!this.report) throw new Error('The archive is opened before its images are read.');
    this.report = { ...this.report, images: this.report.images.with(image, report) };
    this.listener.onReport(this.report, this.image);
    if (layersInTree !== this.layersInTree) this.listener.onTree(layersInTree);
    this.layersInTree = layersInTree;
  }

  private fail(problem: Problem): void {
    if (this.closed) return;
    this.close();
    this.listener.onProblem(problem);
  }
}
