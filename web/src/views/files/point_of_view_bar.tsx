/** What the tree shows: all layers up to one merged, what one layer changes, or what lies between any two points. */
import type { LayerReport } from '../../engine/api.ts';
import { parseInstruction } from '../../format/instruction.ts';
import { visible } from '../../format/visible.ts';
import type { Messages } from '../../i18n/en.ts';
import { useApp, useI18n } from '../../state/app.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { formatRoute, type Route } from '../../state/route.ts';
import type { ImageViewProps } from '../image_view.ts';
import { layerColour } from '../parts/layer_colour.ts';

type Mode = 'merged' | 'changes' | 'between';
/** The empty tree, below the base. */
const nothing = -1;

export function PointOfViewBar({ model, image }: ImageViewProps & { model: FilesModel }) {
  const { router } = useApp();
  const { t } = useI18n();
  const { to } = model.view.value;
  // Both points of what lies between are kept while the mode changes; above the base there is most to see.
  const from = model.view.value.from ?? (to > 0 ? 0 : nothing);
  const mode = modeOf(router.route.value);
  const address = (wanted: Mode, layer: number, below = from): Route => {
    const path = model.details.value?.path;
    const point: Partial<Route> =
      wanted === 'changes' ? { changes: layer } : wanted === 'merged' ? { at: layer } : { from: below, at: layer };
    const { filter } = router.route.value;
    return { section: 'files', ...(path !== undefined && { path }), ...point, ...(filter && { filter }) };
  };
  const choice = { layers: image.layers, t };
  return (
    <div class="tools point-of-view">
      <div class="segments" role="group" aria-label={t.files.pointOfView}>
        {(['merged', 'changes', 'between'] as const).map((each) => (
          <a key={each} href={formatRoute(address(each, to))} aria-current={each === mode ? 'true' : undefined}>
            {t.files.views[each]}
          </a>
        ))}
      </div>
      {mode === 'between' && (
        <LayerChoice
          {...choice}
          id="from-choice"
          label={t.files.from}
          value={from}
          withNothing
          onChoose={(layer) => router.go(address(mode, to, layer))}
        />
      )}
      <LayerChoice
        {...choice}
        id="layer-choice"
        label={{ merged: t.files.atLayer, changes: t.files.ofLayer, between: t.files.to }[mode]}
        value={to}
        onChoose={(layer) => router.go(address(mode, layer))}
      />
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

function modeOf({ changes, from }: Route): Mode {
  if (changes !== undefined) return 'changes';
  return from === undefined ? 'merged' : 'between';
}

interface LayerChoiceProps {
  id: string;
  label: string;
  layers: readonly LayerReport[];
  value: number;
  /** Whether the empty tree can be chosen, too. */
  withNothing?: boolean;
  t: Messages;
  onChoose(layer: number): void;
}

function LayerChoice({ id, label, layers, value, withNothing = false, t, onChoose }: LayerChoiceProps) {
  const nameOf = ({ index, createdBy = '' }: LayerReport) => {
    const { keyword, text } = parseInstruction(createdBy);
    return t.files.layerOption(String(index), visible(`${keyword} ${text}`.trim().slice(0, 80)));
  };
  return (
    <label class="layer-choice" style={value >= 0 ? { '--layer': layerColour(value) } : undefined}>
      {label}
      <i class={value >= 0 ? 'swatch' : 'swatch none'} />
      <select id={id} value={value} onChange={(event) => onChoose(Number(event.currentTarget.value))}>
        {withNothing && <option value={nothing}>{t.files.emptyTree}</option>}
        {layers.map((layer) => (
          <option value={layer.index} key={layer.index}>
            {nameOf(layer)}
          </option>
        ))}
      </select>
    </label>
  );
}
