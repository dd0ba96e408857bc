/** What the views ask of the merged tree: small windows of rows, never the whole. */

import type { BlobFormat } from './report.ts';

export type EntryType = 'file' | 'dir' | 'symlink' | 'hardlink' | 'char' | 'block' | 'fifo' | 'socket';
export type ChangeStatus = 'unmodified' | 'added' | 'modified' | 'removed';
export type ChangeReason = 'content' | 'mode' | 'owner' | 'mtime' | 'link' | 'xattr' | 'type';

/**
 * The point of view: the tree that layers 0…`to` make together; with `from`, what lies between the trees at
 * `from` and at `to` (`from: -1` is the empty tree, so the changes of layer n are `{from: n - 1, to: n}`).
 */
export interface PointOfView {
  to: number;
  from?: number;
}

export type SortKey = 'name' | 'size' | 'mode' | 'owner' | 'modified' | 'layer' | 'change';

/**
 * How a pattern is meant; small letters and capitals are the same. With a `/` in it a pattern is for whole paths, which begin with
 * `/`, else for names. `name`: occurs anywhere in it; `glob`: fits all of it, where only `**` crosses a `/`; `regex`: fits anywhere.
 */
export type PatternKind = 'name' | 'glob' | 'regex';

/** What a row has to meet, all at once; an empty pattern, no changes and no bounds ask for nothing. */
export interface RowFilter {
  pattern: string;
  kind: PatternKind;
  changes: ChangeStatus[];
  /** Bounds of a file's bytes, inclusive; with one, only files match. */
  minSize?: number;
  maxSize?: number;
  /** Leaves out the rows that neither match nor lead to a match; else matches are only marked. */
  onlyMatches: boolean;
}

/** Where a match is among the rows, and among all matches, from 1; row -1: there is none. */
export interface MatchPlace {
  row: number;
  ordinal: number;
}

/** In place of the row that `reveal` looks for: the filter leaves it out. */
export const FILTERED_OUT = -2;

export interface TreeRow {
  /** Names the node in later calls; stable while the image is open. */
  node: number;
  depth: number;
  /** UTF-8 for display; bytes that are not UTF-8 appear as U+FFFD. */
  name: string;
  type: EntryType;
  /** Own bytes of a file; for a directory, the sum of all below it at this point of view. */
  size: number;
  mode: number;
  uid: number;
  gid: number;
  /** Seconds since 1970. */
  mtime: number;
  /** The layer that wrote what is shown; for a removed entry, the layer that wrote the last version. */
  layer: number;
  /** Link target of symlinks and hard links, else ''. */
  link: string;
  status: ChangeStatus;
  reasons: ChangeReason[];
  /** Directory without an entry of its own in any layer. */
  implicit: boolean;
  /** The layer format that put the file there and needs it; '' for what belongs to the image. */
  artefact: '' | BlobFormat;
  /** The filter asks for something, and this is it. */
  matches: boolean;
  expandable: boolean;
  expanded: boolean;
  /** 1-based position among its siblings and their number, for aria-posinset and aria-setsize. */
  position: number;
  siblings: number;
}

export interface TreeWindow {
  /** Rows visible in all (not only in this window). */
  total: number;
  /** Rows of the whole tree that the filter asks for, in sight or folded away. */
  matches: number;
  first: number;
  rows: TreeRow[];
}

/** Where the bytes of a directory of the final tree lie: the parts of it that are large enough to be drawn. */
export interface TreemapTile {
  /** -1: the rest of its parent, all that has no tile of its own there. */
  node: number;
  /** Index of the tile it lies in; -1 for the first one. */
  parent: number;
  /** UTF-8 for display; '' for a rest and for the root of the tree. */
  name: string;
  type: EntryType;
  /** Stored bytes of all bodies at or below, hard links once; those in a directory add up to its own. */
  bytes: number;
  /** Names of files at or below. */
  files: number;
  /** Names directly in a directory; those that a rest stands for. */
  entries: number;
  /** That has most of the bytes. */
  layer: number;
  /** Where the bytes come from, the base first. */
  layers: { layer: number; bytes: number }[];
}

/** One version of a path: what one layer did to it. Of a removal, the attributes are those of what was removed. */
export interface PathVersion {
  layer: number;
  /** What became of the path in this layer; unmodified where the layer repeats it as it was. */
  change: ChangeStatus;
  type: EntryType;
  size: number;
  mode: number;
  uid: number;
  gid: number;
  mtime: number;
  link: string;
  /** Why it counts as modified. */
  reasons: ChangeReason[];
  implicit: boolean;
}

export interface EntryDetails {
  path: string;
  row: TreeRow;
  /** Values decoded for people where the engine knows the format, else as UTF-8 or base64. */
  xattrs: Record<string, string>;
  /** Device numbers of char and block devices. */
  device?: { major: number; minor: number };
  /** Names that share the inode at this point of view, this one left out. */
  otherNames: string[];
  versions: PathVersion[];
}
