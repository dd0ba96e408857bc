/** What all layers make together: the names below the root, each with its bytes in the colours of their layers. */
import type { ImageReport, RootShares } from '../../engine/api.ts';
import { useApp, useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { Bytes } from '../parts/bytes.tsx';
import { layerColour } from '../parts/layer_colour.ts';
import { VisibleText } from '../parts/visible_text.tsx';

const mostNames = 9;

export function Union({ image }: { image: ImageReport }) {
  const { inspection } = useApp();
  const { t, format } = useI18n();
  const { root } = image;
  const shown = root?.top.slice(0, mostNames) ?? [];
  const others = (root?.entries ?? 0) - shown.length;
  const waits = inspection.status.value === 'cancelled' ? t.anatomy.unionStopped : t.anatomy.unionWaits;
  return (
    <div class="union">
      <h3>
        <i class="mark" aria-hidden="true">
          d
        </i>
        <a href={formatRoute({ section: 'files' })}>{t.anatomy.union}</a>
      </h3>
      <p class="soft">{t.anatomy.unionOf}</p>
      {!root && <p class="soft">{waits}</p>}
      {root?.entries === 0 && <p class="soft">{t.anatomy.unionEmpty}</p>}
      {shown.length > 0 && (
        <ul>
          {shown.map((share) => (
            <Share share={share} largest={shown[0]?.bytes ?? 0} key={share.path} />
          ))}
          {others > 0 && <li class="soft">{t.anatomy.more(format.number(others))}</li>}
        </ul>
      )}
    </div>
  );
}

function Share({ share, largest }: { share: RootShares['top'][number]; largest: number }) {
  const { t } = useI18n();
  const { path, bytes, layers, type } = share;
  return (
    <li>
      <a href={formatRoute({ section: 'files', path })}>
        <VisibleText text={type === 'dir' ? `${path}/` : path} />
      </a>
      <Bytes value={bytes} />
      {bytes > 0 && (
        <span class="share-bar" aria-hidden="true" style={{ width: `${(100 * bytes) / largest}%` }}>
          {layers.map((part) => (
            <i key={part.layer} style={{ flex: part.bytes / bytes, '--layer': layerColour(part.layer) }} />
          ))}
        </span>
      )}
      {layers.length > 0 && (
        <span class="visually-hidden">{t.anatomy.fromLayers(layers.map(({ layer }) => layer).join(', '))}</span>
      )}
    </li>
  );
}
