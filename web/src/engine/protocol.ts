/**
 * The messages between the page (or the command line) and the workers: one union for each direction. Every query is answered by
 * exactly one `answer` or `refused` with its id; what else the index worker says comes by itself.
 */
import type { PlaceValue } from '#engine-module';
import type { Problem } from './contract.ts';
import type { Report } from './report.ts';
import type { EntryDetails, PointOfView, SortKey, TreeWindow } from './tree.ts';

/** Where the bytes are, as a worker can receive it. Node's forms name files by path. */
export type SourceSpec =
  | { kind: 'file'; name: string; file: File }
  | { kind: 'folder'; name: string; files: { path: string; file: File }[] }
  | { kind: 'node-file'; name: string; path: string }
  | { kind: 'node-folder'; name: string; files: { path: string; fullPath: string }[] };

/** Where a layer blob lies; `id` names it, 4294967295 being a tarball that is itself the layer. */
export type BlobPlace = PlaceValue;

/** Where a file's bytes are: the blob of its layer, and the row in that layer's table. */
export interface FilePlace {
  place: BlobPlace;
  row: number;
  size: number;
}

/** The chosen image as it stands when its scan begins. */
export interface ImageState {
  report: Report;
  image: number;
  /** Blobs that have no table yet, each once, the biggest first. */
  places: BlobPlace[];
  /** The blob of each layer, -1 where it is not in the archive. */
  layerBlobs: number[];
  layersInTree: number;
}

/** Questions to the index worker, by name: what they take and what they give. */
export interface Queries {
  selectImage: { args: { image: number }; result: ImageState };
  setPointOfView: { args: { view: PointOfView }; result: null };
  setSort: { args: { key: SortKey; descending: boolean }; result: null };
  setExpanded: { args: { node: number; expanded: boolean }; result: null };
  expandAll: { args: { expanded: boolean }; result: null };
  rows: { args: { first: number; count: number }; result: TreeWindow };
  reveal: { args: { path: string }; result: number };
  findByPrefix: { args: { prefix: string; from: number }; result: number };
  details: { args: { node: number }; result: EntryDetails };
  /** Without `at`, at the point of view. */
  locateNode: { args: { node: number; at?: number | undefined }; result: FilePlace };
  locatePath: { args: { path: string; layer: number }; result: FilePlace };
  /** The text of `tree --json`. */
  writeTree: { args: { view: PointOfView }; result: string };
}

export type QueryName = keyof Queries;
export type Query = { [Name in QueryName]: { name: Name; args: Queries[Name]['args'] } }[QueryName];

/** To the index worker: it holds the archive's metadata, the tables and the trees, and never runs long once opened. */
export type ToIndex =
  | { type: 'open'; compiled: WebAssembly.Module; source: SourceSpec }
  | { type: 'table'; blob: number; block: Uint8Array }
  | { type: 'give-up'; blob: number }
  | { type: 'query'; id: number; query: Query };

export type FromIndex =
  | { type: 'opening'; bytesRead: number; bytesTotal: number }
  | { type: 'opened'; state: ImageState }
  | { type: 'failed'; problem: Problem }
  | { type: 'grown'; report: Report; layersInTree: number }
  | { type: 'answer'; id: number; result: unknown }
  | { type: 'refused'; id: number; problem: Problem };

/** To a layer worker: long loops, so it is disposable, and cancelling is terminating it. */
export type ToLayer =
  | { type: 'scan'; compiled: WebAssembly.Module; source: SourceSpec; places: BlobPlace[] }
  | { type: 'read'; compiled: WebAssembly.Module; source: SourceSpec; file: FilePlace; limit: number };

export type FromLayer =
  | { type: 'scanning'; blob: number; bytesRead: number; entries: number }
  | { type: 'table'; blob: number; block: Uint8Array }
  | { type: 'piece'; piece: Uint8Array }
  | { type: 'done' }
  | { type: 'failed'; problem: Problem };

/** One end of a channel, whatever carries it. */
export interface Port<In, Out> {
  post(message: Out, transfer?: ArrayBuffer[]): void;
  listen(handler: (message: In) => void): void;
}

/** Messages of progress leave a worker at most this often. */
export const PROGRESS_INTERVAL_MS = 100;
