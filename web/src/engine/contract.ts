/** The types of a session: what the page passes in and what it is told. Views see them through api.ts. */
import type { Report } from './report.ts';
import type { EntryDetails, MatchPlace, PointOfView, RowFilter, SortKey, TreemapTile, TreeWindow } from './tree.ts';

/** Where the bytes come from. Folder paths are relative to the layout's root, with `/`. */
export type ImageSource =
  | { kind: 'file'; file: File }
  | { kind: 'folder'; name: string; files: { path: string; file: File }[] }
  /** A tarball on the page's own origin; relative to the page. */
  | { kind: 'url'; url: string };

/** Progress of the whole work; each worker tells of its own at most ten times a second. */
export interface Progress {
  /**
   * `downloading`: the whole has to be here first. `opening`: the archive's documents, then the layers' tables of contents, where that is all
   * that is read. `listed`: the tree is what those say, and reading the other layers waits for readLayers(). `verifying`: all layers are
   * in, digests are being checked in the background.
   * `read`: all layers are in, and digests wait for checkDigests(), which would read `bytesTotal`.
   */
  phase: 'downloading' | 'opening' | 'listed' | 'scanning' | 'verifying' | 'read' | 'done';
  /** Bytes of the archive read so far in this phase, and to be read in all, for the chosen image; 0 in all while nobody knows. */
  bytesRead: number;
  bytesTotal: number;
  layers: LayerProgress[];
}

export interface LayerProgress {
  index: number;
  state: 'waiting' | 'listed' | 'scanning' | 'complete' | 'partial' | 'missing';
  bytesRead: number;
  bytesTotal: number;
  entries: number;
}

/**
 * What stops the image from being shown at all (nothing else does). `code` is stable: `not-an-archive`,
 * `empty-file`, `no-image`, `archive-truncated`, `archive-damaged`, `unsupported-compression`, `file-unreadable`, `out-of-memory`,
 * `worker-failed`, `module-failed`, `cancelled`; of a URL also `url-other-origin`, `url-from-file`, `url-not-found`, `url-refused`,
 * `url-is-web-page`, `url-unreachable`, `url-interrupted`, `url-ranges-broken`, `source-changed`.
 */
export interface Problem {
  code: string;
  /** English detail for the expert: what was found, at which byte. May be ''. */
  detail: string;
  offset?: number;
}

/** A file that a tar of a part of the tree lacks. */
export interface LostFile {
  path: string;
  /** Why, as a problem's. */
  code: string;
  detail: string;
  /** Its beginning is in the tar, the rest are zeros. */
  cut: boolean;
}

export interface TreeTar {
  tar: Blob;
  lost: LostFile[];
}

export interface SessionListener {
  /**
   * After opening (layers still `waiting`), again as layers and digests arrive, and when all is done. `image` is the one whose layers
   * are scanned, at first the one that the engine holds for the likeliest; the others are as they were when they were left.
   */
  onReport(report: Report, image: number): void;
  onProgress(progress: Progress): void;
  /** The tree has grown (another layer is in it), or layers were read that were only listed: rows asked for before are out of date. */
  onTree(layersInTree: number): void;
  onProblem(problem: Problem): void;
  /** The source gives no more: the same as stopScanning(), for this reason. */
  onInterrupted(problem: Problem): void;
}

export interface Session {
  /** Chooses the image whose layers are scanned and whose tree is shown; index into `report.images`. */
  selectImage(index: number): void;
  setPointOfView(view: PointOfView): Promise<void>;
  setSort(key: SortKey, descending: boolean): Promise<void>;
  /** Rejects with `pattern-invalid` (`detail`: a word for what is wrong; `offset`: its byte) or `pattern-too-slow`; the filter before stays. */
  setFilter(filter: RowFilter): Promise<void>;
  /** The match after the node `from`, or before it, in the order of the whole tree, wrapping round; -1 begins at an end. It is revealed. */
  nextMatch(from: number, backwards: boolean): Promise<MatchPlace>;
  setExpanded(node: number, expanded: boolean): Promise<void>;
  expandAll(expanded: boolean): Promise<void>;
  rows(first: number, count: number): Promise<TreeWindow>;
  /** Expands what is needed and gives the row index of a path; -1: not at this point of view, or FILTERED_OUT. */
  reveal(path: string): Promise<number>;
  /** First row after `from` (wrapping) whose name starts with `prefix`, ignoring case; -1 if none: type-ahead. */
  findByPrefix(prefix: string, from: number): Promise<number>;
  details(node: number): Promise<EntryDetails>;
  /** The tile of `path` and those below it, parents before children; of the tree with all layers that are in. */
  treemap(path: string): Promise<TreemapTile[]>;
  /**
   * The first `limit` bytes of a file, through hard links; `not-a-file` for anything else. It is the version that is there with
   * layers 0…`at`; without `at` the one at the current point of view, which of a removed entry is what was removed.
   */
  readFile(node: number, limit: number, at?: number, signal?: AbortSignal): Promise<Uint8Array>;
  /** The same from a byte in the middle on. */
  readFileFrom(node: number, from: number, limit: number, at?: number, signal?: AbortSignal): Promise<Uint8Array>;
  /** The same of the file that `path` leads to with layers 0…`layer`, symbolic links followed. */
  readPath(path: string, layer: number, limit: number, signal?: AbortSignal): Promise<Uint8Array>;
  /** The whole file in the same way, to be saved; large ones need not fit into memory. */
  readWholeFile(node: number, at?: number, signal?: AbortSignal): Promise<Blob>;
  /**
   * A tar of what is at the node and below at the current point of view; of a comparison what differs, without what was removed.
   * `onBytes` hears how many bytes of how many, about, are written.
   */
  exportTree(node: number, onBytes: (bytes: number, total: number) => void, signal?: AbortSignal): Promise<TreeTar>;
  /**
   * Stops scanning and checking at once; what is in stays usable, layers that are not in stay `waiting`, digests `pending`. Choosing
   * the image again goes on with what is missing.
   */
  stopScanning(): void;
  /** Reads the layers, where that waits to be asked for: those of a URL whose tables of contents show the tree without it. */
  readLayers(): void;
  /** Checks the digests, once the layers are in, where that waits to be asked for: of a URL that is read by ranges, all bytes have to come once more. */
  checkDigests(): void;
  /** Stops all work and frees everything at once. */
  close(): void;
}
