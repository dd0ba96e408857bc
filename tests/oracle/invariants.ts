/** What holds for every image: the trees at all layers, the numbers and the changes tell one story. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { expect } from 'vitest';
import type { ImageReport } from '../../web/src/engine/report.ts';
import type { OpenedArchive, TreeEntry } from '../../web/src/engine/testing.ts';

type Tree = Map<string, TreeEntry>;

const keyOf = ({ path, pathBytes }: TreeEntry) => pathBytes ?? path;
const nameOf = ({ path, pathBytes }: TreeEntry) => (pathBytes ? Buffer.from(pathBytes, 'base64') : path);

/** Stored bytes of the files, each once: hard links have other types. */
const liveBytes = (tree: Tree) =>
  [...tree.values()]
    .filter(({ type }) => type === 'file')
    .reduce((sum, { size, storedSize }) => sum + (storedSize ?? size), 0);

/** `readContents` also compares files of one size by their bytes, and looks at the history of every path, which takes a while. */
export async function expectInvariants(
  opened: OpenedArchive,
  image: ImageReport,
  readContents: boolean,
): Promise<void> {
  const { ledger, layers } = image;
  let below: Tree = new Map();
  const histories = new Map<string, { name: string | Uint8Array; seen: number; versions: object[] }>();
  for (const [n, layer] of layers.entries()) {
    const tree: Tree = new Map(opened.tree(n).map((entry) => [keyOf(entry), entry]));
    const live = liveBytes(tree);
    expect(layer.sizes?.cumulative, `bytes of the tree at layer ${n}`).toBe(live);
    expect(layer.sizes?.contribution, `bytes that layer ${n} adds`).toBe(live - liveBytes(below));
    const changes = await expectChanges(opened, n, below, tree, layer.changes, readContents);
    for (const [key, entry] of [...below, ...tree]) {
      const history = histories.get(key) ?? { name: nameOf(entry), seen: n, versions: [] };
      if (tree.has(key)) history.seen = n;
      histories.set(key, history);
    }
    for (const [key, { status }] of changes) histories.get(key)?.versions.push({ layer: n, change: status });
    below = tree;
  }
  for (const { name, seen, versions } of readContents ? histories.values() : []) {
    const told = opened.versions(name, seen).filter(({ change }) => change !== 'unmodified');
    expect(told, `history of ${name}`).toEqual(versions);
  }
  if (!ledger) return;
  expect(ledger.live).toBe(liveBytes(below));
  expect(ledger.dead).toBe(Object.values(ledger.byReason).reduce((sum, { bytes }) => sum + bytes, 0));
  expect(ledger.efficiency).toBe(ledger.live + ledger.dead > 0 ? ledger.live / (ledger.live + ledger.dead) : 1);
}

interface Changed {
  status: string;
  reasons?: string[];
}

async function expectChanges(
  opened: OpenedArchive,
  n: number,
  below: Tree,
  tree: Tree,
  counts: { added: number; modified: number; removed: number } | undefined,
  readContents: boolean,
): Promise<Map<string, Changed>> {
  const reported = new Map(opened.tree(n, n - 1).map((entry) => [keyOf(entry), entry]));
  const found = new Map<string, Changed>();
  for (const key of new Set([...below.keys(), ...tree.keys()])) {
    const [before, after] = [below.get(key), tree.get(key)];
    if (!before) found.set(key, { status: 'added' });
    else if (!after) found.set(key, { status: 'removed' });
    else {
      const differs = before.layer !== after.layer && readContents && (await contentDiffers(opened, n, before, after));
      // Not read, the engine's word is taken for files of one size.
      const told = !readContents && before.size === after.size && reported.get(key)?.reasons?.includes('content');
      const reasons = reasonsOf(homeOf(before, below), homeOf(after, tree), differs || told === true);
      if (reasons.length > 0) found.set(key, { status: 'modified', reasons });
    }
  }
  const told = [...reported].map(([key, { status = '', reasons }]) => [key, { status, ...(reasons && { reasons }) }]);
  expect(Object.fromEntries(told), `changes of layer ${n}`).toEqual(Object.fromEntries(found));
  const count = (status: string) => [...found.values()].filter((change) => change.status === status).length;
  expect(counts).toEqual({ added: count('added'), modified: count('modified'), removed: count('removed') });
  return found;
}

/** The entry that a hard link is a name of: it has the same attributes. One that leads nowhere is itself. */
function homeOf(entry: TreeEntry, tree: Tree): TreeEntry {
  let home: TreeEntry = entry;
  for (let hops = 0; home.type === 'hardlink' && hops < tree.size; hops++) {
    const target = posix.join('/', home.linkname ?? '');
    const next: TreeEntry | undefined = tree.get(home.linknameBytes ? bytesKey(home.linknameBytes) : target);
    const same = next && (['mode', 'uid', 'gid', 'mtime', 'size'] as const).every((key) => next[key] === home[key]);
    if (!next || !same || next.type === 'dir') return entry;
    home = next;
  }
  return home.type === 'hardlink' ? entry : home;
}

const bytesKey = (linkBytes: string) =>
  Buffer.from(posix.join('/', Buffer.from(linkBytes, 'base64').toString('latin1')), 'latin1').toString('base64');

function reasonsOf(before: TreeEntry, after: TreeEntry, otherContent: boolean): string[] {
  if (before.type !== after.type) return ['type'];
  const device = ({ device: d }: TreeEntry) => (d ? `${d.major},${d.minor}` : '');
  const differs = {
    content: otherContent || before.size !== after.size || device(before) !== device(after),
    mode: before.mode !== after.mode,
    owner: before.uid !== after.uid || before.gid !== after.gid,
    mtime: before.mtime !== after.mtime,
    link: before.type === 'symlink' && before.linkname !== after.linkname,
    xattr: JSON.stringify(before.xattrs ?? {}) !== JSON.stringify(after.xattrs ?? {}),
  };
  return Object.entries(differs).flatMap(([reason, is]) => (is ? [reason] : []));
}

async function contentDiffers(opened: OpenedArchive, n: number, before: TreeEntry, after: TreeEntry): Promise<boolean> {
  const isFile = ({ type }: TreeEntry) => type === 'file' || type === 'hardlink';
  if (!isFile(before) || !isFile(after)) return false;
  return (await contentAt(opened, n - 1, before)) !== (await contentAt(opened, n, after));
}

async function contentAt(opened: OpenedArchive, layer: number, entry: TreeEntry): Promise<string> {
  const content = await opened.cat(nameOf(entry), layer);
  return typeof content === 'string' ? content : createHash('sha256').update(content).digest('hex');
}
