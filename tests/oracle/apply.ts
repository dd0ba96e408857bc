/**
 * The oracle: GNU tar unpacks a layer into a folder of its own, and this script lays that over the root, as image-spec layer.md
 * ("Applying Changesets") says. It shares nothing with the engine: what comes of it is a real tree on the disk.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { posix } from 'node:path';
import { changeIn, isDir, link, linkTextOf, makeDir, move, namesIn, remove, setTime, statOf, symlink } from './disk.ts';
import { isMarker, type Member, membersOf, parentsOf } from './members.ts';

/** A hard link without a target is a symbolic link to this on the disk. */
export const MISSING = '\x01missing';
const isMissing = (path: string) => statOf(path)?.isSymbolicLink() === true && linkTextOf(path) === MISSING;

function isWhiteoutDevice(path: string): boolean {
  const stat = statOf(path);
  return stat?.isCharacterDevice() === true && stat.rdev === 0;
}

interface Part {
  folder: string;
  members: Member[];
  complaints: string[];
}

/** Hard links are made here, and what comes after a single block of zeros is no part of the archive. */
const HARMLESS = /Cannot hard link|Removing leading|failure status|lone zero block|implausibly old|in the future|^$/;

/** Applies a layer over `root`, and returns what GNU tar had to complain of. It may come as several tars in a row, cut where GNU tar would stumble over a single one. */
export function applyLayer(tars: string[], root: string, scratch: string): string[] {
  const parts = tars.map((tar, i) => unpack(tar, `${scratch}/part${i}`));
  for (const { members } of parts) for (const member of members) removeLower(member, root);
  const waiting = new Map<string, Member>();
  const folders = [root]; // where targets of hard links may be: what is there, then what lies beside it as markers
  const laid = new Set<string>();
  for (const part of parts) {
    folders.push(part.folder);
    for (const member of part.members) {
      if (member.type === 'h' && member.kind === 'entry') makeLink(member, part.folder, folders, laid, waiting);
    }
    lay(part, root, laid);
    for (const { path, kind } of part.members) if (kind === 'entry') laid.add(path);
  }
  resolve(waiting, root, folders);
  for (const { folder } of parts) remove(folder);
  return parts.flatMap(({ complaints }) => complaints);
}

function unpack(tar: string, folder: string): Part {
  mkdirSync(folder);
  const how = [
    '-xvv',
    '-p',
    '--numeric-owner',
    '--delay-directory-restore',
    '--quoting-style=c',
    '--xattrs',
    '--xattrs-include=*',
  ];
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const run = spawnSync('tar', [...how, '-C', folder, '-f', tar], { encoding: 'latin1', env, maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  return {
    folder,
    members: membersOf(run.stdout),
    complaints: run.stderr.split('\n').filter((line) => !HARMLESS.test(line)),
  };
}

/** Markers speak of lower layers only, so they act before anything of their own layer is there. */
function removeLower({ path, kind }: Member, root: string): void {
  const [dir, name] = [posix.dirname(path), posix.basename(path)];
  if (kind === 'entry' || kind === 'ignored' || !isReachable(root, path)) return;
  if (kind === 'opaque' && dir === '/') return; // as docker and podman
  const gone = { opaque: () => namesIn(root + dir), whiteout: () => [name.slice(4)], 'device 0:0': () => [name] }[
    kind
  ]();
  changeIn(root + dir, () => {
    for (const child of gone) remove(`${root + dir}/${child}`);
  });
}

/** Links on the way are not followed: what leads to the path must be directories. */
const isReachable = (root: string, path: string) => parentsOf(path).every((parent) => isDir(root + parent));

/** Lays what a part was unpacked to over the root. What markers alone ask for takes no place of an entry of the same layer. */
function lay({ folder, members }: Part, root: string, laid: Set<string>): void {
  const entries = members.filter(({ kind }) => kind === 'entry');
  const named = new Set(entries.filter(({ type }) => type === 'd').map(({ path }) => path));
  const there = new Set(entries.flatMap(({ path }) => [...parentsOf(path), path]));
  const markers = members.filter(({ kind }) => kind !== 'entry' && kind !== 'ignored');
  const ledToMarkers = new Set(markers.flatMap(({ path }) => parentsOf(path)));

  const layEntry = (path: string) => {
    const [from, to] = [folder + path, root + path];
    const upper = statOf(from);
    if (isMarker(path) || isWhiteoutDevice(from)) return;
    if (!upper?.isDirectory()) {
      remove(to);
      move(from, to);
    } else if (there.has(path) || (ledToMarkers.has(path) && (isDir(to) || !statOf(to) || !laid.has(path)))) {
      if (!isDir(to)) remove(to);
      if (!isDir(to)) makeDir(to);
      changeIn(to, () => layAll(path));
      if (named.has(path)) giveAttributes(from, to, Math.floor(upper.mtimeMs / 1000));
    }
  };
  const layAll = (dir: string) => {
    for (const name of namesIn(folder + dir)) layEntry(posix.join(dir, name));
  };
  changeIn(root, () => layAll('/'));
}

/** The directory `to` becomes the directory `from`, and keeps its children. */
function giveAttributes(from: string, to: string, seconds: number): void {
  for (const marker of namesIn(from)) remove(`${from}/${marker}`);
  for (const name of namesIn(to)) move(`${to}/${name}`, `${from}/${name}`);
  remove(to);
  move(from, to);
  setTime(to, seconds);
}

/** A hard link that tar could not make: its target is in a lower layer, comes later, or is nowhere. */
function makeLink(
  member: Member,
  folder: string,
  folders: string[],
  laid: Set<string>,
  waiting: Map<string, Member>,
): void {
  const { path, target } = member;
  if (statOf(folder + path) || (path === target && laid.has(path))) return;
  const dir = posix.dirname(folder + path);
  if (!isDir(dir)) makeDir(dir);
  const found = targetOf(member, folders);
  changeIn(dir, () => (found ? link(found, folder + path) : symlink(MISSING, folder + path)));
  if (!found) waiting.set(path, member);
}

/** Or the same. */
const isBelow = (path: string, dir: string) => `${path}/`.startsWith(`${dir}/`);

/** A link makes room for itself and its parents before it looks, so what was in their place is no target. */
const targetOf = ({ path, target }: Member, folders: string[]): string | undefined =>
  folders
    .filter((folder) => !isBelow(target, path) && !isBelow(path, target) && isReachable(folder, target))
    .map((folder) => folder + target)
    .find((file) => statOf(file) && !isDir(file) && !isMissing(file) && !isWhiteoutDevice(file));

/** Links whose targets came later, also over other such links. */
function resolve(waiting: Map<string, Member>, root: string, folders: string[]): void {
  for (let left = -1; left !== waiting.size; ) {
    left = waiting.size;
    for (const [path, member] of waiting) {
      const place = root + path;
      const found = targetOf(member, folders);
      if (!isReachable(root, path) || !isMissing(place)) waiting.delete(path);
      else if (found) {
        changeIn(posix.dirname(place), () => {
          remove(place);
          link(found, place);
        });
      }
    }
  }
}
