/** When layers are scanned, when digests are checked, and what is told of it: workers and index worker are played by the test. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Progress } from './contract.ts';
import type { Host, LayerWorker } from './host.ts';
import { ImageWork, type WorkPlan } from './image_work.ts';
import type { BlobPlace, FromLayer, ImageState, ToIndex, ToLayer } from './protocol.ts';
import type { Compression, ImageReport, LayerState } from './report.ts';

class PlayedWorker implements LayerWorker {
  readonly asked: ToLayer[] = [];
  terminated = false;
  say: (message: FromLayer) => void = () => undefined;
  crash: (reason: string) => void = () => undefined;

  post(message: ToLayer): void {
    this.asked.push(message);
  }
  listen(handler: (message: FromLayer) => void): void {
    this.say = handler;
  }
  onCrash(handler: (reason: string) => void): void {
    this.crash = handler;
  }
  terminate(): void {
    this.terminated = true;
  }
}

const place = (id: number): BlobPlace => ({ id, file: 0, offset: id, size: 100, sequential: false, sparse: false });
const report = (...states: LayerState[]) =>
  ({ layers: states.map((state, index) => ({ index, state, size: 100, compression: 'none' })) }) as ImageReport;

function begin(
  plan: Omit<WorkPlan, 'list'>,
  layerWorkers = 1,
  {
    readingWorkers = layerWorkers,
    compressions = ['none', 'none'],
    tocs = [],
  }: { readingWorkers?: number; compressions?: Compression[]; tocs?: BlobPlace[] } = {},
) {
  const workers: PlayedWorker[] = [];
  const told: ToIndex[] = [];
  const progress: Progress[] = [];
  const interruptions: string[] = [];
  const host = {
    layerWorkers,
    readingWorkers,
    startLayerWorker: () => {
      const worker = new PlayedWorker();
      workers.push(worker);
      return worker;
    },
  } as unknown as Host;
  const state: ImageState = {
    image: 0,
    report: {
      ...report(),
      layers: report('waiting', 'waiting').layers.map((layer, i) => ({
        ...layer,
        compression: compressions[i] ?? 'none',
      })),
    },
    layersInTree: 0,
    bodies: [],
    blobsToHash: 2,
    places: [place(1), place(2)],
    wishes: [1, 2].map((id) => ({ place: place(id), sha256: true, sha512: false, unpacked: true })),
    layerBlobs: [1, 2],
    tocs,
  };
  const work = new ImageWork(
    {
      host,
      source: { kind: 'node-file', name: '', file: { fullPath: '', size: 0, modified: 0n } },
      toIndex: (message) => told.push(message),
      onProgress: (now) => progress.push(now),
      onInterrupted: (problem) => interruptions.push(problem.code),
    },
    state,
    { list: true, ...plan },
  );
  work.start();
  const asked = () => workers.flatMap((worker) => worker.asked.map(({ type }) => type));
  const phase = () => progress.at(-1)?.phase;
  return { work, workers, told, progress, interruptions, state, asked, phase };
}

const digests = { storedBytes: 100, unpackedBytes: 100, stored: ['sha256:x'], unpacked: ['sha256:x'] };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what many workers tell is told once, the last of it too, and nothing after a stop', () => {
  const { work, workers, progress } = begin({ scan: true, verify: false }, 2);
  const told = progress.length;
  for (const bytesRead of [10, 20, 30]) {
    workers[0]?.say({ type: 'scanning', blob: 1, bytesRead, entries: 1 });
    workers[1]?.say({ type: 'scanning', blob: 2, bytesRead, entries: 1 });
  }
  vi.runAllTimers();
  expect(progress.slice(told)).toMatchObject([{ phase: 'scanning', bytesRead: 60, bytesTotal: 200 }]);
  workers[0]?.say({ type: 'scanning', blob: 1, bytesRead: 40, entries: 1 });
  work.stop();
  vi.runAllTimers();
  expect(progress).toHaveLength(told + 1);
});

test('digests are checked once all layers are in', () => {
  const { work, workers, told, progress, state, asked, phase } = begin({ scan: true, verify: true });
  expect(phase()).toBe('scanning');
  work.take({ ...state, report: report('complete', 'waiting'), layersInTree: 1 });
  expect(asked()).toEqual(['scan']);
  work.take({ ...state, report: report('complete', 'partial'), layersInTree: 2 });
  expect(asked()).toEqual(['scan', 'hash']);
  expect(phase()).toBe('verifying');

  workers[1]?.say({ type: 'hashing', blob: 1, bytesRead: 30 });
  vi.runAllTimers();
  expect(progress.at(-1)).toMatchObject({ phase: 'verifying', bytesRead: 30, bytesTotal: 200 });
  workers[1]?.say({ type: 'digests', blob: 1, digests });
  expect(told).toEqual([{ type: 'digests', blob: 1, digests }]);
  work.take({ ...state, report: report('complete', 'partial'), blobsToHash: 1 });
  expect(progress.at(-1)).toMatchObject({ phase: 'verifying', bytesRead: 100, bytesTotal: 200 });
  workers[1]?.say({ type: 'done' });
  workers[1]?.crash('memory');
  expect(told.at(-1)).toEqual({ type: 'give-up-digests', blob: 2 });
  work.take({ ...state, report: report('complete', 'partial'), blobsToHash: 0 });
  expect(phase()).toBe('done');
});

test('bodies that may be equal are read between the scan and the digests', () => {
  const { work, workers, told, progress, state, asked, phase } = begin({ scan: true, verify: true });
  const complete = { ...state, report: report('complete', 'complete'), layersInTree: 2 };
  const bodies = [{ place: place(2), bytes: 40, bodies: new Uint8Array([1]) }];
  work.take({ ...complete, bodies });
  expect(asked()).toEqual(['scan', 'hash-bodies']);
  expect(workers[1]?.asked[0]).toMatchObject({ wishes: bodies });
  workers[1]?.say({ type: 'hashing', blob: 2, bytesRead: 30 });
  vi.runAllTimers();
  expect(progress.at(-1)).toMatchObject({ phase: 'scanning', bytesRead: 230, bytesTotal: 240 });
  const block = new Uint8Array([2]);
  workers[1]?.say({ type: 'bodies', blob: 2, block });
  expect(told.at(-1)).toEqual({ type: 'bodies', blob: 2, block });
  work.take({ ...complete, bodies });
  expect(asked()).toEqual(['scan', 'hash-bodies']);
  work.take(complete);
  expect(asked()).toEqual(['scan', 'hash-bodies', 'hash']);
  expect(phase()).toBe('verifying');
});

test('bodies over which a worker dies are given up', () => {
  const { work, workers, told, state } = begin({ scan: true, verify: false });
  const bodies = [1, 2].map((id) => ({ place: place(id), bytes: 40, bodies: new Uint8Array() }));
  work.take({ ...state, report: report('complete', 'complete'), bodies });
  workers[1]?.crash('memory');
  expect(told.at(-1)).toEqual({ type: 'give-up-bodies', blob: 1 });
  expect(workers[2]?.asked[0]).toMatchObject({ type: 'hash-bodies', wishes: [bodies[1]] });
});

test('behind the page half of the workers is enough; alone all of them are used', () => {
  const behind = begin({ scan: true, verify: true }, 2);
  behind.work.take({ ...behind.state, report: report('complete', 'complete') });
  expect(behind.asked()).toEqual(['scan', 'scan', 'hash']);
  expect(begin({ scan: false, verify: true }, 2).asked()).toEqual(['hash', 'hash']);
});

test('where a layer has to be decompressed, fewer workers run than where all are only read', () => {
  const scan = { scan: true, verify: false };
  expect(begin(scan, 1, { readingWorkers: 2 }).workers).toHaveLength(2);
  expect(begin(scan, 1, { readingWorkers: 2, compressions: ['none', 'gzip'] }).workers).toHaveLength(1);
});

test('who does not ask for digests does not pay for them', () => {
  const { work, state, asked, phase } = begin({ scan: true, verify: false });
  work.take({ ...state, report: report('complete', 'complete') });
  expect(asked()).toEqual(['scan']);
  expect(phase()).toBe('done');
});

test('digests that wait to be asked for: how much would be read is told, and it begins when asked', () => {
  const { work, workers, interruptions, progress, state, asked, phase } = begin({ scan: true, verify: 'on-request' });
  work.take({ ...state, report: report('complete', 'complete') });
  expect(asked()).toEqual(['scan']);
  expect(progress.at(-1)).toMatchObject({ phase: 'read', bytesRead: 0, bytesTotal: 200 });
  work.verify();
  expect(asked()).toEqual(['scan', 'hash']);
  expect(phase()).toBe('verifying');
  workers[1]?.say({ type: 'interrupted', problem: { code: 'source-changed', detail: '' } });
  expect(interruptions).toEqual(['source-changed']);
});

const listed = [place(1), place(2)];
const block = new Uint8Array([1]);

test('tables of contents are read before the layers, and no worker waits for another', () => {
  const { work, workers, told, state, asked, phase } = begin({ scan: true, verify: false }, 2, { tocs: listed });
  expect(asked()).toEqual(['list', 'list']);
  workers[0]?.say({ type: 'toc', blob: 1, block });
  expect(told).toEqual([{ type: 'toc', blob: 1, block }]);
  workers[0]?.say({ type: 'done' });
  expect(workers[0]?.asked).toMatchObject([{ type: 'list' }, { type: 'scan', places: [place(1)], tocs: [block] }]);
  workers[1]?.crash('memory');
  expect(told.at(-1)).toEqual({ type: 'toc', blob: 2, block: null });
  expect(workers[2]?.asked).toMatchObject([{ type: 'scan', places: [place(2)], tocs: [undefined] }]);
  workers[2]?.crash('memory');
  expect(told.at(-1)).toEqual({ type: 'give-up', blob: 2, outOfMemory: false });
  work.take({ ...state, tocs: [], report: report('listed', 'listed'), layersInTree: 2 });
  expect(phase()).toBe('scanning');
  work.take({ ...state, tocs: [], report: report('complete', 'listed'), layersInTree: 2 });
  expect(phase()).toBe('scanning');
  work.take({ ...state, tocs: [], report: report('complete', 'complete'), layersInTree: 2 });
  expect(asked()).toEqual(['list', 'scan', 'list', 'scan']);
  expect(phase()).toBe('done');
});

test('whoever looks at no tree meanwhile has no tables of contents read', () => {
  expect(begin({ scan: true, verify: false, ...{ list: false } }, 1, { tocs: listed }).asked()).toEqual(['scan']);
});

test('stopped while tables of contents are read: the layers can be read after that', () => {
  const { work, workers, state, asked, phase } = begin({ scan: 'on-request', verify: false }, 1, { tocs: listed });
  work.stop();
  workers[0]?.say({ type: 'toc', blob: 1, block });
  work.take({ ...state, tocs: [place(2)] });
  expect(asked()).toEqual(['list']);
  expect(phase()).toBe('done');
  const again = begin({ scan: 'on-request', verify: false }, 1, { tocs: listed });
  again.work.readLayers();
  again.work.take({ ...again.state, tocs: [], report: report('listed', 'listed'), layersInTree: 2 });
  expect(again.asked()).toEqual(['list', 'scan']);
});

test('where one layer has no table of contents after all, the others are not waited for', () => {
  const { work, workers, told, state, asked } = begin({ scan: 'on-request', verify: false }, 2, { tocs: listed });
  workers[0]?.crash('memory');
  expect(told).toEqual([{ type: 'toc', blob: 1, block: null }]);
  work.take({ ...state, tocs: [] });
  expect(workers[1]?.terminated).toBe(true);
  expect(asked()).toEqual(['list', 'list', 'scan', 'scan']);
});

test('layers that wait to be asked for: how much would be read is told, and it begins when asked', () => {
  const { work, progress, state, asked, phase } = begin({ scan: 'on-request', verify: 'on-request' }, 1, {
    tocs: listed,
  });
  expect(progress.at(-1)).toMatchObject({ phase: 'opening', bytesTotal: 0, layers: [] });
  work.take({ ...state, tocs: [], report: report('listed', 'listed'), layersInTree: 2 });
  expect(asked()).toEqual(['list']);
  expect(progress.at(-1)).toMatchObject({ phase: 'listed', bytesRead: 0, bytesTotal: 200 });
  work.readLayers();
  expect(asked()).toEqual(['list', 'scan']);
  expect(phase()).toBe('scanning');
  work.take({ ...state, tocs: [], report: report('complete', 'complete'), layersInTree: 2 });
  expect(phase()).toBe('read');
});

test('stopped is stopped: what still comes in starts nothing', () => {
  const { work, workers, state, asked, phase } = begin({ scan: true, verify: true });
  work.stop();
  work.take({ ...state, report: report('complete', 'complete') });
  expect(asked()).toEqual(['scan']);
  expect(workers[0]?.terminated).toBe(true);
  expect(phase()).toBe('done');
});

test('an image whose layers are all absent is done at once, but for its other digests', () => {
  const { work, state, asked, phase } = begin({ scan: true, verify: true });
  work.take({ ...state, report: report('missing', 'missing'), blobsToHash: 0 });
  expect(asked()).toEqual(['scan']);
  expect(phase()).toBe('done');
});
