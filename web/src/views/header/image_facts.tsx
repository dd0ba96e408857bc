import type { ImageReport } from '../../engine/api.ts';
import { useApp, useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { Bytes } from '../parts/bytes.tsx';
import { Digest } from '../parts/digest.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { VerificationMark } from '../verification/verification_mark.tsx';

export function ImageFacts({ image }: { image: ImageReport }) {
  const { inspection } = useApp();
  const { t } = useI18n();
  const source = inspection.report.value?.source;
  const { config, manifest, index } = image.digests;
  const unpacked = image.layers.at(-1)?.sizes?.cumulative;
  return (
    <dl class="facts">
      <VerificationMark image={image} />
      {image.artifactType && (
        <div id="artifact-type">
          <dt>{t.header.artifactType}</dt>
          <dd>
            <code>
              <VisibleText text={image.artifactType} />
            </code>
          </dd>
        </div>
      )}
      {config && (
        <div id="image-id">
          <dt>{t.header.imageId}</dt>
          <dd>
            <Digest value={config} what={t.header.imageId} />
          </dd>
        </div>
      )}
      {manifest && (
        <div id="manifest-digest">
          <dt>{t.header.manifestDigest}</dt>
          <dd>
            <Digest value={manifest} what={t.header.manifestDigest} />
          </dd>
        </div>
      )}
      {index && (
        <div id="index-digest">
          <dt>{t.header.indexDigest}</dt>
          <dd>
            <Digest value={index} what={t.header.indexDigest} />
          </dd>
        </div>
      )}
      {source && (
        <div id="container-kind">
          <dd>
            {t.header.containers[source.container]}
            {source.compression !== 'none' && <>, {t.header.compressedWith(source.compression)}</>}
          </dd>
        </div>
      )}
      {source && (
        <div id="archive-size">
          <dd>
            <Bytes value={source.size} /> {t.header.archive}
          </dd>
        </div>
      )}
      {/* Their place is kept while layers come in. */}
      {image.layers.length > 0 && (
        <div id="unpacked-size">
          <dd>
            {unpacked === undefined ? '…' : <Bytes value={unpacked} />} {t.header.unpacked}
          </dd>
        </div>
      )}
      {image.kind === 'image' && image.layers.length > 0 && (
        <div id="wasted-size">
          <dd>
            <a href={formatRoute({ section: 'space' })} title={t.facts.header.wastedWhat}>
              {image.ledger ? <Bytes value={image.ledger.dead} /> : '…'} {t.facts.header.wasted}
            </a>
          </dd>
        </div>
      )}
    </dl>
  );
}
