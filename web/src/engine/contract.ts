/** The types of a session: what the page passes in and what it is told. Views see them through api.ts. */
import type { Report } from './report.ts';
import type { EntryDetails, PointOfView, SortKey, TreeWindow } from './tree.ts';

/** Where the bytes come from. Folder paths are relative to the layout's root, with `/`. */
export type ImageSource =
  | { kind: 'file'; file: File }
  | { kind: 'folder'; name: string; files: { path: string; file: File }[] };

/** Progress of the whole work; each worker tells of its own at most ten times a second. */
export interface Progress {
  /** `verifying`: all layers are in, digests are being checked in the background. */
  phase: 'opening' | 'scanning' | 'verifying' | 'done';
  /** Bytes of the archive read so far in this phase, and to be read in all, for the chosen image. */
  bytesRead: number;
  bytesTotal: number;
  layers: LayerProgress[];
}

export interface LayerProgress {
  index: number;
  state: 'waiting' | 'scanning' | 'complete' | 'partial' | 'missing';
  bytesRead: number;
  bytesTotal: number;
  entries: number;
}

/**
 * What stops the image from being shown at all (nothing else does). `code` is stable: `not-an-archive`,
 * `empty-file`, `no-image`, `archive-truncated`, `archive-damaged`, `unsupported-compression`, `file-unreadable`, `out-of-memory`,
 * `worker-failed`, `module-failed`, `cancelled`.
 */
export interface Problem {
  code: string;
  /** English detail for the expert: what was found, at which byte. May be ''. */
  detail: string;
  offset?: number;
}

export interface SessionListener {
  /**
   * After opening (layers still `waiting`), again as layers and digests arrive, and when all is done. `image` is the one whose layers
   * are scanned, at first the one that the engine holds for the likeliest; the others are as they were when they were left.
   */
  onReport(report: Report, image: number): void;
  onProgress(progress: Progress): void;
  /** The tree has grown (another layer is in it): rows asked for before are out of date. */
  onTree(layersInTree: number): void;
  onProblem(problem: Problem): void;
}

export interface Session {
  /** Chooses the image whose layers are scanned and whose tree is shown; index into `report.images`. */
  selectImage(index: number): void;
  setPointOfView(view: PointOfView): Promise<void>;
  setSort(key: SortKey, descending: boolean): Promise<void>;
  setExpanded(node: number, expanded: boolean): Promise<void>;
  expandAll(expanded: boolean): Promise<void>;
  rows(first: number, count: number): Promise<TreeWindow>;
  /** Expands what is needed and gives the row index of a path, or -1. */
  reveal(path: string): Promise<number>;
  /** First row after `from` (wrapping) whose name starts with `prefix`, ignoring case; -1 if none: type-ahead. */
  findByPrefix(prefix: string, from: number): Promise<number>;
  details(node: number): Promise<EntryDetails>;
  /**
   * The first `limit` bytes of a file, through hard links; `not-a-file` for anything else. It is the version that is there with
   * layers 0…`at`; without `at` the one at the current point of view, which of a removed entry is what was removed.
   */
  readFile(node: number, limit: number, at?: number, signal?: AbortSignal): Promise<Uint8Array>;
  /** The same of the file that `path` leads to with layers 0…`layer`, symbolic links followed. */
  readPath(path: string, layer: number, limit: number, signal?: AbortSignal): Promise<Uint8Array>;
  /** The whole file in the same way, to be saved; large ones need not fit into memory. */
  readWholeFile(node: number, at?: number, signal?: AbortSignal): Promise<Blob>;
  /**
   * Stops scanning and checking at once; what is in stays usable, layers that are not in stay `waiting`, digests `pending`. Choosing
   * the image again goes on with what is missing.
   */
  stopScanning(): void;
  /** Stops all work and frees everything at once. */
  close(): void;
}
