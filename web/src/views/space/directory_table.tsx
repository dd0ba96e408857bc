/** The same folder as a table: for reading, and for who does not see the picture. */
import type { TreemapTile } from '../../engine/api.ts';
import { useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { Bytes } from '../parts/bytes.tsx';
import { layerColour } from '../parts/layer_colour.ts';
import { Swatch } from '../parts/swatch.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { isRest, type TreemapModel } from './treemap_model.ts';

export function DirectoryTable({ model }: { model: TreemapModel }) {
  const { t } = useI18n();
  const { columns } = t.space;
  return (
    <table class="directory-table">
      <caption>{t.space.contents}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col" class="number">
            {columns.size}
          </th>
          <th scope="col" class="number">
            {columns.share}
          </th>
          <th scope="col">{columns.layer}</th>
        </tr>
      </thead>
      <tbody>
        {model.childrenOf(0).map((index) => (
          <Row model={model} index={index} key={model.tile(index).node} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ model, index }: { model: TreemapModel; index: number }) {
  const { t, format } = useI18n();
  const tile = model.tile(index);
  const share = model.root.bytes > 0 ? tile.bytes / model.root.bytes : 0;
  return (
    <tr>
      <th scope="row">
        {isRest(tile) ? (
          <span class="soft">{t.space.rest(tile.entries, format.number(tile.entries))}</span>
        ) : (
          <a href={addressOf(tile, model.pathOf(index))}>
            <VisibleText text={tile.type === 'dir' ? `${tile.name}/` : tile.name} />
          </a>
        )}
        <span class="share-bar" aria-hidden="true" style={{ width: `${share * 100}%` }}>
          {tile.layers.map((part) => (
            <i key={part.layer} style={{ flex: part.bytes / tile.bytes, '--layer': layerColour(part.layer) }} />
          ))}
        </span>
      </th>
      <td class="number">
        <Bytes value={tile.bytes} />
      </td>
      <td class="number">{format.percent(share)}</td>
      <td>
        <Swatch layer={tile.layer} />
      </td>
    </tr>
  );
}

/** Folders lead deeper into the picture, everything else to its details. */
function addressOf(tile: TreemapTile, path: string): string {
  return formatRoute({ section: tile.type === 'dir' ? 'space' : 'files', path });
}
