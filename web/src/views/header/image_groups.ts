/** The images of an archive as people think of them: a name, and under it one image for each platform. */
import type { ImageReport, Platform } from '../../engine/api.ts';

export interface ImageGroup {
  /** Empty when the archive gives no name. */
  name: string;
  /** Indices into the report's images. */
  members: number[];
}

export function groupImages(images: readonly ImageReport[]): ImageGroup[] {
  const groups = new Map<string, ImageGroup>();
  images.forEach((image, index) => {
    const name = image.names[0] ?? '';
    const key = name ? `name ${name}` : image.digests.index ? `index ${image.digests.index}` : `image ${index}`;
    const group = groups.get(key);
    if (group) group.members.push(index);
    else groups.set(key, { name, members: [index] });
  });
  return [...groups.values()];
}

export function platformName({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant].filter(Boolean).join('/');
}

/** Named by an index, but its parts were not put into the archive. */
export function isAbsent(image: ImageReport): boolean {
  return image.config === null && image.layers.every((layer) => layer.state === 'missing');
}
