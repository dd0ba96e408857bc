import { expect, test } from 'vitest';
import type { TreemapTile } from '../../engine/api.ts';
import { nextInDirection, ownPart } from './spatial.ts';
import { layOut, type TileBox } from './treemap_layout.ts';
import { parentPath, TreemapModel } from './treemap_model.ts';

const tile = (
  parent: number,
  name: string,
  bytes: number,
  type: TreemapTile['type'] = 'file',
  node = 1,
): TreemapTile => ({
  node,
  parent,
  name,
  type,
  bytes,
  files: 1,
  entries: 0,
  layer: 0,
  layers: bytes > 0 ? [{ layer: 0, bytes }] : [],
});

const model = new TreemapModel('/', [
  tile(-1, '', 1000, 'dir'),
  tile(0, 'usr', 700, 'dir'),
  tile(0, 'etc', 100, 'dir'),
  tile(0, 'empty', 0),
  tile(1, 'lib', 600, 'dir'),
  tile(4, 'large', 500),
  tile(2, 'passwd', 100),
  tile(0, '', 200, 'dir', -1),
  tile(1, '', 100, 'dir', -1),
  tile(4, '', 100, 'dir', -1),
]);

test('paths, and what lies in each folder: the largest first, the rest at the end', () => {
  expect(model.pathOf(5)).toBe('/usr/lib/large');
  expect(model.pathOf(9)).toBe('/usr/lib');
  expect(model.find('/usr/lib')).toBe(4);
  expect(model.find('/nowhere')).toBe(-1);
  expect(model.childrenOf(0).map((index) => model.tile(index).name)).toEqual(['usr', 'etc', 'empty', '']);
  expect(model.directoryOf(4)).toBe(4);
  expect(model.directoryOf(5)).toBe(4);
  expect(model.directoryOf(9)).toBe(4);
  expect(new TreemapModel('/usr', [tile(-1, 'usr', 1, 'dir'), tile(0, 'x', 1)]).pathOf(1)).toBe('/usr/x');
});

test('the folder above', () => {
  expect(parentPath('/usr/lib')).toBe('/usr');
  expect(parentPath('/usr')).toBe('/');
  expect(parentPath('/')).toBe('');
});

const inside = (inner: TileBox, outer: TileBox) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
const overlap = (a: TileBox, b: TileBox) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test('boxes lie in their folder and not over each other, and their areas are as their bytes', () => {
  const boxes = layOut(model, 800, 500);
  const box = (index: number) => boxes.find((each) => each.index === index) as TileBox;
  expect(box(3), 'nothing is drawn of what has no bytes').toBeUndefined();
  expect(inside(box(5), box(4))).toBe(true);
  expect(inside(box(4), box(1))).toBe(true);
  const leaves = boxes.filter(({ isFrame }) => !isFrame);
  for (const a of leaves) for (const b of leaves) if (a !== b) expect(overlap(a, b)).toBe(false);
  const area = ({ width, height }: TileBox) => width * height;
  expect(area(box(1)) / area(box(7))).toBeCloseTo(3.5, 0);
});

test('a small picture draws folders as one field each', () => {
  const boxes = layOut(model, 70, 50);
  expect(boxes.some(({ isFrame }) => isFrame)).toBe(false);
  expect(boxes.map(({ index }) => index)).toContain(1);
});

test('nothing to draw', () => {
  expect(layOut(new TreemapModel('/', [tile(-1, '', 0, 'dir')]), 800, 500)).toEqual([]);
  expect(layOut(model, 0, 500)).toEqual([]);
});

test('arrows lead to the next field on that side, and every field is within reach', () => {
  const box = (x: number, y: number, width = 10, height = 10): TileBox => ({
    index: 0,
    depth: 1,
    x,
    y,
    width,
    height,
    isFrame: false,
  });
  const grid = [box(0, 0), box(11, 0), box(0, 11), box(11, 11)];
  expect(nextInDirection(grid, 0, 'right')).toBe(1);
  expect(nextInDirection(grid, 0, 'down')).toBe(2);
  expect(nextInDirection(grid, 3, 'left')).toBe(2);
  expect(nextInDirection(grid, 3, 'up')).toBe(1);
  expect(nextInDirection(grid, 0, 'left')).toBe(-1);
  expect(nextInDirection(grid, -1, 'left')).toBe(0);

  const boxes = layOut(model, 800, 500);
  const reached = new Set([0]);
  for (const from of reached) {
    for (const direction of ['left', 'right', 'up', 'down'] as const) {
      const next = nextInDirection(boxes, from, direction);
      if (next >= 0) reached.add(next);
    }
  }
  expect(reached.size).toBe(boxes.length);
});

test('of a frame its strip counts', () => {
  expect(ownPart({ index: 0, depth: 1, x: 0, y: 0, width: 100, height: 100, isFrame: true }).height).toBeLessThan(30);
});
