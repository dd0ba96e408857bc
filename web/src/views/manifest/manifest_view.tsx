/** The manifest as a tree of its parts, and as it is in the archive. */
import { useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import type { ImageViewProps } from '../image_view.ts';
import { Bytes } from '../parts/bytes.tsx';
import { Digest } from '../parts/digest.tsx';
import { JsonBlock } from '../parts/json_block.tsx';
import { layerColour } from '../parts/layer_colour.ts';
import { LearnMore } from '../parts/learn_more.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { Mismatch, Verdict } from '../verification/verdict.tsx';
import { VerificationSummary } from '../verification/verification_summary.tsx';
import { isDockerArchiveManifest, type Part, partsOf } from './descriptors.ts';

export function ManifestView({ image }: ImageViewProps) {
  const { t } = useI18n();
  return (
    <section class="section manifest" aria-labelledby="manifest-title">
      <h2 id="manifest-title">{t.manifest.title}</h2>
      <p class="intro">
        {t.manifest.intro} <LearnMore section="manifest" />
      </p>
      {isDockerArchiveManifest(image.manifest) && <p class="intro">{t.manifest.dockerArchive}</p>}
      {image.manifest === null && <p>{t.manifest.absent}</p>}
      <VerificationSummary image={image} />
      <table class="parts">
        <thead>
          <tr>
            <th scope="col">{t.manifest.part}</th>
            <th scope="col">{t.manifest.mediaType}</th>
            <th scope="col" class="number">
              {t.manifest.size}
            </th>
            <th scope="col" title={t.manifest.digestWhat}>
              {t.manifest.digest}
            </th>
            <th scope="col" title={t.manifest.diffIdWhat}>
              {t.manifest.diffId}
            </th>
            <th scope="col" title={t.manifest.chainIdWhat}>
              {t.manifest.chainId}
            </th>
          </tr>
        </thead>
        <tbody>
          {partsOf(image).map((part) => (
            <PartRows part={part} key={`${part.kind}${part.index ?? part.digest}`} />
          ))}
        </tbody>
      </table>
      <dl class="legend">
        <dt>{t.manifest.digest}</dt>
        <dd>{t.manifest.digestWhat}</dd>
        <dt>{t.manifest.diffId}</dt>
        <dd>{t.manifest.diffIdWhat}</dd>
        <dt>{t.manifest.chainId}</dt>
        <dd>{t.manifest.chainIdWhat}</dd>
      </dl>
      {image.manifest !== null && <JsonBlock value={image.manifest} title={t.manifest.raw} fileName="manifest.json" />}
    </section>
  );
}

function PartRows({ part }: { part: Part }) {
  const wrong = [...part.claims, ...part.unpackedClaims].filter(({ verdict }) => verdict === 'mismatch');
  return (
    <>
      <PartRow part={part} isWrong={wrong.length > 0} />
      {wrong.length > 0 && (
        <tr class="mismatch-row">
          <td colSpan={6}>
            {wrong.map((claim) => (
              <Mismatch claim={claim} key={`${claim.subject}${claim.declaredSize}`} />
            ))}
          </td>
        </tr>
      )}
    </>
  );
}

function PartRow({ part, isWrong }: { part: Part; isWrong: boolean }) {
  const { t } = useI18n();
  const digest = (value: string | undefined, what: string) => value && <Digest value={value} what={what} />;
  const isComputed = part.kind === 'config' && part.digest && part.claims.length === 0;
  return (
    <tr data-part={part.kind} data-missing={part.missing || undefined} data-wrong={isWrong || undefined}>
      <th scope="row">
        <span class="part-name" style={{ '--depth': part.depth }}>
          <PartName part={part} />
        </span>
      </th>
      <td data-label={t.manifest.mediaType}>
        {part.mediaType && (
          <code class="media-type">
            <VisibleText text={part.mediaType} />
          </code>
        )}
        {part.missing && <span class="warning"> {t.layers.states.missing}</span>}
        {part.annotations.length > 0 && (
          <details>
            <summary>{t.manifest.annotations}</summary>
            <dl class="annotations">
              {part.annotations.map(([name, value]) => (
                <div key={name}>
                  <dt>
                    <VisibleText text={name} />
                  </dt>
                  <dd>
                    <VisibleText text={value} />
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </td>
      <td class="number" data-label={t.manifest.size}>
        {part.size !== undefined && <Bytes value={part.size} />}
      </td>
      <td data-label={t.manifest.digest}>
        {digest(part.digest, t.manifest.digest)}
        <Verdict claims={part.claims} />
        {isComputed && (
          <span class="soft" title={t.verification.computedHereWhat}>
            {t.verification.computedHere}
          </span>
        )}
      </td>
      <td data-label={t.manifest.diffId}>
        {digest(part.diffId, t.manifest.diffId)}
        <Verdict claims={part.unpackedClaims} />
      </td>
      <td data-label={t.manifest.chainId}>{digest(part.chainId, t.manifest.chainId)}</td>
    </tr>
  );
}

function PartName({ part }: { part: Part }) {
  const { t } = useI18n();
  switch (part.kind) {
    case 'index':
      return t.manifest.index;
    case 'manifest':
      return t.manifest.manifest;
    case 'config':
      return <a href={formatRoute({ section: 'config' })}>{t.manifest.config}</a>;
    case 'layer': {
      const layer = part.index ?? 0;
      return (
        <a
          class="layer-link"
          href={formatRoute({ section: 'layers', layer })}
          style={{ '--layer': layerColour(layer) }}
        >
          <i class="swatch" />
          {t.manifest.layer(String(layer))}
        </a>
      );
    }
  }
}
