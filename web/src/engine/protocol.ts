/**
 * The messages between the page (or the command line) and the workers: one union for each direction. Every query is answered by
 * exactly one `answer` or `refused` with its id, some with `text` before it; what else the index worker says comes by itself.
 */
import type { BodyWishValue, DigestsValue, PlaceValue, WishValue } from '#engine-module';
import type { LostFile, Problem } from './contract.ts';
import type { ImageReport, Report } from './report.ts';
import type { EntryDetails, MatchPlace, PointOfView, RowFilter, SortKey, TreemapTile, TreeWindow } from './tree.ts';
import type { RemoteFile } from './url_ranges.ts';

/** Where the bytes are, as a worker can receive it. Node's forms name files by path. */
export type SourceSpec =
  | { kind: 'file'; name: string; file: File }
  | { kind: 'folder'; name: string; files: { path: string; file: File }[] }
  | { kind: 'url'; name: string; file: RemoteFile }
  | { kind: 'node-file'; name: string; file: DiskFile }
  | { kind: 'node-folder'; name: string; files: (DiskFile & { path: string })[] };

/** A file on disk as it was when it was chosen: with another size or date it is another file. */
export interface DiskFile {
  fullPath: string;
  size: number;
  /** Nanoseconds since 1970. */
  modified: bigint;
}

/** Where a layer blob lies; `id` names it, 4294967295 being a tarball that is itself the layer. */
export type BlobPlace = PlaceValue;

/** Bodies of a blob that a scan moved over and that have to be compared; only the engine looks into `bodies`. */
export type BodyWish = BodyWishValue;

/** What is to be hashed of a blob. */
export type DigestWish = WishValue;
export type BlobDigests = DigestsValue;

/** How to read a file's bytes. */
export interface FilePlace {
  /** Which file of the source holds them. */
  file: number;
  size: number;
  /** For the engine's `readEntry`; nobody else looks into it. */
  plan: Uint8Array;
}

/** How to write a part of the tree as a tar. */
export interface ExportPlace {
  /** Of the tar, about. */
  bytes: number;
  /** For the engine's `exportTree`; nobody else looks into it. */
  plan: Uint8Array;
}

/** An image as far as it is known; the reports of the others are as they were. */
export interface ImageNews {
  image: number;
  report: ImageReport;
  layersInTree: number;
  /** What is still to be read for the image's numbers once all its layers are in; few images have any. */
  bodies: BodyWish[];
  /** Blobs whose digests are declared and not computed yet. */
  blobsToHash: number;
  /** Blobs whose tables of contents are to be read before their layers: with those of all, the tree can be shown. */
  tocs: BlobPlace[];
}

/** The chosen image as it stands when its scan begins. */
export interface ImageState extends ImageNews {
  /** Blobs that have no table yet, each once, the biggest first. */
  places: BlobPlace[];
  /** Blobs that are to be hashed, each once, the biggest first. */
  wishes: DigestWish[];
  /** The blob of each layer, -1 where it is not in the archive. */
  layerBlobs: number[];
}

/** Questions to the index worker, by name: what they take and what they give. */
export interface Queries {
  selectImage: { args: { image: number }; result: ImageState };
  setPointOfView: { args: { view: PointOfView }; result: null };
  setSort: { args: { key: SortKey; descending: boolean }; result: null };
  setFilter: { args: { filter: RowFilter }; result: null };
  nextMatch: { args: { from: number; backwards: boolean }; result: MatchPlace };
  setExpanded: { args: { node: number; expanded: boolean }; result: null };
  expandAll: { args: { expanded: boolean }; result: null };
  rows: { args: { first: number; count: number }; result: TreeWindow };
  reveal: { args: { path: string }; result: number };
  findByPrefix: { args: { prefix: string; from: number }; result: number };
  details: { args: { node: number }; result: EntryDetails };
  treemap: { args: { path: string }; result: TreemapTile[] };
  /** Without `at`, at the point of view; `from`: the first byte that is wanted. */
  locateNode: { args: { node: number; at?: number | undefined; from?: number }; result: FilePlace };
  locatePath: { args: { path: string; layer: number }; result: FilePlace };
  /** What is at the node and below at the point of view. */
  planExport: { args: { node: number }; result: ExportPlace };
  planExportOfPath: { args: { path: string; layer: number }; result: ExportPlace };
  /** The text of `tree --json`, which comes in `text` messages before the answer. */
  writeTree: { args: { view: PointOfView }; result: null };
  /** The text of `history PATH --json`. */
  pathHistory: { args: { path: string }; result: string };
}

