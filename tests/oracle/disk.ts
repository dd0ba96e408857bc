/** Files by paths that are any bytes: latin1 strings, one character for each byte. */
import * as fs from 'node:fs';

/** Only root can unpack owners, devices and what nobody may read. */
export const isRoot = process.getuid?.() === 0;

export const bytes = (path: string) => Buffer.from(path, 'latin1');
export const statOf = (path: string) => fs.lstatSync(bytes(path), { throwIfNoEntry: false });
export const isDir = (path: string) => statOf(path)?.isDirectory() === true;
export const namesIn = (dir: string) =>
  fs.readdirSync(bytes(dir), { encoding: 'buffer' }).map((name) => name.toString('latin1'));
export const contentOf = (path: string) => fs.readFileSync(bytes(path));
export const linkTextOf = (path: string) => fs.readlinkSync(bytes(path), { encoding: 'buffer' }).toString('latin1');
export const remove = (path: string) => fs.rmSync(bytes(path), { recursive: true, force: true });
export const move = (from: string, to: string) => fs.renameSync(bytes(from), bytes(to));
export const link = (from: string, to: string) => fs.linkSync(bytes(from), bytes(to));
export const symlink = (text: string, path: string) => fs.symlinkSync(bytes(text), bytes(path));

/** Seconds since 1970, rounded down. */
export const timeOf = (path: string) => Math.floor((statOf(path)?.mtimeMs ?? 0) / 1000);
// As a date, since Node reads a negative number as "now".
export const setTime = (path: string, seconds: number) =>
  fs.utimesSync(bytes(path), new Date(0), new Date(seconds * 1000));

/** A directory as nobody described it, with all that leads to it. */
export function makeDir(path: string): void {
  fs.mkdirSync(bytes(path), { recursive: true });
  if (isRoot) fs.chownSync(bytes(path), 0, 0); // the group may come from above
  fs.chmodSync(bytes(path), 0o755);
  setTime(path, 0);
}

/** Changes a directory without making it look newer. */
export function changeIn(dir: string, change: () => void): void {
  const seconds = timeOf(dir);
  change();
  setTime(dir, seconds);
}
