/** What the tree shows: all layers up to one merged, or only what one layer changes. */
import { parseInstruction } from '../../format/instruction.ts';
import { visible } from '../../format/visible.ts';
import { useApp, useI18n } from '../../state/app.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { formatRoute, type Route } from '../../state/route.ts';
import type { ImageViewProps } from '../image_view.ts';
import { layerColour } from '../parts/layer_colour.ts';

export function PointOfViewBar({ model, image }: ImageViewProps & { model: FilesModel }) {
  const { router } = useApp();
  const { t } = useI18n();
  const { to, from } = model.view.value;
  const isChanges = from !== undefined;
  const address = (layer: number, changes: boolean): Route => {
    const path = model.details.value?.path;
    return { section: 'files', ...(path !== undefined && { path }), ...(changes ? { changes: layer } : { at: layer }) };
  };
  const label = (index: number) => {
    const { keyword, text } = parseInstruction(image.layers[index]?.createdBy ?? '');
    return t.files.layerOption(String(index), visible(`${keyword} ${text}`.trim().slice(0, 80)));
  };
  return (
    <div class="tools point-of-view">
      <div class="segments" role="group" aria-label={t.files.pointOfView}>
        <a href={formatRoute(address(to, false))} aria-current={isChanges ? undefined : 'true'}>
          {t.files.merged}
        </a>
        <a href={formatRoute(address(to, true))} aria-current={isChanges ? 'true' : undefined}>
          {t.files.changes}
        </a>
      </div>
      <label class="layer-choice" style={{ '--layer': layerColour(to) }}>
        {isChanges ? t.files.ofLayer : t.files.atLayer}
        <i class="swatch" />
        <select
          id="layer-choice"
          value={to}
          onChange={(event) => router.go(address(Number(event.currentTarget.value), isChanges))}
        >
          {image.layers.map(({ index }) => (
            <option value={index} key={index}>
              {label(index)}
            </option>
          ))}
        </select>
      </label>
      <span class="spread">
        <button type="button" onClick={() => void model.expandAll(true)}>
          {t.files.expandAll}
        </button>
        <button type="button" onClick={() => void model.expandAll(false)}>
          {t.files.collapseAll}
        </button>
      </span>
    </div>
  );
}
