/** The field that is pointed at or chosen, in words: path, size, share, layer, instruction. */
import type { ImageReport } from '../../engine/api.ts';
import { useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { InstructionText } from '../parts/instruction_text.tsx';
import { Swatch } from '../parts/swatch.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { isRest, type TreemapModel } from './treemap_model.ts';

export function TileCaption({ model, index, image }: { model: TreemapModel; index: number; image: ImageReport }) {
  const { t, format } = useI18n();
  // The picture tells of a field of the one before for as long as the new one is not drawn.
  const tile = model.tiles[index];
  if (!tile) return <p class="tile-caption" />;
  const path = model.pathOf(index);
  const all = model.root.bytes;
  const fromLayer = tile.layers.find(({ layer }) => layer === tile.layer)?.bytes ?? 0;
  return (
    <p class="tile-caption">
      <span class="tile-caption-path">
        {isRest(tile) ? (
          <b>
            <VisibleText text={path} /> · {t.space.rest(tile.entries, format.number(tile.entries))}
          </b>
        ) : (
          <b>
            <VisibleText text={path} />
          </b>
        )}
        {!isRest(tile) && <a href={formatRoute({ section: 'files', path })}>{t.space.openInFiles}</a>}
      </span>
      <span class="tile-caption-facts">
        <span class="bytes">
          {format.bytes(tile.bytes)} ({format.number(tile.bytes)} B)
        </span>
        <span>{t.space.ofAll(format.percent(all > 0 ? tile.bytes / all : 0))}</span>
        {tile.type === 'dir' && <span>{t.space.files(tile.files, format.number(tile.files))}</span>}
      </span>
      <span class="tile-caption-layer">
        {tile.layers.length > 1 && <span>{t.space.mostlyLayer(format.percent(fromLayer / tile.bytes))}</span>}
        <a href={formatRoute({ section: 'layers', layer: tile.layer })} title={t.space.layer(String(tile.layer))}>
          <Swatch layer={tile.layer} />
        </a>
        <InstructionText createdBy={image.layers[tile.layer]?.createdBy ?? ''} fallback={t.space.noInstruction} />
      </span>
    </p>
  );
}
