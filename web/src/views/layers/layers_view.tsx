/** The stack of layers, base at the bottom, under the writable layer that a container would add. */
import { useApp, useI18n } from '../../state/app.ts';
import type { ImageViewProps } from '../image_view.ts';
import { InstructionText } from '../parts/instruction_text.tsx';
import { LearnMore } from '../parts/learn_more.tsx';
import { HistoryTable } from './history_table.tsx';
import { LayerCard } from './layer_card.tsx';
import { layerStack } from './layer_stack.ts';

export function LayersView({ image }: ImageViewProps) {
  const { router } = useApp();
  const { t } = useI18n();
  const open = router.route.value.layer;
  const largest = Math.max(0, ...image.layers.map((layer) => layer.sizes?.cumulative ?? 0));
  const largestAtRest = Math.max(0, ...image.layers.map((layer) => layer.size));
  return (
    <section class="section layers" aria-labelledby="layers-title">
      <h2 id="layers-title">{t.layers.title}</h2>
      <p class="intro">
        {t.layers.intro} <LearnMore section="layers" />
      </p>
      {image.layers.length === 0 && <p>{t.layers.emptyImage}</p>}
      <div class="stack-head" aria-hidden="true">
        <span title={t.layers.atRestWhat}>{t.layers.atRest}</span>
        <span title={t.layers.contributionWhat}>{t.layers.contribution}</span>
        <span title={t.layers.cumulativeWhat}>{t.layers.cumulative}</span>
      </div>
      <ol class="stack" aria-label={t.layers.stack} reversed>
        <li class="layer ghost">
          <p class="ghost-name">{t.layers.writable}</p>
          <p class="soft">{t.layers.writableWhat}</p>
        </li>
        {layerStack(image).map((item, index) =>
          item.kind === 'layer' ? (
            <LayerCard
              key={`layer ${item.layer.index}`}
              layer={item.layer}
              history={item.history}
              open={open === item.layer.index}
              largest={largest}
              largestAtRest={largestAtRest}
            />
          ) : (
            <li class="metadata-step" key={`step ${index}`} title={t.layers.onlyMetadata}>
              <InstructionText createdBy={item.history.createdBy ?? ''} fallback={item.history.comment ?? ''} />
            </li>
          ),
        )}
      </ol>
      <HistoryTable image={image} />
    </section>
  );
}
