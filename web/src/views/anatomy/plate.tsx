/** The plate: documents on the left, the stack of layers, and the one tree that they make. */
import type { ImageReport } from '../../engine/api.ts';
import { useI18n } from '../../state/app.ts';
import type { RoleGuess } from '../layers/layer_role.ts';
import { Documents } from './documents.tsx';
import { Brace, Fan } from './lines.tsx';
import { Stack } from './stack.tsx';
import { lowestPlate, slabOverhang, stackRows } from './stack_rows.ts';
import { Union } from './union.tsx';

export function Plate({ image, roles }: { image: ImageReport; roles: (RoleGuess | null)[] }) {
  const { t } = useI18n();
  const rows = stackRows(image.layers);
  const isImage = image.kind === 'image';
  // Files without any document: a root file system, a single layer.
  const isBare = !image.config && !image.manifest;
  const ghost = isImage && !isBare;
  const heights = [lowestPlate.headRow, ...(ghost ? [lowestPlate.ghostRow] : []), ...rows.map((row) => row.height)];
  const height = Math.max(
    lowestPlate.height,
    heights.reduce((sum, value) => sum + value, slabOverhang),
  );
  return (
    <figure class="plate" aria-labelledby="plate-caption">
      <div class="plate-body" data-kind={isBare ? 'bare' : image.kind} style={{ '--height': height }}>
        <Documents image={image} />
        {image.manifest ? <Fan heights={heights} first={ghost ? 2 : 1} height={height} /> : <span />}
        <Stack rows={rows} roles={roles} ghost={ghost} />
        {isImage && <Brace heights={heights} first={1} height={height} />}
        {isImage && <Union image={image} />}
      </div>
      <figcaption id="plate-caption">
        {t.anatomy.figure('1')} <Caption image={image} /> {t.anatomy.captionHow}
      </figcaption>
    </figure>
  );
}

function Caption({ image }: { image: ImageReport }) {
  const { t, format } = useI18n();
  const { caption } = t.anatomy;
  const count = image.layers.length;
  if (image.kind !== 'image') return <>{caption.noFiles}</>;
  if (!image.config && !image.manifest) return <>{caption.bare}</>;
  return <>{count === 0 ? caption.noLayers : caption.image(count, format.number(count))}</>;
}