export type QueryName = keyof Queries;
export type Query = { [Name in QueryName]: { name: Name; args: Queries[Name]['args'] } }[QueryName];

/** To any worker, and the first that it gets: it makes the engine ready, maybe long before there is work for it. */
export interface Prepare {
  type: 'prepare';
  compiled: WebAssembly.Module;
}

/** To the index worker: it holds the archive's metadata, the tables and the trees, and never runs long once opened. */
export type ToIndex =
  | Prepare
  | { type: 'open'; source: SourceSpec }
  | { type: 'toc'; blob: number; block: Uint8Array | null }
  | { type: 'table'; blob: number; block: Uint8Array }
  | { type: 'give-up'; blob: number; outOfMemory: boolean }
  | { type: 'bodies'; blob: number; block: Uint8Array }
  | { type: 'give-up-bodies'; blob: number }
  | { type: 'digests'; blob: number; digests: BlobDigests }
  | { type: 'give-up-digests'; blob: number }
  | { type: 'query'; id: number; query: Query };

export type FromIndex =
  | { type: 'opening'; bytesRead: number; bytesTotal: number }
  | { type: 'opened'; report: Report; state: ImageState }
  | { type: 'failed'; problem: Problem }
  | { type: 'news'; news: ImageNews }
  | { type: 'text'; id: number; text: string }
  | { type: 'answer'; id: number; result: unknown }
  | { type: 'refused'; id: number; problem: Problem };

/** To a layer worker: long loops, so it is disposable, and cancelling is terminating it. */
export type ToLayer =
  | Prepare
  | { type: 'list'; source: SourceSpec; places: BlobPlace[] }
  /** `tocs`: what the places' tables of contents say, where that is known. */
  | { type: 'scan'; source: SourceSpec; places: BlobPlace[]; tocs: (Uint8Array | undefined)[] }
  | { type: 'hash-bodies'; source: SourceSpec; wishes: BodyWish[] }
  | { type: 'hash'; source: SourceSpec; wishes: DigestWish[] }
  | { type: 'read'; source: SourceSpec; file: FilePlace; limit: number }
  | { type: 'export'; source: SourceSpec; plan: Uint8Array };

export type FromLayer =
  /** What a layer's table of contents says; null where there is none. */
  | { type: 'toc'; blob: number; block: Uint8Array | null }
  | { type: 'scanning'; blob: number; bytesRead: number; entries: number }
  | { type: 'table'; blob: number; block: Uint8Array }
  | { type: 'bodies'; blob: number; block: Uint8Array }
  | { type: 'hashing'; blob: number; bytesRead: number }
  | { type: 'digests'; blob: number; digests: BlobDigests }
  | { type: 'piece'; piece: Uint8Array }
  | { type: 'lost'; lost: LostFile }
  | { type: 'done' }
  /** The source gives no more; nothing is known to be wrong with what was being read. */
  | { type: 'interrupted'; problem: Problem }
  | { type: 'failed'; problem: Problem };

/** One end of a channel, whatever carries it. */
export interface Port<In, Out> {
  post(message: Out, transfer?: ArrayBuffer[]): void;
  listen(handler: (message: In) => void): void;
}

export function placesOf(wishes: { place: BlobPlace }[]): BlobPlace[] {
  return wishes.map(({ place }) => place);
}

/** Messages of progress leave a worker at most this often. */
export const PROGRESS_INTERVAL_MS = 100;
