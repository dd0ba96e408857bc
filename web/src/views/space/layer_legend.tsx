/** The layers that have bytes in the picture: each can be chosen to see only its own. */
import type { ImageReport } from '../../engine/api.ts';
import { useI18n } from '../../state/app.ts';
import { Bytes } from '../parts/bytes.tsx';
import { InstructionText } from '../parts/instruction_text.tsx';
import { Swatch } from '../parts/swatch.tsx';
import type { TreemapModel } from './treemap_model.ts';

interface LayerLegendProps {
  model: TreemapModel;
  image: ImageReport;
  chosen: number | null;
  onChoose(layer: number | null): void;
}

export function LayerLegend({ model, image, chosen, onChoose }: LayerLegendProps) {
  const { t } = useI18n();
  const isElsewhere = chosen !== null && !model.root.layers.some(({ layer }) => layer === chosen);
  return (
    <div class="layer-legend" role="group" aria-label={t.space.legend}>
      <p class="soft">
        {t.space.legendHint}{' '}
        {isElsewhere && (
          <button type="button" class="quiet" onClick={() => onChoose(null)}>
            {t.space.showAll}
          </button>
        )}
      </p>
      <ul>
        {model.root.layers.map(({ layer, bytes }) => (
          <li key={layer}>
            <button
              type="button"
              aria-pressed={chosen === layer}
              onClick={() => onChoose(chosen === layer ? null : layer)}
            >
              <Swatch layer={layer} />
              <InstructionText createdBy={image.layers[layer]?.createdBy ?? ''} fallback={t.space.noInstruction} />
              <Bytes value={bytes} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
