/**
 * The file tree as the page sees it: point of view, order, the chosen row and its details. The engine keeps the visible
 * order; this keeps what was asked of it, and drops answers that come too late.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import {
  type EntryDetails,
  FILTERED_OUT,
  type PointOfView,
  type Problem,
  ProblemError,
  type RowFilter,
  type Session,
  type SortKey,
  type TreemapTile,
  type TreeRow,
  type TreeTar,
  type TreeWindow,
} from '../engine/api.ts';
import { asks, noFilter } from './filter_parameters.ts';

export interface Sort {
  key: SortKey;
  descending: boolean;
}

/** What an address says of the point of view; absent layers mean the final merged tree. */
export interface StackPoints {
  at?: number | undefined;
  changes?: number | undefined;
  from?: number | undefined;
}

export class FilesModel {
  readonly #session: Session;
  readonly #layerCount: number;
  readonly #view;
  readonly #sort = signal<Sort>({ key: 'name', descending: false });
  readonly #filter = signal<RowFilter>(noFilter);
  readonly #filterProblem = signal<Problem | null>(null);
  readonly #matchOrdinal = signal(0);
  readonly #searchWanted = signal(false);
  readonly #layersInTree = signal(0);
  readonly #revision = signal(0);
  readonly #activeRow = signal(-1);
  readonly #scrollRequests = signal(0);
  readonly #details = signal<EntryDetails | null>(null);
  readonly #notHere = signal<string | null>(null);
  /** The path to keep chosen across points of view and orders. */
  #path: string | undefined;
  /** What was asked last wins: answers to what was asked before it come too late. */
  #locating = 0;
  #selecting = 0;
  #filtering = 0;
  /** The filter that was set last is in force, or refused. */
  #filtered: Promise<void> = Promise.resolve();

  /** `fail` hears what went wrong when the engine was asked. */
  constructor(
    session: Session,
    layerCount: number,
    readonly fail: (error: unknown) => void,
  ) {
    this.#session = session;
    this.#layerCount = layerCount;
    this.#view = signal<PointOfView>({ to: Math.max(0, layerCount - 1) });
  }

  get view(): ReadonlySignal<PointOfView> {
    return this.#view;
  }
  get sort(): ReadonlySignal<Sort> {
    return this.#sort;
  }
  /** The filter that was last asked for; with a `filterProblem` the rows are still those of the one before. */
  get filter(): ReadonlySignal<RowFilter> {
    return this.#filter;
  }
  get filterProblem(): ReadonlySignal<Problem | null> {
    return this.#filterProblem;
  }
  /** Which of the matches the search has come to, from 1; 0 where the chosen row was chosen otherwise. */
  get matchOrdinal(): ReadonlySignal<number> {
    return this.#matchOrdinal;
  }
  /** The reader wants to type what to look for; whoever gives the field the focus says so with `wantSearch(false)`. */
  get searchWanted(): ReadonlySignal<boolean> {
    return this.#searchWanted;
  }
  wantSearch(wanted: boolean): void {
    this.#searchWanted.value = wanted;
  }
  get layersInTree(): ReadonlySignal<number> {
    return this.#layersInTree;
  }
  /** Grows whenever rows asked for before are out of date. */
  get revision(): ReadonlySignal<number> {
    return this.#revision;
  }
  /** Index of the chosen row among the visible ones, or -1. */
  get activeRow(): ReadonlySignal<number> {
    return this.#activeRow;
  }
  /** Grows whenever the chosen row should be brought into sight. */
  get scrollRequests(): ReadonlySignal<number> {
    return this.#scrollRequests;
  }
  get details(): ReadonlySignal<EntryDetails | null> {
    return this.#details;
  }
  /** A path that was asked for and does not exist at this point of view. */
  get notHere(): ReadonlySignal<string | null> {
    return this.#notHere;
  }

  rows(first: number, count: number): Promise<TreeWindow> {
    return this.#session.rows(first, count);
  }

  findByPrefix(prefix: string, from: number): Promise<number> {
    return this.#session.findByPrefix(prefix, from);
  }

  /** Without `at`, the version at the point of view. */
  readFile(node: number, limit: number, at: number | undefined, signal: AbortSignal): Promise<Uint8Array> {
    return this.#session.readFile(node, limit, at, signal);
  }

  readFileFrom(
    node: number,
    from: number,
    limit: number,
    at: number | undefined,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    return this.#session.readFileFrom(node, from, limit, at, signal);
  }

  /** A tar of what is at the node and below at the point of view. */
  exportTree(node: number, onBytes: (bytes: number, total: number) => void, signal: AbortSignal): Promise<TreeTar> {
    return this.#session.exportTree(node, onBytes, signal);
  }

  readWholeFile(node: number, at: number | undefined, signal: AbortSignal): Promise<Blob> {
    return this.#session.readWholeFile(node, at, signal);
  }

  /** The first bytes of a file of the final tree, symbolic links followed. */
  readPath(path: string, limit: number, signal: AbortSignal): Promise<Uint8Array> {
    return this.#session.readPath(path, Math.max(0, this.#layerCount - 1), limit, signal);
  }

  /** The same of the tree at the point of view. */
  readPathHere(path: string, limit: number, signal: AbortSignal): Promise<Uint8Array> {
    return this.#session.readPath(path, this.#view.peek().to, limit, signal);
  }

  /** Where the bytes of a directory of the tree lie, with all layers that are in so far. */
  treemap(path: string): Promise<TreemapTile[]> {
    return this.#session.treemap(path);
  }

