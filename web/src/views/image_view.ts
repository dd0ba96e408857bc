import type { ImageReport } from '../engine/api.ts';

/** What every section gets. */
export interface ImageViewProps {
  image: ImageReport;
}
