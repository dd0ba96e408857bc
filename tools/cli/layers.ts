/** Layers as options name them: numbers from 0 at the base, and the empty tree below it. */
import type { ImageReport } from '../../web/src/engine/api.ts';
import { WrongUsage } from './wrong_usage.ts';

/** The state below the base layer, where there is nothing. */
export const EMPTY_TREE = -1;

/** The layer that `--at` or `--changes` means, the last one without it; EMPTY_TREE for an image without layers. Throws WrongUsage. */
export function layerOf({ layers }: ImageReport, option: number | undefined): number {
  const last = layers.length - 1;
  if (option === undefined) return last;
  if (option > last)
    throw new WrongUsage(
      layers.length === 0 ? 'The image has no layers.' : `The image has the layers 0 to ${last}, no layer ${option}.`,
    );
  return option;
}