  /** Goes to a point of view and, if one is named, to a path in it. */
  show(points: StackPoints, path: string | undefined): Promise<void> {
    const view = this.#viewOf(points);
    const viewChanged = view.to !== this.#view.value.to || view.from !== this.#view.value.from;
    const pathChanged = path !== undefined && path !== this.#path;
    if (path !== undefined) this.#path = path;
    if (pathChanged) {
      this.#locating++;
      this.#selecting++;
    }
    return this.#attempt(async () => {
      if (viewChanged) {
        this.#view.value = view;
        this.#matchOrdinal.value = 0;
        await this.#change(this.#session.setPointOfView(view));
      }
      if (viewChanged || pathChanged) await this.#locate(true);
    });
  }

  #viewOf({ at, changes, from }: StackPoints): PointOfView {
    const last = Math.max(0, this.#layerCount - 1);
    const to = Math.min(changes ?? at ?? last, last);
    if (changes !== undefined) return { to, from: to - 1 };
    return from === undefined ? { to } : { to, from: Math.min(from, last) };
  }

  setSort(sort: Sort): Promise<void> {
    this.#sort.value = sort;
    this.#matchOrdinal.value = 0;
    return this.#attempt(async () => {
      await this.#change(this.#session.setSort(sort.key, sort.descending));
      await this.#locate(true);
    });
  }

  /** Where the engine refuses the pattern, that is told, and the rows stay as they are. */
  setFilter(filter: RowFilter): Promise<void> {
    if (filter === this.#filter.value) return Promise.resolve();
    const call = ++this.#filtering;
    this.#filter.value = filter;
    this.#filtered = this.#attempt(async () => {
      const problem = await this.#refusalOf(filter);
      if (call !== this.#filtering) return;
      this.#filterProblem.value = problem;
      this.#matchOrdinal.value = 0;
      if (problem) return;
      if (this.#path === undefined) this.#scrollRequests.value++;
      else await this.#locate(true);
    });
    return this.#filtered;
  }

  async #refusalOf(filter: RowFilter): Promise<Problem | null> {
    try {
      await this.#change(this.#session.setFilter(filter));
      return null;
    } catch (error) {
      const isRefusal = error instanceof ProblemError && error.problem.code.startsWith('pattern-');
      if (isRefusal) return error.problem;
      throw error;
    }
  }

  /** Chooses the next match, or the one before, of the whole tree. */
  nextMatch(backwards: boolean): Promise<void> {
    return this.#attempt(async () => {
      await this.#filtered;
      if (!asks(this.#filter.value) || this.#filterProblem.value) return;
      const from = this.#details.value?.row.node ?? -1;
      const call = ++this.#locating;
      const { row: index, ordinal } = await this.#session.nextMatch(from, backwards);
      const row = index < 0 ? undefined : (await this.#session.rows(index, 1)).rows[0];
      if (!row || call !== this.#locating) return;
      batch(() => {
        this.#activeRow.value = index;
        this.#notHere.value = null;
        this.#revision.value++;
        this.#scrollRequests.value++;
      });
      await this.#describe(row);
      this.#matchOrdinal.value = ordinal;
    });
  }

  setExpanded(node: number, expanded: boolean): Promise<void> {
    return this.#attempt(() => this.#change(this.#session.setExpanded(node, expanded)));
  }

  expandAll(expanded: boolean): Promise<void> {
    return this.#attempt(async () => {
      await this.#change(this.#session.expandAll(expanded));
      if (expanded) await this.#locate(true);
      else this.#activeRow.value = -1;
    });
  }

  /** Another layer is in the tree. */
  grow(layersInTree: number): Promise<void> {
    this.#layersInTree.value = layersInTree;
    this.#matchOrdinal.value = 0;
    this.#revision.value++;
    // A path that just came into being is shown; one that is on screen already does not pull the reader back to it.
    return this.#attempt(() => this.#locate(this.#notHere.value !== null));
  }

  /** The reader chose a row, which need not be known yet. */
  choose(index: number, known: TreeRow | undefined): Promise<void> {
    const call = ++this.#locating;
    return this.#attempt(async () => {
      const row = known ?? (await this.#session.rows(index, 1)).rows[0];
      if (!row || call !== this.#locating) return;
      this.#activeRow.value = index;
      this.#notHere.value = null;
      this.#matchOrdinal.value = 0;
      await this.#describe(row);
    });
  }

  /** The engine answers in order: what is asked from now on is answered after the change that is on its way. */
  #change(onItsWay: Promise<void>): Promise<void> {
    this.#revision.value++;
    return onItsWay;
  }

  async #describe(row: TreeRow): Promise<void> {
    const call = ++this.#selecting;
    const details = await this.#session.details(row.node);
    if (call !== this.#selecting) return;
    this.#path = details.path;
    this.#details.value = details;
  }

  /** Finds the path to keep chosen again, after the order of rows has changed. */
  async #locate(scroll: boolean): Promise<void> {
    const path = this.#path;
    if (path === undefined) return;
    const call = ++this.#locating;
    const index = await this.#session.reveal(path);
    const row = index < 0 ? undefined : (await this.#session.rows(index, 1)).rows[0];
    if (call !== this.#locating) return;
    batch(() => {
      this.#activeRow.value = row ? index : -1;
      this.#notHere.value = row || index === FILTERED_OUT ? null : path;
      // Revealing may have opened folders.
      if (row) this.#revision.value++;
      if (scroll && index !== -1) this.#scrollRequests.value++;
      if (index === -1) {
        this.#selecting++;
        this.#details.value = null;
      }
    });
    if (row) await this.#describe(row);
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // A row that was still on screen while the point of view changed under it.
      if (error instanceof ProblemError && error.problem.code === 'path-not-found') this.#details.value = null;
      else this.fail(error);
    }
  }
}
