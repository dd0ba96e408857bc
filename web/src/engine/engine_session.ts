/** The session proper, the same in the page and under Node; `Host` makes the difference. */
import type { Problem, Session, SessionListener } from './contract.ts';
import type { Host, IndexWorker } from './host.ts';
import { ProblemError } from './problems.ts';
import { ScanProgress } from './progress.ts';
import type { FilePlace, FromIndex, ImageState, Queries, Query, QueryName, SourceSpec } from './protocol.ts';
import { readEntry } from './read_entry.ts';
import type { Report } from './report.ts';
import { ScanSchedule } from './scan_schedule.ts';
import type { EntryDetails, PointOfView, SortKey, TreeWindow } from './tree.ts';

interface Waiting {
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
  private progress = new ScanProgress([]);
  /** Scanning was stopped; a scan that is only about to begin reads nothing then. */
  private stopped = false;
  private schedule: ScanSchedule | undefined;
  private report: Report | undefined;
  private compiled: WebAssembly.Module | undefined;
  private readonly closing = new AbortController();

  constructor(
    private readonly host: Host,
    private readonly source: SourceSpec,
    private readonly listener: SessionListener,
    signal?: AbortSignal,
  ) {
    this.index = host.startIndexWorker();
    this.index.onCrash((detail) => this.fail({ code: 'worker-failed', detail }));
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
    this.schedule?.stop();
    this.ask('selectImage', { image }).then(
      (state) => {
        this.selecting--;
        if (this.selecting === 0) this.startScan(state);
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
    const pieces: Uint8Array[] = [];
    await this.readPieces(node, at, limit, (piece) => pieces.push(piece), signal);
    const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let end = 0;
    for (const piece of pieces) {
      bytes.set(piece, end);
      end += piece.length;
    }
    return bytes;
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
    await this.readPieces(node, at, Number.POSITIVE_INFINITY, onPiece, signal);
    seal();
    return blob;
  }

  /** The file that `path` leads to with layers 0…`layer`, symbolic links followed. */
  locatePath(path: string, layer: number): Promise<FilePlace> {
    return this.ask('locatePath', { path, layer });
  }

  /** The text of `tree --json`. */
  treeText(view: PointOfView): Promise<string> {
    return this.ask('writeTree', { view });
  }

  stopScanning(): void {
    this.stopped = true;
    this.schedule?.stop();
    this.schedule = undefined;
    this.tellProgress();
  }

  close(): void {
    if (this.closed) return;
    this.closing.abort();
    this.schedule?.stop();
    this.index.terminate();
    for (const { reject } of this.waiting.values()) reject(new ProblemError(CANCELLED));
    this.waiting.clear();
  }

  private async readPieces(
    node: number,
    at: number | undefined,
    limit: number,
    onPiece: (piece: Uint8Array) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const file = await this.ask('locateNode', { node, at });
    const stop = signal ? AbortSignal.any([signal, this.closing.signal]) : this.closing.signal;
    await readEntry(this.host, { source: this.source, file, limit, onPiece }, stop);
  }

  private get closed(): boolean {
    return this.closing.signal.aborted;
  }

  private ask<Name extends QueryName>(name: Name, args: Queries[Name]['args']): Promise<Queries[Name]['result']> {
    if (this.closed) return Promise.reject(new ProblemError(CANCELLED));
    const id = this.nextQuery++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: (result) => resolve(result as Queries[Name]['result']), reject });
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
        this.startScan(message.state);
        return;
      case 'grown':
        if (this.selecting === 0) this.take(message.report, message.layersInTree);
        return;
      case 'failed':
        this.fail(message.problem);
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

  private startScan({ report, places, layerBlobs, layersInTree }: ImageState): void {
    // Nothing is scanned before the index worker has answered, and it got the module first.
    if (!this.compiled) throw new Error('The engine is compiled before it scans.');
    this.progress = new ScanProgress(layerBlobs);
    const wanted = this.stopped ? [] : places;
    this.schedule = new ScanSchedule(this.host, this.compiled, this.source, wanted, {
      onProgress: (blob, bytesRead, entries) => {
        this.progress.note(blob, bytesRead, entries);
        this.tellProgress();
      },
      onTable: (blob, block) => this.index.post({ type: 'table', blob, block }, [block.buffer as ArrayBuffer]),
      onGiveUp: (blob) => this.index.post({ type: 'give-up', blob }),
    });
    this.take(report, layersInTree);
  }

  private take(report: Report, layersInTree: number): void {
    this.report = report;
    this.listener.onReport(report, this.image);
    this.listener.onTree(layersInTree);
    this.tellProgress();
  }

  private tellProgress(): void {
    const image = this.report?.images[this.image];
    if (image) this.listener.onProgress(this.progress.sum(image, this.stopped));
  }

  private fail(problem: Problem): void {
    if (this.closed) return;
    this.close();
    this.listener.onProblem(problem);
  }
}
