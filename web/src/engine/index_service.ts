/** The index worker's work: opens the archive, takes in layer tables and digests, answers queries. Same code in the browser and under Node. */
import type {
  DetailsValue,
  ExportValue,
  FileValue,
  OutcomeValue,
  RowValue,
  TileValue,
  TreemapValue,
} from '#engine-module';
import { type ImageInspector, OwnEngine } from './module.ts';
import { ProblemError, problemOf, problemOfException } from './problems.ts';
import {
  type ExportPlace,
  type FilePlace,
  type FromIndex,
  type ImageNews,
  type ImageState,
  type Port,
  PROGRESS_INTERVAL_MS,
  type Query,
  type SourceSpec,
  type ToIndex,
} from './protocol.ts';
import type { Reader } from './reader.ts';
import type { ImageReport, Report } from './report.ts';
import { throttled } from './throttle.ts';
import type { EntryDetails, PathVersion, PointOfView, TreemapTile, TreeRow } from './tree.ts';

/** Readers for the files of a source: one for a tarball, one per file for a folder. */
export type OpenReaders = (source: SourceSpec) => Reader[];

export function serveIndex(port: Port<ToIndex, FromIndex>, openReaders: OpenReaders): void {
  const engine = new OwnEngine();
  let inspector: ImageInspector | undefined;
  let image = 0;
  let newsDue = false;

  async function open(source: SourceSpec): Promise<void> {
    const opened = new (await engine.ready).ImageInspector();
    const readers = openReaders(source);
    const outcome = await openSource(opened, source, readers);
    for (const reader of readers) reader.close?.();
    const failure = readers.find((reader) => reader.failure)?.failure;
    if (failure) throw new ProblemError(failure);
    if (outcome.code) throw new ProblemError(problemOf(outcome));
    inspector = opened;
    image = opened.preferredImage();
    port.post({ type: 'opened', report: JSON.parse(opened.report()) as Report, state: stateOf(opened, image) });
  }

  function openSource(opened: ImageInspector, source: SourceSpec, readers: Reader[]): Promise<OutcomeValue> {
    if (source.kind === 'folder' || source.kind === 'node-folder') {
      const files = source.files.map(({ path }, i) => ({ path, reader: readers[i] as Reader }));
      return opened.openFolder(files, source.name);
    }
    const reader = readers[0] as Reader;
    const onProgress = throttled(PROGRESS_INTERVAL_MS, (bytesRead: number) =>
      port.post({ type: 'opening', bytesRead, bytesTotal: reader.size }),
    );
    return opened.openTar(reader, source.name, onProgress);
  }

  function take(opened: ImageInspector, message: Exclude<ToIndex, { type: 'prepare' | 'open' | 'query' }>): void {
    switch (message.type) {
      case 'toc':
        if (!message.block || opened.addToc(message.blob, message.block).code) opened.giveUpToc(message.blob);
        return;
      case 'table':
        if (opened.addTable(message.blob, message.block).code) opened.giveUpTable(message.blob, false);
        return;
      case 'give-up':
        opened.giveUpTable(message.blob, message.outOfMemory);
        return;
      case 'bodies':
        if (opened.addBodies(message.blob, message.block).code) opened.giveUpBodies(message.blob);
        return;
      case 'give-up-bodies':
        opened.giveUpBodies(message.blob);
        return;
      case 'digests':
        opened.addDigests(message.blob, message.digests);
        return;
      case 'give-up-digests':
        opened.giveUpDigests(message.blob);
        return;
    }
  }

  /** Several results that have come in by now are one piece of news: a report is work for both sides. */
  function tellSoon(opened: ImageInspector): void {
    if (newsDue) return;
    newsDue = true;
    setTimeout(() => {
      newsDue = false;
      guarded(() => port.post({ type: 'news', news: newsOf(opened, image) }));
    }, 0);
  }

  function guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      port.post({ type: 'failed', problem: problemOfException(error) });
    }
  }

  port.listen((message) => {
    if (message.type === 'prepare' || message.type === 'open') {
      const work = message.type === 'prepare' ? engine.prepare(message) : open(message.source);
      work.catch((error) => port.post({ type: 'failed', problem: problemOfException(error) }));
      return;
    }
    if (message.type !== 'query') {
      // Results come after `opened`.
      const opened = inspector;
      if (!opened) return;
      guarded(() => {
        take(opened, message);
        tellSoon(opened);
      });
      return;
    }
    const { id, query } = message;
    try {
      if (!inspector) throw new ProblemError({ code: 'worker-failed', detail: 'Nothing is open yet.' });
      if (query.name === 'selectImage') image = query.args.image;
      const onText = (text: string) => port.post({ type: 'text', id, text });
      port.post({ type: 'answer', id, result: answer(inspector, query, onText) });
    } catch (error) {
      const problem = problemOfException(error);
      port.post({ type: 'refused', id, problem });
      // An engine that an exception went through broke off anywhere: nothing it says from now on can be believed.
      if (!(error instanceof ProblemError)) port.post({ type: 'failed', problem });
    }
  });
}

