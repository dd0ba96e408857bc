/** Everything known of one layer, and the two ways from it into the file tree. */
import type { ComponentChildren } from 'preact';
import type { HistoryReport, LayerReport } from '../../engine/api.ts';
import { parseInstruction } from '../../format/instruction.ts';
import { useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { Bytes } from '../parts/bytes.tsx';
import { CopyButton } from '../parts/copy_button.tsx';
import { Digest } from '../parts/digest.tsx';
import { VisibleText } from '../parts/visible_text.tsx';
import { DeadBytes } from './dead_bytes.tsx';

export function LayerParticulars({
  id,
  layer,
  history,
}: {
  id: string;
  layer: LayerReport;
  history: HistoryReport | null;
}) {
  const { t, format } = useI18n();
  const { keyword, text, buildArguments } = parseInstruction(layer.createdBy ?? '');
  const instruction = `${keyword} ${text}`.trim();
  const created = layer.created ?? history?.created;
  return (
    <div class="layer-more" id={id}>
      <p class="actions">
        <a class="button" href={formatRoute({ section: 'files', at: layer.index })}>
          {t.layers.treeHere}
        </a>
        <a class="button" href={formatRoute({ section: 'files', changes: layer.index })}>
          {t.layers.changesHere}
        </a>
      </p>
      <dl class="particulars">
        {instruction && (
          <Row label={t.layers.instruction} wide>
            <div class="with-copy">
              <pre tabIndex={0}>
                <VisibleText text={instruction} block />
              </pre>
              <CopyButton text={instruction} what={t.layers.instruction} />
            </div>
          </Row>
        )}
        {buildArguments && (
          <Row label={t.layers.buildArguments} wide>
            <code>
              <VisibleText text={buildArguments} />
            </code>
          </Row>
        )}
        {created && <Row label={t.layers.created}>{format.timestamp(created)}</Row>}
        {history?.comment && (
          <Row label={t.layers.comment}>
            <VisibleText text={history.comment} />
          </Row>
        )}
        <Row label={t.layers.compression}>{layer.compression === 'none' ? t.none : layer.compression}</Row>
        {layer.format && (
          <Row label={t.layers.format} hint={t.layers.formatWhat}>
            {t.blobFormats[layer.format]}
          </Row>
        )}
        {layer.unpackedSize !== undefined && (
          <Row label={t.layers.unpacked}>
            <Bytes value={layer.unpackedSize} />
          </Row>
        )}
        {layer.mediaType && (
          <Row label={t.layers.mediaType} wide>
            <code>
              <VisibleText text={layer.mediaType} />
            </code>
          </Row>
        )}
        {layer.digest && (
          <Row label={t.manifest.digest} hint={t.manifest.digestWhat} wide>
            <Digest value={layer.digest} what={t.manifest.digest} whole />
          </Row>
        )}
        {layer.diffId && (
          <Row label={t.manifest.diffId} hint={t.manifest.diffIdWhat} wide>
            <Digest value={layer.diffId} what={t.manifest.diffId} whole />
          </Row>
        )}
        {layer.chainId && (
          <Row label={t.manifest.chainId} hint={t.manifest.chainIdWhat} wide>
            <Digest value={layer.chainId} what={t.manifest.chainId} whole />
          </Row>
        )}
      </dl>
      <DeadBytes layer={layer} />
    </div>
  );
}

function Row(props: { label: string; hint?: string; wide?: boolean; children: ComponentChildren }) {
  return (
    <div class={props.wide ? 'wide' : ''}>
      <dt title={props.hint}>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
