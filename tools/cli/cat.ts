/** `image-anatomy cat`: a file's bytes on standard output, symbolic and hard links followed. */
import { writeSync } from 'node:fs';
import { type Choice, OpenedImage } from './opened_image.ts';
import { layerOf } from './tree.ts';

export async function cat(image: string, path: string, options: Choice & { at?: number | undefined }): Promise<void> {
  const opened = await OpenedImage.open(image);
  try {
    const layer = layerOf(await opened.choose(options), options.at);
    await opened.readPath(path, layer, write);
  } finally {
    opened.close();
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Waits until all is written, so that nothing piles up before a slow reader; false when nobody reads any more. */
function write(piece: Uint8Array): boolean {
  let at = 0;
  while (at < piece.length) {
    try {
      at += writeSync(process.stdout.fd, piece, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return false;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
  return true;
}
