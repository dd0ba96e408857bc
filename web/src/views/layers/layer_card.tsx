/** One layer of the stack: its line, and its particulars when it is opened. */
import { useEffect, useRef } from 'preact/hooks';
import type { HistoryReport, LayerProgress, LayerReport } from '../../engine/api.ts';
import { useApp, useI18n } from '../../state/app.ts';
import { Bytes } from '../parts/bytes.tsx';
import { comeIntoSight } from '../parts/come_into_sight.ts';
import { InstructionText } from '../parts/instruction_text.tsx';
import { layerColour } from '../parts/layer_colour.ts';
import { LayerParticulars } from './layer_particulars.tsx';
import { shareOf } from './layer_stack.ts';

export interface LayerCardProps {
  layer: LayerReport;
  history: HistoryReport | null;
  open: boolean;
  /** Size of the largest tree of the stack, and bytes of the largest layer in the archive: what bars are drawn against. */
  largest: number;
  largestAtRest: number;
}

export function LayerCard({ layer, history, open, largest, largestAtRest }: LayerCardProps) {
  const { router } = useApp();
  const { t } = useI18n();
  const id = `layer-${layer.index}`;
  const { sizes } = layer;
  const share = sizes && shareOf(sizes, largest);
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (open) comeIntoSight(card.current);
  }, [open]);
  const toggle = () => router.go(open ? { section: 'layers' } : { section: 'layers', layer: layer.index });
  return (
    <li
      ref={card}
      class="layer"
      id={id}
      data-state={layer.state}
      data-open={open || undefined}
      style={{ '--layer': layerColour(layer.index) }}
    >
      <button type="button" class="layer-line" aria-expanded={open} aria-controls={`${id}-more`} onClick={toggle}>
        <span class="layer-index">{layer.index}</span>
        <span class="layer-text">
          <InstructionText
            createdBy={layer.createdBy ?? ''}
            fallback={history?.comment || layer.title || t.layers.noInstruction}
          />
          <LayerSummary layer={layer} />
        </span>
        <span class="measure" title={t.layers.atRestWhat}>
          <span class="visually-hidden">{t.layers.atRest} </span>
          <Bytes value={layer.size} />
          <Bar start={0} width={largestAtRest ? layer.size / largestAtRest : 0} />
        </span>
        <span class="measure" title={t.layers.contributionWhat}>
          <span class="visually-hidden">{t.layers.contribution} </span>
          {sizes ? <Bytes value={sizes.contribution} signed /> : '…'}
          <Bar start={0} width={share?.width ?? 0} negative={share?.negative ?? false} />
        </span>
        <span class="measure" title={t.layers.cumulativeWhat}>
          <span class="visually-hidden">{t.layers.cumulative} </span>
          {sizes ? <Bytes value={sizes.cumulative} /> : '…'}
          <Bar start={share?.start ?? 0} width={share?.width ?? 0} negative={share?.negative ?? false} steps />
        </span>
      </button>
      {open && <LayerParticulars id={`${id}-more`} layer={layer} history={history} />}
    </li>
  );
}

/** `steps`: what lies below the layer's share is drawn faintly, so that the bars of the stack make a staircase. */
function Bar(props: { start: number; width: number; negative?: boolean; steps?: boolean }) {
  const { start, width, negative, steps } = props;
  return (
    <span class="bar" aria-hidden="true">
      {steps && <i class="below" style={{ width: `${start * 100}%` }} />}
      <i class={negative ? 'share negative' : 'share'} style={{ width: `${width * 100}%` }} />
    </span>
  );
}

function LayerSummary({ layer }: { layer: LayerReport }) {
  const { inspection } = useApp();
  const { t, format } = useI18n();
  const progress = inspection.progress.value?.layers.find(({ index }) => index === layer.index);
  const { changes, dead } = layer;
  return (
    <span class="layer-summary">
      {layer.state !== 'complete' && <LayerStateText layer={layer} progress={progress} />}
      {layer.format && <span title={t.layers.formatWhat}>{t.blobFormats[layer.format]}</span>}
      {layer.entries !== undefined && <span>{t.layers.entries(layer.entries, format.number(layer.entries))}</span>}
      {changes && changes.added > 0 && (
        <span class="added" title={t.layers.changes.added(format.number(changes.added))}>
          A {format.number(changes.added)}
        </span>
      )}
      {changes && changes.modified > 0 && (
        <span class="modified" title={t.layers.changes.modified(format.number(changes.modified))}>
          M {format.number(changes.modified)}
        </span>
      )}
      {changes && changes.removed > 0 && (
        <span class="removed" title={t.layers.changes.removed(format.number(changes.removed))}>
          D {format.number(changes.removed)}
        </span>
      )}
      {dead && dead.own.bytes > 0 && (
        <span title={t.layers.dead.ownWhat}>{t.layers.dead.ownShort(format.bytes(dead.own.bytes))}</span>
      )}
      {dead && dead.caused.bytes > 0 && (
        <span title={t.layers.dead.causedWhat}>{t.layers.dead.causedShort(format.bytes(dead.caused.bytes))}</span>
      )}
    </span>
  );
}

function LayerStateText({ layer, progress }: { layer: LayerReport; progress: LayerProgress | undefined }) {
  const { t, format } = useI18n();
  if (progress?.state === 'scanning') {
    const part = progress.bytesTotal > 0 ? progress.bytesRead / progress.bytesTotal : 0;
    return (
      <span class="state" data-state="scanning">
        {t.layers.scanned(format.percent(part))}
      </span>
    );
  }
  return (
    <span class="state" data-state={layer.state}>
      {t.layers.states[layer.state]}
    </span>
  );
}
