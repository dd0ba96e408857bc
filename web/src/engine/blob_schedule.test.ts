/** Who scans what, and what becomes of the rest when a worker dies: the workers here are played by the test. */
import { expect, test } from 'vitest';
import { type BlobResult, BlobSchedule } from './blob_schedule.ts';
import type { Host, LayerWorker } from './host.ts';
import type { BlobPlace, FromLayer, ToLayer } from './protocol.ts';

class PlayedWorker implements LayerWorker {
  readonly asked: number[][] = [];
  terminated = false;
  say: (message: FromLayer) => void = () => undefined;
  crash: (reason: string) => void = () => undefined;

  post(message: ToLayer): void {
    if (message.type === 'scan') this.asked.push(message.places.map(({ id }) => id));
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

const place = (id: number, sequential = false): BlobPlace => ({
  id,
  file: 0,
  offset: id,
  size: 100 - id,
  sequential,
  sparse: false,
});
const table = (blob: number): FromLayer => ({ type: 'table', blob, block: new Uint8Array() });

function begin(places: BlobPlace[], layerWorkers: number) {
  const workers: PlayedWorker[] = [];
  const tables: number[] = [];
  const givenUp: number[] = [];
  const interruptions: string[] = [];
  const host = {
    layerWorkers,
    readingWorkers: layerWorkers,
    startLayerWorker: () => {
      const worker = new PlayedWorker();
      workers.push(worker);
      return worker;
    },
  } as unknown as Host;
  const source = { kind: 'node-file', name: '', file: { fullPath: '', size: 0, modified: 0n } } as const;
  const work = {
    places,
    ask: (some: BlobPlace[]): ToLayer => ({ type: 'scan', source, places: some, tocs: [] }),
    onProgress: () => undefined,
    onResult: ({ blob }: BlobResult) => tables.push(blob),
    onGiveUp: (blob: number) => givenUp.push(blob),
  };
  const schedule = new BlobSchedule(host, [work], ({ code }) => interruptions.push(code));
  return { schedule, workers, tables, givenUp, interruptions };
}

test('workers side by side take one blob after the other and end when none is left', () => {
  const { workers, tables } = begin([place(1), place(2), place(3)], 2);
  expect(workers.map(({ asked }) => asked)).toEqual([[[1]], [[2]]]);
  workers[1]?.say(table(2));
  workers[1]?.say({ type: 'done' });
  expect(workers[1]?.asked).toEqual([[2], [3]]);
  workers[0]?.say(table(1));
  workers[0]?.say({ type: 'done' });
  expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  expect(tables).toEqual([2, 1]);
});

test('a compressed tarball is one job for one worker', () => {
  const { workers } = begin([place(3, true), place(1, true), place(2, true)], 4);
  expect(workers.map(({ asked }) => asked.map((ids) => ids.toSorted()))).toEqual([[[1, 2, 3]]]);
});

test('a worker that dies loses the blob it died over, and a new one goes on with the others', () => {
  const { workers, givenUp } = begin([place(1, true), place(2, true), place(3, true)], 2);
  workers[0]?.say(table(1));
  workers[0]?.crash('memory');
  workers[0]?.crash('again');
  expect(givenUp).toEqual([2]);
  expect(workers[0]?.terminated).toBe(true);
  expect(workers[1]?.asked).toEqual([[3]]);
});

test('stop ends all workers, and what they still say is not heard', () => {
  const { schedule, workers, tables, givenUp } = begin([place(1), place(2), place(3)], 2);
  schedule.stop();
  expect(workers.every(({ terminated }) => terminated)).toBe(true);
  workers[0]?.say(table(1));
  workers[1]?.crash('late');
  expect({ tables, givenUp, workers: workers.length }).toEqual({ tables: [], givenUp: [], workers: 2 });
});

test('where the source gives no more, everything ends, once, and no blob is blamed', () => {
  const { workers, givenUp, interruptions } = begin([place(1), place(2), place(3)], 2);
  workers[1]?.say({ type: 'interrupted', problem: { code: 'url-interrupted', detail: '' } });
  workers[0]?.say({ type: 'interrupted', problem: { code: 'url-interrupted', detail: '' } });
  expect(interruptions).toEqual(['url-interrupted']);
  expect(workers.map(({ terminated }) => terminated)).toEqual([true, true]);
  expect(givenUp).toEqual([]);
});
