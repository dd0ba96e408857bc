/** The line above everything: which image this is, its digests and sizes, how far reading is, and the page's switches. */
import { closeImage, useApp, useI18n } from '../../state/app.ts';
import { Icon } from '../parts/icon.tsx';
import { ImageChooser } from './image_chooser.tsx';
import { ImageFacts } from './image_facts.tsx';
import { ReadingProgress } from './reading_progress.tsx';
import { Switches } from './switches.tsx';

export function Header({ onHelp }: { onHelp: () => void }) {
  const app = useApp();
  const { t } = useI18n();
  const image = app.inspection.image.value;
  return (
    <header class="header">
      <div class="header-line">
        <p class="logo">
          <Icon name="logo" />
          <span>{t.header.home}</span>
        </p>
        {image && <ImageChooser image={image} />}
        <div class="header-end">
          {image && (
            <button type="button" class="open-another" onClick={() => closeImage(app)}>
              {t.header.openAnother}
            </button>
          )}
          <Switches onHelp={onHelp} />
        </div>
      </div>
      {image && <ImageFacts image={image} />}
      <ReadingProgress />
    </header>
  );
}
