/** What a layer wrote that nobody can see any more, and what it hid of itself and the layers below. */
import type { DeadBody, DeadShare, LayerReport } from '../../engine/api.ts';
import { useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { Bytes } from '../parts/bytes.tsx';
import { Swatch } from '../parts/swatch.tsx';
import { VisibleText } from '../parts/visible_text.tsx';

export function DeadBytes({ layer }: { layer: LayerReport }) {
  const { t } = useI18n();
  if (!layer.dead) return null;
  const { own, caused } = layer.dead;
  return (
    <>
      {own.bytes > 0 && (
        <Bodies
          share={own}
          title={t.layers.dead.own}
          what={t.layers.dead.ownWhat}
          otherLayer={({ deadLayer }) => deadLayer}
          otherLayerTitle={t.layers.dead.hiddenBy}
        />
      )}
      {caused.bytes > 0 && (
        <Bodies
          share={caused}
          title={t.layers.dead.caused}
          what={t.layers.dead.causedWhat}
          otherLayer={(body) => body.layer}
          otherLayerTitle={t.layers.dead.writtenBy}
        />
      )}
      {own.bytes + caused.bytes > 0 && (
        <p>
          <a href={formatRoute({ section: 'space' })}>{t.space.leadsTo}</a>
        </p>
      )}
    </>
  );
}

interface BodiesProps {
  share: DeadShare;
  title: string;
  what: string;
  /** The layer that has the other part in it. */
  otherLayer(body: DeadBody): number;
  otherLayerTitle: string;
}

function Bodies({ share, title, what, otherLayer, otherLayerTitle }: BodiesProps) {
  const { t, format } = useI18n();
  const more = share.files - share.top.length;
  return (
    <section class="dead-bytes">
      <h3>
        {title} <Bytes value={share.bytes} />{' '}
        <span class="soft">{t.layers.dead.files(share.files, format.number(share.files))}</span>
      </h3>
      <p class="soft">{what}</p>
      <table class="dead-bodies">
        <thead>
          <tr>
            <th scope="col">{t.files.columns.name}</th>
            <th scope="col">{t.files.columns.size}</th>
            <th scope="col">{t.layers.dead.why}</th>
            <th scope="col">{otherLayerTitle}</th>
          </tr>
        </thead>
        <tbody>
          {share.top.map((body) => (
            <tr key={`${body.layer} ${body.deadLayer} ${body.path}`}>
              <th scope="row">
                {/* Where the body can still be seen: in the tree of the layer that wrote it. */}
                <a href={formatRoute({ section: 'files', path: body.path, at: body.layer })}>
                  <code>
                    <VisibleText text={body.path} />
                  </code>
                </a>
              </th>
              <td>
                <Bytes value={body.bytes} />
              </td>
              <td>{t.layers.dead.reasons[body.reason]}</td>
              <td data-label={otherLayerTitle}>
                <Swatch layer={otherLayer(body)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="soft">{t.layers.dead.more(more, format.number(more))}</p>}
    </section>
  );
}
