/** Inside another page: which image this is, and the way to the page itself. */
import { useComputed } from '@preact/signals';
import { useApp, useI18n } from '../../state/app.ts';
import { addressInFull } from '../../state/page_address.ts';
import { ImageChooser } from './image_chooser.tsx';
import { ReadingProgress } from './reading_progress.tsx';

export function EmbeddedHeader() {
  const { inspection, router } = useApp();
  const { t } = useI18n();
  const image = inspection.image.value;
  // The fragment is the route's, which tells when it changes.
  const inFull = useComputed(() => router.route.value && addressInFull(location));
  return (
    <header class="header">
      <div class="header-line">
        {image && <ImageChooser image={image} />}
        <a class="in-full" href={inFull.value} target="_blank" rel="noopener" title={t.url.newTab}>
          {t.url.inFull} <span aria-hidden="true">↗</span>
          <span class="visually-hidden"> ({t.url.newTab})</span>
        </a>
      </div>
      <ReadingProgress />
    </header>
  );
}
