/**
 * What GNU tar says of an archive while it unpacks it, one line for each member: `tar -xvv --quoting-style=c`.
 * Paths are latin1 strings, one character for each byte, and begin with `/`.
 */
import { posix } from 'node:path';

export interface Member {
  path: string;
  /** The first letter of the mode as in `ls -l`; `h` for a hard link. */
  type: string;
  /** Where a hard link leads, counted from the root. */
  target: string;
  kind: 'entry' | 'whiteout' | 'opaque' | 'device 0:0' | 'ignored';
}

const LINE = /^(.)\S+ +\d+\/\d+ +(\S+) .*?"((?:[^"\\]|\\.)*)"(?: link to "((?:[^"\\]|\\.)*)")?/;
const ESCAPES: Record<string, string> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

export function membersOf(listing: string): Member[] {
  return listing.split('\n').flatMap((line) => {
    const [, type, size, name, target] = LINE.exec(line) ?? [];
    if (type === undefined || name === undefined) return [];
    const path = inRoot(unquoted(name));
    const kind = type === 'c' && size === '0,0' ? 'device 0:0' : kindOf(path);
    return [{ type, kind, path, target: target === undefined ? '' : inRoot(unquoted(target)) }];
  });
}

export const parentsOf = (path: string): string[] =>
  path === '/' ? [] : [...parentsOf(posix.dirname(path)), posix.dirname(path)];

export const isMarker = (path: string) => posix.basename(path).startsWith('.wh.');

/** By the name alone, whatever the type. What lies below a marker is left over from AUFS. */
function kindOf(path: string): Member['kind'] {
  if (parentsOf(path).some(isMarker)) return 'ignored';
  if (!isMarker(path)) return 'entry';
  const target = posix.basename(path).slice('.wh.'.length);
  if (target === '.wh..opq') return 'opaque';
  return ['', '.', '..', '.wh.plnk', '.wh.aufs', '.wh.orph'].includes(target) ? 'ignored' : 'whiteout';
}

const unquoted = (text: string) =>
  text.replace(/\\(\d{3}|.)/g, (_, code: string) =>
    code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (ESCAPES[code] ?? code),
  );

/** Without the slash at the end. */
const inRoot = (name: string) => posix.join('/', name).replace(/(.)\/$/, '$1');
