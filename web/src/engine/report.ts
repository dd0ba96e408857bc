import type { ChangeReason, ChangeStatus, EntryType } from './tree.ts';

/**
 * The engine's JSON report, as `image-anatomy inspect --json` prints it and as the page reads it.
 * Fields are added, never changed, within one `schemaVersion`. Sizes are bytes; layers count from 0 at the base.
 */
export interface Report {
  schemaVersion: 1;
  source: SourceReport;
  images: ImageReport[];
  /** What leads to the images, and what attestations state; the manifests and configs themselves stand with the images. */
  documents: DocumentReport[];
  /** Problems of the archive as a whole; those of one image stand with the image. */
  diagnostics: Diagnostic[];
}

export type ContainerKind = 'docker-archive' | 'oci-archive' | 'oci-layout' | 'docker-legacy' | 'rootfs' | 'layer';
export type Compression = 'none' | 'gzip' | 'zstd' | 'xz' | 'bzip2' | 'unknown';

/** Layers with a table of contents, of which a runtime can fetch single files. */
export type BlobFormat = 'estargz' | 'zstd:chunked';

export interface SourceReport {
  name: string;
  size: number;
  container: ContainerKind;
  compression: Compression;
}

/** A JSON document of the archive as found: index.json, manifest.json or repositories, a nested index, a JSON blob of an artifact. */
export interface DocumentReport {
  path: string;
  /** By which a descriptor names it; absent for those at the root. */
  digest?: string;
  mediaType?: string;
  size: number;
  /** Absent when it is too large to be shown (1 MiB, or 4 MiB together), or no JSON. */
  content?: unknown;
}

export interface Platform {
  os: string;
  architecture: string;
  variant?: string;
  /** Of Windows images. */
  osVersion?: string;
}

export interface ImageReport {
  names: string[];
  platform: Platform;
  kind: 'image' | 'artifact' | 'attestation';
  /** What kind of artifact; absent for images. */
  artifactType?: string;
  digests: { config?: string; manifest?: string; index?: string };
  /** The image config as found; null when the archive has none (a bare root file system, a single layer). */
  config: ImageConfig | null;
  /** The manifest as found: an OCI or Docker manifest, or one element of docker-archive's manifest.json. */
  manifest: unknown;
  layers: LayerReport[];
  history: HistoryReport[];
  /** Present once every layer has been read. */
  ledger?: Ledger;
  duplicates?: Duplicates;
  dive?: DiveScore;
  root?: RootShares;
  findings?: Findings;
  verification: Verification;
  diagnostics: Diagnostic[];
}

/** What the page reads of a config; every field may be absent or null (image-spec config.md). */
export interface ImageConfig {
  created?: string | null;
  author?: string | null;
  architecture?: string | null;
  os?: string | null;
  config?: ProcessConfig | null;
  [other: string]: unknown;
}

export interface ProcessConfig {
  User?: string | null;
  Env?: string[] | null;
  Entrypoint?: string[] | null;
  Cmd?: string[] | null;
  WorkingDir?: string | null;
  ExposedPorts?: Record<string, unknown> | null;
  Volumes?: Record<string, unknown> | null;
  Labels?: Record<string, string> | null;
  StopSignal?: string | null;
  Healthcheck?: {
    Test?: string[] | null;
    Interval?: number;
    Timeout?: number;
    StartPeriod?: number;
    Retries?: number;
  } | null;
  Shell?: string[] | null;
  OnBuild?: string[] | null;
  [other: string]: unknown;
}

/** `listed`: not read; what the page shows of it is what its table of contents says. The command line reads all layers. */
export type LayerState = 'waiting' | 'listed' | 'complete' | 'partial' | 'missing';

