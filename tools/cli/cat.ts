/** `image-anatomy cat`: a file's bytes on standard output, symbolic and hard links followed. */
import { once } from 'node:events';
import { type Choice, OpenedImage } from './opened_image.ts';
import { layerOf } from './tree.ts';

export async function cat(image: string, path: string, options: Choice & { at?: number | undefined }): Promise<void> {
  const opened = await OpenedImage.open(image);
  try {
    const layer = layerOf(await opened.choose(options), options.at);
    await opened.readPath(path, layer, (piece) => process.stdout.write(piece));
    // Pieces may wait in the process still; closing must not cut them off.
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
  } finally {
    opened.close();
  }
}
