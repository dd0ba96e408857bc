/** How far reading is, layer by layer, with a way to stop it; after a cancel, a way to read again. */
import type { LayerProgress, Progress } from '../../engine/api.ts';
import type { I18n } from '../../i18n/index.ts';
import { useApp, useI18n } from '../../state/app.ts';
import { layerColour } from '../parts/layer_colour.ts';

export function ReadingProgress() {
  const { inspection } = useApp();
  const i18n = useI18n();
  const { t } = i18n;
  const progress = inspection.progress.value;
  const status = inspection.status.value;
  // Digests are checked behind the page that is being used; their progress is in the verification mark.
  const isListed = status === 'open' && progress?.phase === 'listed';
  const isStillListed = inspection.image.value?.layers.some(({ state }) => state === 'listed');
  const stopped = inspection.problem.value ? t.url.stopped : t.header.cancelled;
  const isReading = status === 'opening' || progress?.phase === 'opening' || progress?.phase === 'scanning';
  const count = progress?.layers.length ?? 0;

  return (
    <>
      {status === 'cancelled' && (
        <div class="reading stays" id="reading">
          <p>{isStillListed ? t.url.listed : stopped}</p>
          <button type="button" onClick={() => inspection.reopen()}>
            {t.header.again}
          </button>
        </div>
      )}
      {isListed && <Listed bytes={progress.bytesTotal - progress.bytesRead} />}
      {status !== 'cancelled' && isReading && <Running progress={progress} />}
      {/* Heard when reading begins and when it is done; figures that change all the time would be noise. */}
      <p class="visually-hidden" role="status">
        {status === 'open' &&
          count > 0 &&
          !isListed &&
          (isReading ? t.facts.header.readingNow(count, i18n.format.number(count)) : t.facts.header.readAll)}
      </p>
    </>
  );
}

/** Nothing but tables of contents came through the network; the rest comes when asked for. */
function Listed({ bytes }: { bytes: number }) {
  const { inspection } = useApp();
  const { t, format } = useI18n();
  return (
    <div class="reading stays" id="reading">
      <p role="status" title={t.url.listedWhy}>
        {t.url.listed}
      </p>
      <button type="button" title={t.url.listedWhy} onClick={() => inspection.readLayers()}>
        {t.url.readLayers(format.bytes(bytes))}
      </button>
    </div>
  );
}

function Running({ progress }: { progress: Progress | null }) {
  const { inspection } = useApp();
  const i18n = useI18n();
  const { t, format } = i18n;
  const { bytesRead = 0, bytesTotal = 0, layers = [] } = progress ?? {};
  const finished = layers.filter((layer) => !['waiting', 'listed', 'scanning'].includes(layer.state)).length;
  const rate = inspection.rate.value;
  const isDownloading = progress?.phase === 'downloading';
  const left = rate > 0 ? (bytesTotal - bytesRead) / rate : 0;
  return (
    <div class="reading" id="reading">
      <div class="reading-bars">
        <progress
          aria-label={isDownloading ? t.url.downloading : t.header.reading}
          max={Math.max(1, bytesTotal)}
          value={bytesTotal ? bytesRead : undefined}
        />
        <LayerBars layers={layers} />
      </div>
      <p>
        {isDownloading && <span>{t.url.downloading}</span>}
        {isDownloading && bytesTotal === 0 && <span>{t.url.downloaded(format.bytes(bytesRead))}</span>}
        {bytesTotal > 0 && <span>{t.header.progress(format.bytes(bytesRead), format.bytes(bytesTotal))}</span>}
        {layers.length > 0 && <span>{t.header.layersRead(format.number(finished), format.number(layers.length))}</span>}
        {rate > 0 && <span>{t.header.rate(format.bytes(rate))}</span>}
        {left >= 2 && <span>{t.facts.header.left(duration(left, i18n))}</span>}
      </p>
      <button type="button" onClick={() => inspection.cancel()}>
        {t.header.cancel}
      </button>
    </div>
  );
}

/** One part for each layer, as wide as its bytes are many, that fills as it is read. Layers says the same in words. */
function LayerBars({ layers }: { layers: readonly LayerProgress[] }) {
  return (
    <span class="layer-bars" aria-hidden="true">
      {layers.map(({ index, bytesRead, bytesTotal }) => (
        <i key={index} style={{ flexGrow: bytesTotal, '--layer': layerColour(index) }}>
          <i style={{ width: `${bytesTotal > 0 ? (100 * bytesRead) / bytesTotal : 0}%` }} />
        </i>
      ))}
    </span>
  );
}

/** An estimate, so no finer than it can be. */
function duration(seconds: number, { t, format }: I18n): string {
  if (seconds < 60)
    return t.facts.header.seconds(format.number(seconds < 10 ? Math.round(seconds) : Math.round(seconds / 5) * 5));
  return t.facts.header.minutes(format.number(Math.round(seconds / 60)));
}
