/** What each layer did to one path, newest first: why, and by which instruction. */
import type { EntryDetails, LayerReport, PathVersion } from '../../engine/api.ts';
import { symbolicMode } from '../../format/mode.ts';
import { useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { Bytes } from '../parts/bytes.tsx';
import { InstructionFold } from '../parts/instruction_fold.tsx';
import { Swatch } from '../parts/swatch.tsx';
import { hasBody } from './has_body.ts';

export interface VersionsProps {
  details: EntryDetails;
  layers: readonly LayerReport[];
  /** The version whose bytes are shown; null for the one at the point of view. */
  shown: PathVersion | null;
  /** The version that is compared with the one at the point of view. */
  compared: PathVersion | null;
  /** Null goes back to the one at the point of view. */
  onChoose(version: PathVersion | null, compare: boolean): void;
}

export function Versions({ details, layers, shown, compared, onChoose }: VersionsProps) {
  const { t } = useI18n();
  const { versions, path, row } = details;
  const isComparable = ({ type, change, layer }: PathVersion) =>
    hasBody(type) && hasBody(row.type) && change !== 'removed' && layer !== row.layer;
  if (versions.length === 0) return null;
  return (
    <>
      <h3 title={t.details.versionsWhat}>{t.details.versions}</h3>
      <ol class="versions" aria-label={t.details.versionsWhat}>
        {versions.toReversed().map((version) => (
          <li key={version.layer}>
            <p class="version-line">
              <a
                href={formatRoute({ section: 'files', path, changes: version.layer })}
                title={t.details.toChanges(String(version.layer))}
                aria-label={t.details.toChanges(String(version.layer))}
              >
                <Swatch layer={version.layer} />
              </a>
              <Change version={version} />
              {hasBody(version.type) && (
                <button
                  type="button"
                  class="quiet"
                  aria-pressed={version.layer === shown?.layer}
                  aria-label={t.details.showVersion(String(version.layer))}
                  onClick={() => onChoose(version.layer === shown?.layer ? null : version, false)}
                >
                  {t.details.show}
                </button>
              )}
              {isComparable(version) && (
                <button
                  type="button"
                  class="quiet"
                  aria-pressed={version.layer === compared?.layer}
                  aria-label={t.preview.compareWith(String(version.layer))}
                  onClick={() => onChoose(version.layer === compared?.layer ? null : version, true)}
                >
                  {t.preview.compare}
                </button>
              )}
            </p>
            <InstructionFold createdBy={layers[version.layer]?.createdBy ?? ''} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Change({ version }: { version: PathVersion }) {
  const { t } = useI18n();
  const { change, reasons, implicit } = version;
  return (
    <span class="version-change">
      <span class={`change ${change}`}>
        {t.files.changeLetters[change]} {t.files.changeNames[change]}
      </span>
      {reasons.length > 0 && <span>: {reasons.map((reason) => t.files.reasons[reason]).join(', ')}</span>}{' '}
      <span class="soft">
        {change !== 'removed' && (
          <>
            <code>{implicit ? t.files.implicit : symbolicMode(version.mode, version.type)}</code>{' '}
          </>
        )}
        {version.type !== 'dir' && <Bytes value={version.size} />}
      </span>
    </span>
  );
}
