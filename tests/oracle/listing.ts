/**
 * A tree as lines that compare equal when the trees are equal, from the disk and from `tree --json`. Hard links are groups of names:
 * which of them is "the file" is nobody's business.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { OpenedArchive, TreeEntry } from '../../web/src/engine/testing.ts';
import { MISSING } from './apply.ts';
import { bytes, contentOf, isRoot, linkTextOf, namesIn, statOf, timeOf } from './disk.ts';

interface Line {
  path: string;
  type: string;
  attributes: string;
  /** Device numbers, a symbolic link's text, a file's size and SHA-256. */
  what: string;
  xattrs: string;
  /** Equal for the names of one file. */
  group: string;
}

const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex').slice(0, 16);
const latin1 = (text: string) => Buffer.from(text).toString('latin1');

function finished(lines: Line[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { group, path } of lines) groups.set(group, [...(groups.get(group) ?? []), path]);
  return lines
    .filter(({ type }) => isRoot || !'cb'.includes(type))
    .map(({ path, type, attributes, what, xattrs, group }) => {
      if (type === 'missing') return `${path} missing`;
      const names = (groups.get(group) ?? []).toSorted();
      return `${path} ${type} ${attributes} ${what} ${xattrs}${names.length > 1 ? ` = ${names.join(' ')}` : ''}`;
    })
    .toSorted();
}

const attributesOf = (mode: number, uid: number, gid: number, mtime: number) =>
  `${(mode & 0o7777).toString(8)}${isRoot ? ` ${uid}:${gid}` : ''} ${mtime}`;

/** What takes a while to ask for. */
export interface Depth {
  xattrs: boolean;
  contents: (path: string) => boolean;
}

export const everything: Depth = { xattrs: true, contents: () => true };
export const withoutXattrs: Depth = { xattrs: false, contents: () => true };
/** The contents of about a hundred files of many, always the same. */
export const sampleOf = (files: number): Depth => ({
  xattrs: true,
  contents: (path) => Number.parseInt(sha256(bytes(path)).slice(0, 8), 16) % Math.ceil(files / 100) === 0,
});

export function listingOfDisk(root: string, depth: Depth): string[] {
  const xattrs = depth.xattrs ? xattrsBelow(root) : new Map<string, string>();
  const lines: Line[] = [];
  const add = (path: string) => {
    const file = root + path;
    const stat = statOf(file);
    if (!stat) return;
    const link = stat.isSymbolicLink() ? linkTextOf(file) : '';
    const kinds = {
      f: stat.isFile(),
      d: stat.isDirectory(),
      missing: link === MISSING,
      l: link,
      c: stat.isCharacterDevice(),
      b: stat.isBlockDevice(),
    };
    const type = Object.entries(kinds).find(([, is]) => is)?.[0] ?? 'p';
    const device = `${(stat.rdev >> 8) & 0xfff},${(stat.rdev & 0xff) | ((stat.rdev >>> 12) & 0xfff00)}`;
    const content = () => (depth.contents(path) ? sha256(contentOf(file)) : '');
    const what = type === 'f' ? `${stat.size} ${content()}` : type === 'c' || type === 'b' ? device : link;
    const attributes = attributesOf(stat.mode, stat.uid, stat.gid, timeOf(file));
    lines.push({ path, type, attributes, what, xattrs: xattrs.get(path) ?? '', group: `${stat.dev}:${stat.ino}` });
    if (type === 'd') for (const name of namesIn(file)) add(`${path}/${name}`);
  };
  for (const name of namesIn(root)) add(`/${name}`);
  return finished(lines);
}

const canListXattrs = spawnSync('getfattr', ['--version']).error === undefined;

