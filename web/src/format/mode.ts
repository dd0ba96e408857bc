/** File modes as `ls -l` writes them. */
import type { EntryType } from '../engine/api.ts';

const typeLetters: Record<EntryType, string> = {
  file: '-',
  hardlink: '-',
  dir: 'd',
  symlink: 'l',
  char: 'c',
  block: 'b',
  fifo: 'p',
  socket: 's',
};

/** `-rwsr-xr-x`; only the low twelve bits of `mode` count. */
export function symbolicMode(mode: number, type: EntryType): string {
  const triple = (shift: number, special: boolean, letter: string) => {
    const bits = mode >> shift;
    const execute = (bits & 1) !== 0;
    const last = special ? (execute ? letter : letter.toUpperCase()) : execute ? 'x' : '-';
    return (bits & 4 ? 'r' : '-') + (bits & 2 ? 'w' : '-') + last;
  };
  return (
    typeLetters[type] +
    triple(6, (mode & 0o4000) !== 0, 's') +
    triple(3, (mode & 0o2000) !== 0, 's') +
    triple(0, (mode & 0o1000) !== 0, 't')
  );
}

/** `0644`, `4755`. */
export function octalMode(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, '0');
}
