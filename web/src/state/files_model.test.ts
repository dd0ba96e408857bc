/** What was asked last is what is chosen, in whatever order the engine answers; the test plays the session. */
import { expect, test } from 'vitest';
import type { EntryDetails, Session, TreeRow, TreeWindow } from '../engine/api.ts';
import { FilesModel } from './files_model.ts';

const paths = ['/', '/etc', '/tmp'];
const row = (node: number) => ({ node }) as TreeRow;

/** Rows, or what is known of one, are answered when the test says so. */
function begin() {
  const waiting = new Map<string, () => void>();
  const later = <T>(name: string, result: T) => new Promise<T>((resolve) => waiting.set(name, () => resolve(result)));
  const session = {
    rows: (first: number): Promise<TreeWindow> =>
      later(`rows ${first}`, { total: paths.length, matches: 0, first, rows: [row(first)] }),
    reveal: async (path: string) => paths.indexOf(path),
    details: (node: number): Promise<EntryDetails> =>
      later(`details ${node}`, { path: paths[node] ?? '', row: row(node) } as EntryDetails),
    setPointOfView: () => later('point of view', undefined),
  } as unknown as Session;
  const failures: unknown[] = [];
  const model = new FilesModel(session, 2, (error) => failures.push(error));
  /** All that the engine is asked from now on is answered, too. */
  const answer = async (...first: string[]) => {
    for (const name of first) {
      waiting.get(name)?.();
      waiting.delete(name);
    }
    for (let turn = 0; turn < 20; turn++) {
      await new Promise((done) => setTimeout(done, 0));
      if (first.length > 0) continue;
      for (const give of waiting.values()) give();
      waiting.clear();
    }
    expect(failures).toEqual([]);
  };
  return { model, answer, chosen: () => [model.activeRow.value, model.details.value?.path] };
}

test.each([
  ['at the same layer', {}],
  ['at another layer', { at: 0 }],
])('an address that is followed while a row chosen before it is awaited: %s', async (_, points) => {
  const { model, answer, chosen } = begin();
  void model.choose(2, undefined);
  void model.show(points, '/etc');
  await answer('rows 2');
  await answer();
  expect(chosen()).toEqual([1, '/etc']);
});

test.each([
  ['at the same layer', {}],
  ['at another layer', { at: 0 }],
])('an address that is followed while a chosen row is being described: %s', async (_, points) => {
  const { model, answer, chosen } = begin();
  void model.choose(2, row(2));
  void model.show(points, '/etc');
  await answer('details 2');
  await answer();
  expect(chosen()).toEqual([1, '/etc']);
});

test('of two rows chosen one after the other the second counts, whichever is known first', async () => {
  const { model, answer, chosen } = begin();
  void model.choose(2, undefined);
  void model.choose(1, undefined);
  await answer('rows 1');
  await answer('rows 2');
  await answer();
  expect(chosen()).toEqual([1, '/etc']);
});

test('a row that is chosen while an address is followed', async () => {
  const { model, answer, chosen } = begin();
  void model.show({}, '/etc');
  void model.choose(2, row(2));
  await answer();
  expect(chosen()).toEqual([2, '/tmp']);
});
