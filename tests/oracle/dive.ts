/** The dive-compatible score once more, from its description (wasm/engine/RULES.md §4.2) and on objects instead of tables. */
import type { DiveScore } from '../../web/src/engine/report.ts';
import type { CaseEntry } from '../cases/maker/tar.mjs';
import { plain, type Stack } from './stacks.ts';

interface Node {
  size: number;
  dir: boolean;
  children: Map<string, Node>;
}

const newNode = (): Node => ({ size: 0, dir: false, children: new Map() });
const isWhiteout = (name: string) => name.startsWith('.wh.');
const sizeOf = ({ type, size, text }: CaseEntry) => (type === 'f' ? (size ?? text?.length ?? 0) : 0);

function treeOf(layer: CaseEntry[]): Node {
  const root = newNode();
  for (const entry of layer) {
    const names = plain(entry.path).split('/').filter(Boolean);
    const dropped = names.findIndex((name) => name.startsWith('.wh..wh..'));
    const node = make(root, dropped < 0 ? names : names.slice(0, dropped));
    if (dropped < 0 && node !== root) Object.assign(node, { size: sizeOf(entry), dir: entry.type === 'd' });
  }
  return root;
}

function make(root: Node, path: string[]): Node {
  let node = root;
  for (const name of path) {
    const child: Node = node.children.get(name) ?? newNode();
    node.children.set(name, child);
    node = child;
  }
  return node;
}

/** All nodes but the root with their paths, children before parents, siblings in byte order. */
function nodesOf(node: Node, path: string[] = []): [string[], Node][] {
  const names = [...node.children.keys()].toSorted(); // one character for each byte
  const below = names.flatMap((name) => nodesOf(node.children.get(name) as Node, [...path, name]));
  return path.length > 0 ? [...below, [path, node]] : below;
}

const find = (root: Node, path: string[]) =>
  path.reduce<Node | undefined>((node, name) => node?.children.get(name), root);
const withBelow = (node: Node): number =>
  [...node.children.values()].reduce((sum, child) => sum + withBelow(child), node.size);

/** What a node is counted as: its own path, or that of what a whiteout removes; one without a name has a path of its own. */
function subjectOf(path: string[]): string[] {
  const name = path.at(-1) ?? '';
  return isWhiteout(name) ? [...path.slice(0, -1), name.slice(4)] : path;
}

/** In one pass, as the names come. A whiteout without a name removes its own directory. */
function stack(merged: Node, upper: Node): void {
  for (const [path, { size, dir }] of nodesOf(upper)) {
    if (isWhiteout(path.at(-1) ?? '')) {
      const gone = subjectOf(path).filter(Boolean);
      if (gone.length > 0) find(merged, gone.slice(0, -1))?.children.delete(gone.at(-1) ?? '');
    } else {
      Object.assign(make(merged, path), { size, dir });
    }
  }
}

export function diveScoreOf(layers: Stack): DiveScore {
  const total = new Map<string, number>();
  const smallest = new Map<string, number>();
  const count = new Map<string, number>();
  // Below the base lies the base itself.
  const merged = treeOf(layers[0] ?? []);
  for (const layer of layers) {
    const tree = treeOf(layer);
    for (const [path, node] of nodesOf(tree)) {
      if (node.children.size > 0) continue;
      const whiteout = isWhiteout(path.at(-1) ?? '');
      const subject = subjectOf(path);
      const key = subject.join('/');
      const previous = find(merged, subject.filter(Boolean));
      if (whiteout && !previous) {
        smallest.set(key, smallest.get(key) ?? -1);
        break;
      }
      const size = whiteout ? (previous?.dir ? withBelow(previous) : 0) : node.size;
      const least = smallest.get(key) ?? -1;
      total.set(key, (total.get(key) ?? 0) + size);
      smallest.set(key, least < 0 ? size : Math.min(least, size));
      count.set(key, (count.get(key) ?? 0) + 1);
    }
    stack(merged, tree);
  }
  const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
  const sizes = layers.map((layer) => sum(layer.map(sizeOf)));
  const wastedBytes = sum([...total].filter(([key]) => (count.get(key) ?? 0) >= 2).map(([, bytes]) => bytes));
  const all = sum(total.values());
  const user = sum(sizes.slice(1));
  return {
    efficiency: all > 0 ? sum(smallest.values()) / all : 1,
    wastedBytes,
    userWastedPercent: user > 0 ? wastedBytes / user : null,
    sizeBytes: sum(sizes),
  };
}
