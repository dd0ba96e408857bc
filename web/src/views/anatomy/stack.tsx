/** The layers as slabs, topmost first, each with a leader line to what is known of it. */
import type { LayerReport } from '../../engine/api.ts';
import { useApp, useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import type { RoleGuess } from '../layers/layer_role.ts';
import { Bytes } from '../parts/bytes.tsx';
import { InstructionText } from '../parts/instruction_text.tsx';
import { layerColour } from '../parts/layer_colour.ts';
import { VisibleText } from '../parts/visible_text.tsx';
import { Slab } from './slab.tsx';
import { lowestPlate, type StackRow } from './stack_rows.ts';

export interface StackProps {
  rows: StackRow[];
  roles: (RoleGuess | null)[];
  /** Whether the writable layer of a container is drawn on top. */
  ghost: boolean;
}

export function Stack({ rows, roles, ghost }: StackProps) {
  const { t } = useI18n();
  return (
    <div class="stack-column">
      <h3 style={{ '--row': lowestPlate.headRow }}>
        <i class="mark" aria-hidden="true">
          c
        </i>
        <a href={formatRoute({ section: 'layers' })}>{t.anatomy.layers}</a>
      </h3>
      <ol class="slabs" aria-label={t.anatomy.stack}>
        {ghost && <GhostRow over={rows.length} />}
        {rows.map((row, place) =>
          row.layers.length === 1 ? (
            <LayerRow
              row={row}
              over={rows.length - 1 - place}
              layer={row.layers[0]}
              role={roles[row.layers[0].index] ?? null}
              key={row.layers[0].index}
            />
          ) : (
            <PackRow row={row} over={rows.length - 1 - place} key={row.layers[0].index} />
          ),
        )}
        {rows.length === 0 && <li class="soft no-layers">{t.anatomy.noLayers}</li>}
      </ol>
    </div>
  );
}

/** `over`: how many rows lie below; an upper slab is drawn over the lower ones. */
function GhostRow({ over }: { over: number }) {
  const { t } = useI18n();
  return (
    <li class="slab-row" data-state="ghost" style={{ '--row': lowestPlate.ghostRow, '--over': over }}>
      <Slab layers={[]} thickness={8} />
      <span class="leader" aria-hidden="true" />
      <p class="slab-label">
        <span>
          <i class="mark" aria-hidden="true">
            e
          </i>
          {t.anatomy.writable}
        </span>
        <span class="slab-facts">{t.anatomy.writableOf}</span>
      </p>
    </li>
  );
}

interface RowProps {
  row: StackRow;
  over: number;
}

function LayerRow({ row, over, layer, role }: RowProps & { layer: LayerReport; role: RoleGuess | null }) {
  const { inspection } = useApp();
  const { t } = useI18n();
  const history = inspection.image.value?.history.find((entry) => entry.layer === layer.index);
  const isTold = layer.state === 'missing' || layer.state === 'partial';
  return (
    <li
      class="slab-row"
      data-state={layer.state}
      style={{ '--layer': layerColour(layer.index), '--row': row.height, '--over': over }}
    >
      <Slab layers={[layer.index]} thickness={row.thickness} />
      <span class="leader" aria-hidden="true" />
      <div class="slab-label">
        <a href={formatRoute({ section: 'layers', layer: layer.index })}>
          <span class="visually-hidden">{t.anatomy.layer('')}</span>
          <b class="slab-number">{layer.index}</b>
          {layer.createdBy || history?.comment ? (
            <InstructionText createdBy={layer.createdBy ?? ''} fallback={history?.comment ?? ''} />
          ) : (
            <span class="instruction soft">
              <VisibleText text={layer.mediaType ?? t.anatomy.noInstruction} />
            </span>
          )}
        </a>
        <span class="slab-facts">
          {layer.state === 'missing' ? <b class="warning">{t.anatomy.absent}</b> : <Bytes value={layer.size} />}
          {isTold && layer.state === 'partial' && <b class="warning">{t.layers.states.partial}</b>}
          {role && <span class="role">{t.anatomy.roles[role.role]}</span>}
        </span>
      </div>
    </li>
  );
}

function PackRow({ row, over }: RowProps) {
  const { t, format } = useI18n();
  const [top] = row.layers;
  const lowest = row.layers.at(-1) ?? top;
  return (
    <li
      class="slab-row"
      data-state={row.layers.every(({ state }) => state === 'waiting') ? 'waiting' : 'complete'}
      style={{ '--row': row.height, '--over': over }}
    >
      <Slab layers={row.layers.map(({ index }) => index)} thickness={row.thickness} />
      <span class="leader" aria-hidden="true" />
      <div class="slab-label">
        <a href={formatRoute({ section: 'layers', layer: top.index })}>
          {t.anatomy.pack(format.number(row.layers.length), String(lowest.index), String(top.index))}
        </a>
        <span class="slab-facts">
          <Bytes value={row.bytes} />
        </span>
      </div>
    </li>
  );
}
