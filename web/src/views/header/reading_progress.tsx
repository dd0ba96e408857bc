/** How far reading is, with a way to stop it; after a cancel, a way to read again. */
import { useApp, useI18n } from '../../state/app.ts';

export function ReadingProgress() {
  const { inspection } = useApp();
  const { t, format } = useI18n();
  const progress = inspection.progress.value;
  const status = inspection.status.value;

  if (status === 'cancelled') {
    return (
      <div class="reading" id="reading">
        <p>{inspection.problem.value ? t.url.stopped : t.header.cancelled}</p>
        <button type="button" onClick={() => inspection.reopen()}>
          {t.header.again}
        </button>
      </div>
    );
  }
  // Digests are checked behind the page that is being used; their progress is in the verification mark.
  const isReading = progress?.phase === 'opening' || progress?.phase === 'scanning';
  const isDownloading = progress?.phase === 'downloading';
  if (status !== 'opening' && !isReading) return null;

  const { bytesRead = 0, bytesTotal = 0, layers = [] } = progress ?? {};
  const finished = layers.filter((layer) => layer.state !== 'waiting' && layer.state !== 'scanning').length;
  const rate = inspection.rate.value;
  return (
    <div class="reading" id="reading">
      <progress
        aria-label={isDownloading ? t.url.downloading : t.header.reading}
        max={Math.max(1, bytesTotal)}
        value={bytesTotal ? bytesRead : undefined}
      />
      <p>
        {isDownloading && <span>{t.url.downloading}</span>}
        {isDownloading && bytesTotal === 0 && <span>{t.url.downloaded(format.bytes(bytesRead))}</span>}
        {bytesTotal > 0 && <span>{t.header.progress(format.bytes(bytesRead), format.bytes(bytesTotal))}</span>}
        {layers.length > 0 && <span>{t.header.layersRead(format.number(finished), format.number(layers.length))}</span>}
        {rate > 0 && <span>{t.header.rate(format.bytes(rate))}</span>}
      </p>
      <button type="button" onClick={() => inspection.cancel()}>
        {t.header.cancel}
      </button>
    </div>
  );
}
