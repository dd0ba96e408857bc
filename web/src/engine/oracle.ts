/**
 * For tests: what an independent tool (umoci, GNU tar, BuildKit's own snapshot) says the tree of an image is, as lines of
 * `path type mode uid gid size link mtime`, and our tree in the same form. Hard links are compared as groups of names that share a body,
 * because which of them is "the file" differs from tool to tool.
 */
import { readFileSync } from 'node:fs';
import type { TreeEntry } from './testing.ts';

const letters: Record<string, string> = {
  file: 'f',
  hardlink: 'h',
  dir: 'd',
  symlink: 'l',
  char: 'c',
  block: 'b',
  fifo: 'p',
  socket: 's',
};

interface Line {
  /** Latin-1 of the path's bytes. */
  path: string;
  type: string;
  attributes: string;
  size: number;
  link: string;
}

/** Lines that compare equal when the trees are equal. */
export type Listing = string[];

/** Without mtimes: for an image that was built again for each tool, a second earlier or later. */
export const withoutTimes = (listing: Listing): Listing =>
  listing.map((line) => line.replace(/ (\d+:\d+) -?\d+ /, ' $1 '));

export function readTruth(file: string): Listing {
  const lines = readFileSync(file, 'latin1').split('\n').filter(Boolean);
  return normalise(
    lines.map((line) => {
      const [path = '', type = '', mode = '', uid, gid, size, link = '', mtime] = line.split('\t');
      return {
        path: fromJson(path),
        type,
        attributes: `${mode.replace(/^0+/, '').padStart(3, '0')} ${uid}:${gid} ${mtime}`,
        size: Number(size),
        link: link ? fromJson(link) : '',
      };
    }),
  );
}

export function listingOf(entries: TreeEntry[]): Listing {
  return normalise(
    entries.map((entry) => ({
      path: entry.pathBytes ? Buffer.from(entry.pathBytes, 'base64').toString('latin1') : latin1(entry.path),
      type: letters[entry.type] ?? '?',
      attributes: `${(entry.mode & 0o7777).toString(8).padStart(3, '0')} ${entry.uid}:${entry.gid} ${entry.mtime}`,
      size: entry.size,
      link:
        entry.type === 'hardlink'
          ? `/${latin1(entry.linkname ?? '').replace(/^(\.?\/)+/, '')}`
          : latin1(entry.linkname ?? ''),
    })),
  );
}

const latin1 = (text: string) => Buffer.from(text).toString('latin1');

/** A JSON string, where lone surrogates U+DC80…U+DCFF stand for the bytes that are not UTF-8 (Python's surrogateescape). */
function fromJson(text: string): string {
  const value = JSON.parse(Buffer.from(text, 'latin1').toString('utf8')) as string;
  return [...value]
    .map((c) => {
      const code = c.codePointAt(0) ?? 0;
      return code >= 0xdc80 && code <= 0xdcff ? String.fromCharCode(code - 0xdc00) : latin1(c);
    })
    .join('');
}

function normalise(lines: Line[]): Listing {
  const sizes = new Map(lines.map(({ path, size }) => [path, size]));
  const groups = new Map<string, string[]>();
  for (const { path, type, link } of lines) {
    if (type !== 'h') continue;
    const target = link.startsWith('/') ? link : `/${link}`;
    groups.set(target, [...(groups.get(target) ?? [target]), path]);
  }
  const groupOf = new Map(
    [...groups.values()].flatMap((names) => names.map((name) => [name, names.toSorted().join(' = ')] as const)),
  );
  return lines
    .map(({ path, type, attributes, size, link }) => {
      const group = groupOf.get(path);
      if (!group) return `${path} ${type} ${attributes} ${type === 'f' ? size : 0} ${type === 'l' ? link : ''}`;
      const target = type === 'h' ? (link.startsWith('/') ? link : `/${link}`) : path;
      return `${path} f ${attributes} ${sizes.get(target) ?? size} [${group}]`;
    })
    .filter((line) => !line.startsWith('/ d '))
    .toSorted();
}
