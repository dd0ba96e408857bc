/** Where the bytes lie that can be seen, and the books of those that cannot. */
import { useI18n } from '../../state/app.ts';
import type { ImageViewProps } from '../image_view.ts';
import { LedgerPart } from './ledger.tsx';
import { TreemapPart } from './treemap_part.tsx';

export function SpaceView({ image }: ImageViewProps) {
  const { t } = useI18n();
  return (
    <section class="section space" aria-labelledby="space-title">
      <h2 id="space-title">{t.space.title}</h2>
      <p class="intro">{t.space.intro}</p>
      <TreemapPart image={image} />
      <LedgerPart image={image} />
    </section>
  );
}
