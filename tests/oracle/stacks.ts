/** Random stacks of small layers: few names, so that everything happens to the same paths again and again. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { type CaseEntry, END_OF_ARCHIVE, outerEntry, storedBytes, tarEntry } from '../cases/maker/tar.mjs';

export type Stack = CaseEntry[][];

/** What a stack may hold; a tool that refuses something is asked without it. */
export interface Wishes {
  /** Owners, devices, attributes and modes that only root can unpack. */
  privileged: boolean;
  /** Hard links to lower layers, to later entries, in circles and to nothing. */
  wildLinks: boolean;
  /** Entries for one path, or below something that is no directory, in one layer. */
  clashes: boolean;
  /** AUFS leftovers, invalid markers, GNU sparse files, odd spellings of paths. */
  oddities: boolean;
}

/** A generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const NAMES = [
  'a',
  'b',
  'c',
  'd',
  'e',
  '.wh',
  '.whx',
  '...',
  'sp ace',
  'n\nl',
  'b\\s',
  '\xc3\xbc',
  '\xff\xfe',
  'q"',
  `${'l'.repeat(110)}`,
  `.wh.wh`,
];
const MARKERS = ['.wh..wh..opq'];
const ODD_MARKERS = ['.wh.', '.wh..', '.wh...', '.wh..wh..opqX', '.wh..wh.aufs', '.wh..wh.orph', '.wh..wh.plnk'];
const MODES = { f: [0o644, 0o755, 0o600, 0o4755, 0o2755, 0], d: [0o755, 0o700, 0o1777, 0o2775, 0] };
const OWNERS = [0, 0, 0, 1000, 65534, 3_000_000, 4_000_000_000];
const TIMES = ['1700000000', '0', '1600000000.75', '1500000001', '-86400', '8000000000', '1700000000'];
const BODIES = [
  { text: '' },
  { text: 'x' },
  { text: 'y' },
  { text: 'same' },
  { size: 600, fill: 'z' },
  { size: 1024, fill: 'k' },
];
const CAPABILITY = '\x01\x00\x00\x02\x00\x20\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00';

export function randomStack(seed: number, wishes: Wishes): Stack {
  const random = randomOf(seed);
  const below = (n: number) => Math.floor(random() * n);
  const chance = (share: number) => random() < share;
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  // The first names are the most frequent.
  const name = () => NAMES[chance(0.85) ? below(4) : below(NAMES.length)] as string;
  const known: string[] = [];
  const path = () => {
    if (known.length > 0 && chance(0.5)) return pick(known);
    return Array.from({ length: 1 + below(3) }, name).join('/');
  };
  const inDir = (leaf: string) => (chance(0.3) ? leaf : `${path()}/${leaf}`);
  const parent = (of: string) => of.slice(0, Math.max(0, of.lastIndexOf('/')));

  const marker = (): string => {
    if (wishes.oddities && chance(0.15)) return inDir(pick(ODD_MARKERS));
    if (chance(0.25)) return inDir(pick(MARKERS));
    const of = path();
    return [parent(of), `.wh.${of.slice(parent(of).length).replace('/', '')}`].filter(Boolean).join('/');
  };

  const spelled = (plain: string, type: string): string => {
    let text = plain;
    if (type === 'd' && chance(0.7)) text += '/';
    if (!wishes.oddities) return chance(0.3) ? `./${text}` : text;
    if (chance(0.3)) text = pick(['./', '/', '../', './/', '/./', 'a/../']) + text;
    if (chance(0.1)) text = text.replace(/\/(?=.)/, pick(['//', '/./']));
    return text;
  };

  const attributes = (type: CaseEntry['type']): Pick<CaseEntry, 'mode' | 'uid' | 'gid' | 'mtime' | 'xattrs'> => {
    const modes = type === 'd' ? MODES.d : MODES.f;
    const mode = chance(0.6) ? (modes[0] as number) : pick(modes.slice(0, wishes.privileged ? undefined : 3));
    const xattrs: Record<string, string> = {};
    if ((type === 'f' || type === 'd') && chance(0.12))
      xattrs['user.k'] = pick(['v', '\x00\xff=\n', 'long'.repeat(30)]);
    if (type === 'f' && wishes.privileged && chance(0.08)) xattrs['security.capability'] = CAPABILITY;
    const owner = () => (wishes.privileged ? pick(OWNERS) : 0);
    return { mode, uid: owner(), gid: owner(), mtime: pick(TIMES), ...(Object.keys(xattrs).length && { xattrs }) };
  };

  const entry = (layer: CaseEntry[]): CaseEntry => {
    if (chance(0.22)) {
      const type = chance(0.9) ? 'f' : pick(['d', 'l'] as const);
      return {
        type,
        path: spelled(marker(), type),
        ...attributes('f'),
        mtime: '0',
        mode: 0o644,
        uid: 0,
        gid: 0,
        xattrs: {},
        ...(type === 'l' && { link: 'x' }),
        ...(chance(0.1) && type === 'f' && { text: 'm' }),
      };
    }
    const type = pick([
      'f',
      'f',
      'f',
      'f',
      'd',
      'd',
      'd',
      'l',
      'h',
      'h',
      'p',
      ...(wishes.privileged ? (['c', 'b'] as const) : []),
    ] as const);
    const at = wishes.oddities && chance(0.03) ? `.wh..wh.plnk/${name()}` : path();
    known.push(at);
    const base: CaseEntry = {
      type,
      path: spelled(at, type),
      ...attributes(type),
      ...(chance(0.3) && { format: pick(['ustar', 'pax', 'gnu'] as const) }),
    };
    if (base.xattrs || Number(base.mtime) % 1) base.format = 'pax';
    if (type === 'f') return wishes.oddities && chance(0.06) ? sparse(base) : { ...base, ...pick(BODIES) };
    if (type === 'l') return { ...base, link: pick(['a', '../b', '/c/d', '.', 'a'.repeat(130), '\xff']) };
    if (type === 'c' || type === 'b')
      return { ...base, dev: pick(wishes.oddities ? ['1,3', '8,0', '259,70000', '0,0'] : ['1,3', '8,0']) };
    if (type === 'h') return linkTo(spelled(targetIn(layer), 'h'), base, layer);
    return base;
  };

  // As tools write it: with the attributes of the file, where that is in the layer.
  const linkTo = (link: string, base: CaseEntry, layer: CaseEntry[]): CaseEntry => {
    const file = layer.findLast(
      ({ type, path: own, dev }) => plain(own) === plain(link) && !(type === 'c' && dev === '0,0'),
    );
    const { xattrs: _, ...rest } = base;
    return { ...rest, link, ...(file && { mode: file.mode, uid: file.uid, gid: file.gid, mtime: file.mtime }) };
  };

  const sparse = (base: CaseEntry): CaseEntry => {
    const sparseFormat = pick(['gnu', 'pax00', 'pax01', 'pax10'] as const);
    const format = sparseFormat === 'gnu' ? 'gnu' : 'pax';
    const { xattrs: _, ...rest } = base;
    const size = pick([5000, 70_000]);
    return {
      ...rest,
      path: base.path.replace(/^(\.?\.?\/)+|a\/\.\.\//, ''),
      mtime: '1700000000',
      format,
      sparseFormat,
      size,
      fill: 's',
      sparse: [
        [0, 512],
        [1024, 700],
        [size, 0],
      ],
    };
  };

  const targetIn = (layer: CaseEntry[]): string => {
    if (wishes.wildLinks && chance(0.4)) return chance(0.1) ? `.wh..wh.plnk/${name()}` : path();
    const files = layer.filter(({ type, path: own }) => type === 'f' && !own.includes('.wh.'));
    return files.length > 0 ? plain(pick(files).path) : path();
  };

  return Array.from({ length: 1 + below(5) }, () => {
    const layer: CaseEntry[] = [];
    for (let left = below(10); left > 0; left--) {
      const next = entry(layer);
      if (fits(next, layer, wishes)) layer.push(next);
    }
    return layer;
  });
}

/** The path without the ways to spell it. */
export const plain = (path: string) => posix.join('/', path).replace(/\/$/, '').slice(1);

