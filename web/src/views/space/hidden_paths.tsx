/** The largest files that no container sees. */
import { useSignal } from '@preact/signals';
import type { Ledger } from '../../engine/api.ts';
import { useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { Bytes } from '../parts/bytes.tsx';
import { Swatch } from '../parts/swatch.tsx';
import { VisibleText } from '../parts/visible_text.tsx';

const shownAtFirst = 10;

export function HiddenPaths({ ledger }: { ledger: Ledger }) {
  const { t, format } = useI18n();
  const all = useSignal(false);
  const shown = all.value ? ledger.top : ledger.top.slice(0, shownAtFirst);
  const more = ledger.top.length - shown.length;
  return (
    <div>
      <table class="ledger-table">
        <caption>{t.space.paths}</caption>
        <thead>
          <tr>
            <th scope="col">{t.space.path}</th>
            <th scope="col" class="number">
              {t.space.bytes}
            </th>
            <th scope="col">{t.space.writtenBy}</th>
            <th scope="col">{t.space.hiddenBy}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ path, bytes, layer, deadLayer, reason }, index) => (
            <tr key={index}>
              <th scope="row">
                {/* Where the body can still be seen: in the tree of the layer that wrote it. */}
                <a href={formatRoute({ section: 'files', path, at: layer })} title={t.layers.dead.reasons[reason]}>
                  <code>
                    <VisibleText text={path} />
                  </code>
                </a>
              </th>
              <td class="number">
                <Bytes value={bytes} />
              </td>
              <td>
                <Swatch layer={layer} />
              </td>
              <td>
                <Swatch layer={deadLayer} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <button type="button" class="quiet" onClick={() => (all.value = true)}>
          {t.space.showMore(format.number(more))}
        </button>
      )}
    </div>
  );
}
