/** Standard output, written at once: a slow reader holds the work up instead of letting text pile up in memory. */
import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';

const STANDARD_OUTPUT = 1;

/** The reader has seen enough, as head(1) does: no failure, but nothing more is to be done. */
export class NobodyReads extends Error {}

export const outputIsTerminal = isatty(STANDARD_OUTPUT);

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Returns once all is written. Throws NobodyReads. */
export function print(piece: string | Uint8Array): void {
  const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(STANDARD_OUTPUT, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') throw new NobodyReads();
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}

// Whatever JSON may leave as it is and a terminal would obey, or not show; the document's own line ends are none of it.
const hidden = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const escaped = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');

/** A piece of a document for programs that may come to stand on a terminal all the same. */
export function printJsonText(text: string): void {
  print(text.replace(hidden, escaped));
}

/** A document for programs. */
export function printJson(value: unknown): void {
  printJsonText(`${JSON.stringify(value, null, 2)}\n`);
}