/** Docker, podman and tar go through a symbolic link of the same layer, which a listing by names cannot follow. */
const isBelowLink = (path: string, layer: CaseEntry[]) =>
  layer.some(({ type, path: link }) => type === 'l' && path.startsWith(`${plain(link)}/`));

function fits(entry: CaseEntry, layer: CaseEntry[], { wildLinks, clashes, oddities }: Wishes): boolean {
  const path = plain(entry.path);
  if (path === '' || isBelowLink(path, layer)) return false;
  if (!oddities && path.includes('.wh.') && path.lastIndexOf('/') > path.indexOf('.wh.')) return false;
  if (!clashes && (clash(entry, layer) || clash(subjectOf(entry), layer.map(subjectOf)))) return false;
  if (entry.type !== 'h' || wildLinks) return true;
  const target = plain(entry.link ?? '');
  return target !== path && layer.some(({ type, path: other }) => type === 'f' && plain(other) === target);
}

/** An entry in the place of what a whiteout removes. */
function subjectOf(entry: CaseEntry): CaseEntry {
  const path = plain(entry.path);
  const subject = path.replace(/(^|\/)\.wh\.(?!\.wh\.)([^/]+)$/, '$1$2');
  return subject === path ? entry : { ...entry, path: subject, type: 'f' };
}

