import { delimiter } from 'node:path';

/** The large images that are to be measured: paths in IMAGE_ANATOMY_BENCH_IMAGES. */
export const benchImages = (): string[] =>
  (process.env.IMAGE_ANATOMY_BENCH_IMAGES ?? '').split(delimiter).filter(Boolean);