export interface LayerReport {
  index: number;
  /** Digest of the blob as stored (compressed); absent where the archive does not tell. */
  digest?: string;
  /** Digest of the uncompressed tar, from the config. */
  diffId?: string;
  chainId?: string;
  mediaType?: string;
  /** Name of the file that an artifact's layer is. */
  title?: string;
  compression: Compression;
  /** Absent for plain tars, however they are compressed. */
  format?: BlobFormat;
  /** Bytes of the blob in the archive. */
  size: number;
  /** Bytes of the tar after decompression; absent until the layer has been read. */
  unpackedSize?: number;
  entries?: number;
  createdBy?: string;
  created?: string;
  sizes?: { atRest: number; contribution: number; cumulative: number };
  /** Bytes of the bodies this layer wrote that can be seen in the end; with `dead`. */
  live?: number;
  /** Dead bodies seen from this layer; absent until every layer has been read. */
  dead?: LayerDead;
  /** Paths this layer added, modified, removed; absent until all layers below it are read. */
  changes?: { added: number; modified: number; removed: number };
  state: LayerState;
}

/** What the metadata declares about bytes, against what was computed. */
export interface Verification {
  /**
   * `mismatch` as soon as one claim is wrong, `pending` while some are not hashed yet, `incomplete` when one could not be checked,
   * `none` when nothing is declared.
   */
  verdict: 'verified' | 'mismatch' | 'incomplete' | 'pending' | 'none';
  /** Index, manifest, config, then each layer from the base on. */
  claims: Claim[];
}

/**
 * `mismatch`: another digest, or another size; `missing`: the bytes are not in this archive; `invalid`: what is declared is no digest;
 * `unsupported`: a digest of an algorithm that is not computed here; `unreadable`: the bytes cannot be read or unpacked to their end.
 */
export type Verdict = 'match' | 'mismatch' | 'missing' | 'invalid' | 'unsupported' | 'unreadable' | 'pending';

/** Parts of an image that a descriptor names. */
export type DescribedPart = 'index' | 'manifest' | 'config' | 'layer';

export interface Claim {
  /** `layer`: the blob as stored; `diff-id`: what it unpacks to; `data`: what the descriptor of `of` carries embedded. */
  subject: DescribedPart | 'diff-id' | 'data';
  of?: DescribedPart;
  layer?: number;
  declared: string;
  /** Absent while it is pending, and where it could not be computed. */
  computed?: string;
  declaredSize?: number;
  computedSize?: number;
  verdict: Verdict;
}

export interface HistoryReport {
  created?: string;
  createdBy?: string;
  comment?: string;
  emptyLayer: boolean;
  /** The layer this entry made; null for an entry without one. */
  layer: number | null;
}

export type DeadReason =
  | 'deleted-file'
  | 'deleted-dir'
  | 'opaque'
  | 'type-replaced'
  | 'rewritten-different'
  | 'rewritten-identical'
  | 'duplicate-entry';

export interface Total {
  bytes: number;
  files: number;
}

/** A stored file body that the final tree does not show. */
export interface DeadBody {
  /** That brought it. */
  path: string;
  bytes: number;
  reason: DeadReason;
  /** The layer that wrote it. */
  layer: number;
  /** The layer that hid it: the last of its names went there. */
  deadLayer: number;
}

/**
 * Every stored body is live or dead. Always: live + dead = the bytes of all bodies; dead = the sum of `byReason` = the sum of
 * the layers' `dead.own` = the sum of their `dead.caused`; live = the sum of the layers' `live`.
 */
export interface Ledger {
  live: number;
  dead: number;
  /** live / (live + dead); 1 for an image without bytes. */
  efficiency: number;
  byReason: Partial<Record<DeadReason, Total>>;
  /** What one layer wrote and one layer hid for one reason: those that cost most, these first, at most 100. */
  steps: WasteStep[];
  /** The largest, largest first, at most 100; with the instructions that wrote and hid them where the image tells. */
  top: (DeadBody & { createdBy?: string; hiddenBy?: string })[];
}

export interface WasteStep extends Total {
  reason: DeadReason;
  /** The layer that wrote the bodies. */
  layer: number;
  /** The layer that hid them. */
  deadLayer: number;
}

export interface LayerDead {
  /** Bodies this layer wrote that are dead in the end. */
  own: DeadShare;
  /** Bodies this layer hid, whichever layer wrote them. */
  caused: DeadShare;
}

/** With the largest of the bodies, largest first, at most 10. */
export interface DeadShare extends Total {
  top: DeadBody[];
}