/** Whether an entry meets one of the same path, or one below or above it that is no directory. */
function clash(entry: CaseEntry, others: CaseEntry[]): boolean {
  const path = plain(entry.path);
  return others.some(({ type, path: spelledOther }) => {
    const other = plain(spelledOther);
    if (other === path) return !(type === 'd' && entry.type === 'd');
    return (type !== 'd' && path.startsWith(`${other}/`)) || (entry.type !== 'd' && other.startsWith(`${path}/`));
  });
}

/**
 * The tars of a layer: cut before hard links, which may lead to a lower layer, and before clashes. GNU tar refuses names with `..`; it
 * gets them resolved.
 */
export function partsOf(layer: CaseEntry[]): Buffer[] {
  const parts: CaseEntry[][] = [[]];
  for (const entry of layer) {
    const current = parts.at(-1) ?? [];
    const readable = entry.path.includes('..') ? { ...entry, path: plain(entry.path) } : entry;
    if (
      current.length > 0 &&
      (entry.type === 'h' || current.some(({ path }) => plain(path) === plain(entry.path)) || clash(entry, current))
    )
      parts.push([readable]);
    else current.push(readable);
  }
  return parts.map((part) => Buffer.concat([...part.map(tarEntry), END_OF_ARCHIVE]));
}

const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');

/** The stack as a docker-archive of one image. */
export function archiveOf(stack: Stack, tag: string): Buffer {
  const layers = stack.map((layer) => Buffer.concat([...layer.map(tarEntry), END_OF_ARCHIVE]));
  const diffIds = layers.map((layer) => `sha256:${sha256(layer)}`);
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: {},
      rootfs: { type: 'layers', diff_ids: diffIds },
      history: diffIds.map((_, i) => ({ created_by: `layer ${i}` })),
    }),
  );
  const configName = `${sha256(config)}.json`;
  const manifest = [{ Config: configName, RepoTags: [tag], Layers: diffIds.map((id) => `${id.slice(7)}.tar`) }];
  const blobs = new Map(layers.map((layer) => [`${sha256(layer)}.tar`, layer]));
  const records = [
    ...blobs,
    [configName, config] as const,
    ['manifest.json', Buffer.from(JSON.stringify(manifest))] as const,
  ];
  return Buffer.concat([...records.map(([path, data]) => outerEntry({ path, data })), END_OF_ARCHIVE]);
}

/** All file bodies that the layers store; a marker has none. */
export const bodyBytes = (stack: Stack) =>
  stack
    .flat()
    .filter(({ path }) => !/^\.wh\./.test(plain(path).split('/').at(-1) ?? ''))
    .reduce((sum, entry) => sum + storedBytes(entry), 0);

/** For people: what a stack holds, nearly in the words of tests/cases. */
export const describeStack = (stack: Stack) =>
  stack
    .map((layer) => {
      const lines = layer.map(({ type, path, link, ...rest }) => {
        const values = Object.entries(rest).map(
          ([key, value]) => `${key}=${key === 'mode' ? value.toString(8) : JSON.stringify(value)}`,
        );
        return `  ${type} ${JSON.stringify(path)}${link === undefined ? '' : ` -> ${JSON.stringify(link)}`} ${values.join(' ')}`;
      });
      return ['layer:', ...lines].join('\n');
    })
    .join('\n');
