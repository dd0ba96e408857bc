/** The index worker's work: opens the archive, takes in layer tables, answers queries. Same code in the browser and under Node. */
import type { DetailsValue, FileValue, OutcomeValue, RowValue } from '#engine-module';
import { type ImageInspector, instantiateEngine } from './module.ts';
import { ProblemError, problemOf, problemOfException } from './problems.ts';
import {
  type FilePlace,
  type FromIndex,
  type ImageState,
  type Port,
  PROGRESS_INTERVAL_MS,
  type Query,
  type SourceSpec,
  type ToIndex,
} from './protocol.ts';
import type { Reader } from './reader.ts';
import type { Report } from './report.ts';
import { throttled } from './throttle.ts';
import type { EntryDetails, PathVersion, PointOfView, TreeRow } from './tree.ts';

/** Readers for the files of a source: one for a tarball, one per file for a folder. */
export type OpenReaders = (source: SourceSpec) => Reader[];

export function serveIndex(port: Port<ToIndex, FromIndex>, openReaders: OpenReaders): void {
  let inspector: ImageInspector | undefined;

  async function open(compiled: WebAssembly.Module, source: SourceSpec): Promise<void> {
    const opened = new (await instantiateEngine(compiled)).ImageInspector();
    const outcome = await openSource(opened, source);
    if (outcome.code) throw new ProblemError(problemOf(outcome));
    inspector = opened;
    port.post({ type: 'opened', state: stateOf(opened, opened.preferredImage()) });
  }

  function openSource(opened: ImageInspector, source: SourceSpec): Promise<OutcomeValue> {
    const readers = openReaders(source);
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

  function grow(opened: ImageInspector, message: Extract<ToIndex, { type: 'table' | 'give-up' }>): void {
    if (message.type === 'give-up' || opened.addTable(message.blob, message.block).code)
      opened.giveUpTable(message.blob);
    port.post({ type: 'grown', report: reportOf(opened), layersInTree: opened.layersInTree() });
  }

  port.listen((message) => {
    if (message.type === 'open') {
      open(message.compiled, message.source).catch((error) =>
        port.post({ type: 'failed', problem: problemOfException(error) }),
      );
      return;
    }
    if (message.type !== 'query') {
      // Tables come after `opened`.
      if (!inspector) return;
      try {
        grow(inspector, message);
      } catch (error) {
        port.post({ type: 'failed', problem: problemOfException(error) });
      }
      return;
    }
    const { id, query } = message;
    try {
      if (!inspector) throw new ProblemError({ code: 'worker-failed', detail: 'Nothing is open yet.' });
      port.post({ type: 'answer', id, result: answer(inspector, query) });
    } catch (error) {
      port.post({ type: 'refused', id, problem: problemOfException(error) });
    }
  });
}

const reportOf = (inspector: ImageInspector) => JSON.parse(inspector.report()) as Report;

function stateOf(inspector: ImageInspector, image: number): ImageState {
  return {
    report: reportOf(inspector),
    image,
    places: inspector.missingTables(),
    layerBlobs: inspector.layerBlobs(),
    layersInTree: inspector.layersInTree(),
  };
}

function answer(inspector: ImageInspector, query: Query): unknown {
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
    case 'setExpanded':
      inspector.setExpanded(query.args.node, query.args.expanded);
      return null;
    case 'expandAll':
      inspector.expandAll(query.args.expanded);
      return null;
    case 'rows': {
      const { first, count } = query.args;
      return { total: inspector.rowCount(), first, rows: inspector.rows(first, count) as (RowValue & TreeRow)[] };
    }
    case 'reveal':
      return inspector.reveal(query.args.path);
    case 'findByPrefix':
      return inspector.findByPrefix(query.args.prefix, query.args.from);
    case 'details':
      return detailsOf(inspector.details(known(inspector, query.args.node)));
    case 'locateNode': {
      const { at } = query.args;
      const node = known(inspector, query.args.node);
      return placeOf(at === undefined ? inspector.locateNode(node) : inspector.locateVersion(node, at));
    }
    case 'locatePath':
      return placeOf(inspector.locatePath(query.args.path, query.args.layer));
    case 'writeTree': {
      const pieces: string[] = [];
      inspector.writeTree(...viewArguments(query.args.view), (text) => pieces.push(text));
      return pieces.join('');
    }
  }
}

function viewArguments(view: PointOfView): [to: number, compare: boolean, from: number] {
  return [view.to, view.from !== undefined, view.from ?? -1];
}

function known(inspector: ImageInspector, node: number): number {
  if (!inspector.knows(node)) throw new ProblemError({ code: 'path-not-found', detail: '' });
  return node;
}

function placeOf({ outcome, place, row, size }: FileValue): FilePlace {
  if (outcome.code) throw new ProblemError(problemOf(outcome));
  return { place, row, size };
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