function newsOf(inspector: ImageInspector, image: number): ImageNews {
  return {
    image,
    report: JSON.parse(inspector.reportImage()) as ImageReport,
    layersInTree: inspector.layersInTree(),
    bodies: inspector.missingBodies(),
    blobsToHash: inspector.missingDigests().length,
    tocs: inspector.missingTocs(),
  };
}

function stateOf(inspector: ImageInspector, image: number): ImageState {
  return {
    ...newsOf(inspector, image),
    places: inspector.missingTables(),
    wishes: inspector.missingDigests(),
    layerBlobs: inspector.layerBlobs(),
  };
}

function answer(inspector: ImageInspector, query: Query, onText: (text: string) => void): unknown {
  switch (query.name) {
    case 'selectImage':
      inspector.selectImage(query.args.image);
      return stateOf(inspector, query.args.image);
    case 'setPointOfView':
      inspector.setPointOfView(...viewArguments(query.args.view));
      return null;
    case 'setSort':
      inspector.setSort(query.args.key, query.args.descending);
      return null;
    case 'setFilter': {
      const { minSize = 0, maxSize = -1, ...filter } = query.args.filter;
      const outcome = inspector.setFilter({ ...filter, minSize, maxSize });
      if (outcome.code) throw new ProblemError(problemOf(outcome));
      return null;
    }
    case 'nextMatch':
      return inspector.nextMatch(query.args.from, query.args.backwards);
    case 'setExpanded':
      inspector.setExpanded(query.args.node, query.args.expanded);
      return null;
    case 'expandAll':
      inspector.expandAll(query.args.expanded);
      return null;
    case 'rows': {
      const { first, count } = query.args;
      const rows = inspector.rows(first, count) as (RowValue & TreeRow)[];
      return { total: inspector.rowCount(), matches: inspector.matchCount(), first, rows };
    }
    case 'reveal':
      return inspector.reveal(query.args.path);
    case 'findByPrefix':
      return inspector.findByPrefix(query.args.prefix, query.args.from);
    case 'details':
      return detailsOf(inspector.details(known(inspector, query.args.node)));
    case 'locateNode': {
      const { at, from = 0 } = query.args;
      const node = known(inspector, query.args.node);
      return placeOf(at === undefined ? inspector.locateNode(node, from) : inspector.locateVersion(node, at, from));
    }
    case 'locatePath':
      return placeOf(inspector.locatePath(query.args.path, query.args.layer));
    case 'planExport':
      return exportPlaceOf(inspector.planExport(known(inspector, query.args.node)));
    case 'planExportOfPath':
      return exportPlaceOf(inspector.planExportOfPath(query.args.path, query.args.layer));
    case 'writeTree':
      writeTree(inspector, query.args.view, onText);
      return null;
    case 'treemap':
      return tilesOf(inspector.treemap(query.args.path));
    case 'pathHistory': {
      const { outcome, text } = inspector.pathHistory(query.args.path);
      if (outcome.code) throw new ProblemError(problemOf(outcome));
      return text;
    }
  }
}

/** A message costs more than an entry's text: they go together, a tree of any size in many messages. */
function writeTree(inspector: ImageInspector, view: PointOfView, onText: (text: string) => void): void {
  const TEXT_UNITS = 1 << 18;
  let waiting = '';
  inspector.writeTree(...viewArguments(view), (text) => {
    waiting += text;
    if (waiting.length < TEXT_UNITS) return;
    onText(waiting);
    waiting = '';
  });
  onText(waiting);
}

function viewArguments(view: PointOfView): [to: number, compare: boolean, from: number] {
  return [view.to, view.from !== undefined, view.from ?? -1];
}

function known(inspector: ImageInspector, node: number): number {
  if (!inspector.knows(node)) throw new ProblemError({ code: 'path-not-found', detail: '' });
  return node;
}

function placeOf({ outcome, file, size, plan }: FileValue): FilePlace {
  if (outcome.code) throw new ProblemError(problemOf(outcome));
  return { file, size, plan };
}

function exportPlaceOf({ outcome, bytes, plan }: ExportValue): ExportPlace {
  if (outcome.code) throw new ProblemError(problemOf(outcome));
  return { bytes, plan };
}

function tilesOf({ outcome, tiles }: TreemapValue): TreemapTile[] {
  if (outcome.code) throw new ProblemError(problemOf(outcome));
  return tiles.map((tile) => ({
    ...(tile as TileValue & { type: TreemapTile['type'] }),
    layers: partsOf(tile.layers),
  }));
}

function partsOf(flat: number[]): { layer: number; bytes: number }[] {
  return Array.from({ length: flat.length / 2 }, (_, index) => ({
    layer: flat[2 * index] as number,
    bytes: flat[2 * index + 1] as number,
  }));
}

// The engine emits the words of the unions in tree.ts; Embind types them as plain strings.
function detailsOf(value: DetailsValue): EntryDetails {
  const { path, row, xattrs, deviceMajor, deviceMinor, otherNames, versions } = value;
  return {
    path,
    row: row as RowValue & TreeRow,
    xattrs,
    ...(deviceMajor >= 0 && { device: { major: deviceMajor, minor: deviceMinor } }),
    otherNames,
    versions: versions as PathVersion[],
  };
}
