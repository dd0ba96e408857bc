/** `image-anatomy cat`: a file's bytes on standard output, symbolic and hard links followed. */
import { layerOf } from './layers.ts';
import { type Choice, withImage } from './opened_image.ts';
import { print } from './output.ts';

export interface CatOptions extends Choice {
  path: string;
  at?: number | undefined;
}

export function cat(image: string, { path, at, ...choice }: CatOptions): Promise<void> {
  return withImage(image, choice, (opened, chosen) => opened.readPath(path, layerOf(chosen, at), print));
}
