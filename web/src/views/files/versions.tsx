/** What each layer did to one path, newest first. */
import type { PathVersion } from '../../engine/api.ts';
import { symbolicMode } from '../../format/mode.ts';
import { useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { Bytes } from '../parts/bytes.tsx';
import { Swatch } from '../parts/swatch.tsx';

export function Versions({ versions }: { versions: readonly PathVersion[] }) {
  const { t } = useI18n();
  if (versions.length === 0) return null;
  return (
    <>
      <h3 title={t.details.versionsWhat}>{t.details.versions}</h3>
      <ol class="versions">
        {[...versions]
          .sort((a, b) => b.layer - a.layer)
          .map((version, index) => (
            <li key={index}>
              <a href={formatRoute({ section: 'layers', layer: version.layer })}>
                <Swatch layer={version.layer} />
              </a>
              <span class={`change ${version.change}`}>
                {t.files.changeLetters[version.change]} {t.files.changeNames[version.change]}
              </span>
              {version.change !== 'removed' && (
                <span>
                  <code>{symbolicMode(version.mode, version.type)}</code> <Bytes value={version.size} />
                </span>
              )}
            </li>
          ))}
      </ol>
    </>
  );
}