/** `name=base64 …` by path; without getfattr none at all. */
function xattrsBelow(root: string): Map<string, string> {
  if (!canListXattrs) return new Map();
  const how = ['-R', '-P', '-h', '-d', '-m', '-', '-e', 'base64', '--absolute-names', root];
  const { stdout } = spawnSync('getfattr', how, { encoding: 'latin1', maxBuffer: 1 << 28 });
  const blocks = stdout.split('\n\n').map((block) => block.split('\n').filter(Boolean));
  return new Map(
    blocks.flatMap(([head, ...values]) => {
      if (!head) return [];
      const path = head
        .slice('# file: '.length)
        .replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
      return [[path.slice(root.length), values.toSorted().join(' ')] as const];
    }),
  );
}

export async function listingOfEngine(opened: OpenedArchive, layer: number, depth: Depth): Promise<string[]> {
  const entries = layer < 0 ? [] : opened.tree(layer);
  const byPath = new Map(entries.map((entry) => [pathOf(entry), entry]));
  const lines: Line[] = [];
  for (const entry of entries) {
    const path = pathOf(entry);
    const [home, found] = homeOf(path, byPath);
    // A link that its layer left without a target stays so, also when a file of that name appears above it.
    const leadsNowhere = entry.type === 'hardlink' && found && !(await isSameFile(opened, layer, entry, found));
    const file = leadsNowhere ? undefined : found;
    lines.push({
      path,
      type: file ? (letters[file.type] ?? '?') : 'missing',
      attributes: attributesOf(entry.mode, entry.uid, entry.gid, entry.mtime),
      what: file ? await whatOf(opened, layer, path, file, depth) : '',
      xattrs: depth.xattrs && canListXattrs ? xattrsOf(entry) : '',
      group: file ? home : path,
    });
  }
  return finished(lines);
}

const letters: Record<string, string> = { file: 'f', dir: 'd', symlink: 'l', char: 'c', block: 'b', fifo: 'p' };

const pathOf = ({ path, pathBytes }: TreeEntry) =>
  pathBytes ? Buffer.from(pathBytes, 'base64').toString('latin1') : latin1(path);

const linkOf = ({ linkname = '', linknameBytes }: TreeEntry) =>
  linknameBytes ? Buffer.from(linknameBytes, 'base64').toString('latin1') : latin1(linkname);

/** The name that is the file, and its entry; none where the link leads to nothing that can be linked to. */
function homeOf(path: string, entries: Map<string, TreeEntry>, hops = 0): [string, TreeEntry | undefined] {
  const entry = entries.get(path);
  if (entry?.type !== 'hardlink') return [path, entry?.type === 'dir' && hops > 0 ? undefined : entry];
  if (hops > entries.size) return [path, undefined];
  return homeOf(posix.join('/', linkOf(entry)), entries, hops + 1);
}

async function isSameFile(opened: OpenedArchive, layer: number, link: TreeEntry, file: TreeEntry): Promise<boolean> {
  const same = (['mode', 'uid', 'gid', 'mtime', 'size'] as const).every((key) => link[key] === file[key]);
  return same && (file.type !== 'file' || typeof (await opened.cat(bytes(pathOf(link)), layer)) !== 'string');
}

async function whatOf(
  opened: OpenedArchive,
  layer: number,
  path: string,
  file: TreeEntry,
  depth: Depth,
): Promise<string> {
  if (file.type === 'symlink') return linkOf(file);
  if (file.device) return `${file.device.major},${file.device.minor}`;
  if (file.type !== 'file') return '';
  if (!depth.contents(path)) return `${file.size} `;
  const content = await opened.cat(bytes(path), layer);
  return `${file.size} ${typeof content === 'string' ? content : sha256(content)}`;
}

function xattrsOf({ xattrs = {} }: TreeEntry): string {
  const base64 = (value: string) => (value.startsWith('0s') ? value.slice(2) : Buffer.from(value).toString('base64'));
  return Object.entries(xattrs)
    .map(([name, value]) => `${latin1(name)}=0s${base64(value)}`)
    .toSorted()
    .join(' ');
}