/**
 * Bodies of the final tree with equal content: stored more than once, though every one can be seen. No waste in the ledger's sense,
 * and no part of it. Hard links are one body; empty files are none.
 */
export interface Duplicates {
  /** Of all bodies but one of each group. */
  bytes: number;
  /** How many bodies that are. */
  files: number;
  groups: number;
  /** The groups whose further bodies take most bytes, at most 50. */
  top: {
    /** Stored bytes of one body. */
    bytes: number;
    copies: number;
    /** Of the first bodies, one name each, at most 10. */
    paths: string[];
    /** That brought the bodies, the base first. */
    layers: number[];
  }[];
}

/** What the names of files tell. */
export interface Findings {
  secretCount: number;
  /** Files that look like secrets: those that were hidden first, at most 100. */
  secrets: SecretFile[];
  /** What is left in the final tree of caches that only the build needed, the largest first. */
  caches: CacheFinding[];
}

export interface SecretFile {
  path: string;
  kind: 'private-key' | 'credentials' | 'environment' | 'shell-history';
  bytes: number;
  /** The layer that brought it. */
  layer: number;
  /** Of one that the final tree does not show, though the layer still holds it. */
  reason?: DeadReason;
  deadLayer?: number;
}

export type CacheKind =
  | 'apt-lists'
  | 'apt-packages'
  | 'apk'
  | 'dnf'
  | 'yum'
  | 'pacman'
  | 'zypper'
  | 'pip'
  | 'uv'
  | 'npm'
  | 'yarn'
  | 'go'
  | 'cargo'
  | 'maven'
  | 'gradle'
  | 'composer'
  | 'bytecode';

export interface CacheFinding extends Total {
  kind: CacheKind;
  /** Its folders, at most 5. */
  paths: string[];
  /** That brought the bytes, the base first. */
  layers: number[];
}

export interface DiveScore {
  efficiency: number;
  wastedBytes: number;
  userWastedPercent: number | null;
  sizeBytes: number;
}

/** One entry of the tree, as `tree --json` lists them. */
export interface TreeEntry extends EntryAttributes {
  path: string;
  /** Base64 of a path that is not UTF-8. */
  pathBytes?: string;
  /** The layer that wrote the entry; of a removed one, that wrote it last. */
  layer: number;
  /** With a comparison. */
  status?: ChangeStatus;
  reasons?: ChangeReason[];
}

export interface EntryAttributes {
  type: EntryType;
  mode: number;
  uid: number;
  gid: number;
  /** Logical size; `storedSize` is there where a sparse file has fewer bytes in the archive. */
  size: number;
  storedSize?: number;
  /** Seconds since 1970. */
  mtime: number;
  linkname?: string;
  linknameBytes?: string;
  device?: { major: number; minor: number };
  xattrs?: Record<string, string>;
  /** A directory without an entry of its own. */
  implicit?: true;
}

/** `history PATH --json`: what each layer did to one path, the base first. */
export interface PathHistory {
  schemaVersion: 1;
  path: string;
  pathBytes?: string;
  versions: PathHistoryVersion[];
}

/** The attributes are those the layer left; of a removal, those of what was removed. */
export interface PathHistoryVersion extends EntryAttributes {
  layer: number;
  /** `unmodified`: the layer has the entry again, without any difference. */
  status: ChangeStatus;
  reasons?: ChangeReason[];
  /** The instruction that made the layer, and when. */
  createdBy?: string;
  created?: string;
}

/** What the final tree shows directly below its root. */
export interface RootShares {
  /** Names below the root. */
  entries: number;
  /** The largest of them, largest first: stored bytes at or below each, and the layers these come from, the base first. */
  top: { path: string; type: EntryType; bytes: number; layers: { layer: number; bytes: number }[] }[];
}

export interface Diagnostic {
  /** Stable and in kebab-case; the page words it in its message catalogue. */
  code: string;
  severity: 'error' | 'warning' | 'info';
  /** English sentence for terminals and as a fallback. */
  message: string;
  layer?: number;
  path?: string;
  offset?: number;
}
