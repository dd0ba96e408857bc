/** What config, manifest, layers and file system are, in plain words, by the letters of the plate. */
import type { ImageReport } from '../../engine/api.ts';
import { useI18n } from '../../state/app.ts';

const parts = ['config', 'manifest', 'layers', 'union', 'writable'] as const;

/** An artifact has no file system, and nothing runs from bare files. */
function partsOf(image: ImageReport): number {
  if (image.kind !== 'image') return 3;
  return image.config || image.manifest ? 5 : 4;
}

export function Legend({ image }: { image: ImageReport }) {
  const { t } = useI18n();
  return (
    <>
      <h3 class="visually-hidden">{t.anatomy.legend}</h3>
      <dl class="plate-legend">
        {parts.slice(0, partsOf(image)).map((part, index) => (
          <div key={part}>
            <dt>
              <i class="mark" aria-hidden="true">
                {'abcde'[index]}
              </i>
              {t.anatomy.parts[part].name}
            </dt>
            <dd>{t.anatomy.parts[part].what}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
