/** All stored bytes as one bar: seen, in the colours of their layers; hidden, hatched, by reason. */
import type { DeadReason, ImageReport, Ledger } from '../../engine/api.ts';
import { useI18n } from '../../state/app.ts';
import { Bytes } from '../parts/bytes.tsx';
import { layerColour } from '../parts/layer_colour.ts';
import { Swatch } from '../parts/swatch.tsx';

export function LedgerBar({ ledger, image }: { ledger: Ledger; image: ImageReport }) {
  const { t } = useI18n();
  const layers = image.layers.flatMap(({ index, live = 0 }) => (live > 0 ? [{ index, live }] : []));
  const reasons = reasonsOf(ledger);
  return (
    <figure class="ledger-figure">
      <div class="ledger-bar" role="img" aria-label={t.space.bar}>
        {layers.map(({ index, live }) => (
          <i key={`layer ${index}`} style={{ flexGrow: live, '--layer': layerColour(index) }} />
        ))}
        {reasons.map(({ reason, bytes }) => (
          <i key={reason} class="dead" data-reason={reason} style={{ flexGrow: bytes }} />
        ))}
      </div>
      <dl class="ledger-legend">
        <div>
          <dt>
            {t.space.seen} <Bytes value={ledger.live} />
          </dt>
          {layers.map(({ index, live }) => (
            <dd key={index}>
              <Swatch layer={index} /> <Bytes value={live} />
            </dd>
          ))}
        </div>
        {reasons.length > 0 && (
          <div>
            <dt>
              {t.space.hidden} <Bytes value={ledger.dead} />
            </dt>
            {reasons.map(({ reason, bytes }) => (
              <dd key={reason}>
                <i class="swatch dead" data-reason={reason} /> {t.layers.dead.reasons[reason]} <Bytes value={bytes} />
              </dd>
            ))}
          </div>
        )}
      </dl>
      <figcaption>
        {t.space.figure('3')} {t.space.ledgerCaption}
      </figcaption>
    </figure>
  );
}

/** The costliest first; those that cost nothing are left out. */
export function reasonsOf(ledger: Ledger): { reason: DeadReason; bytes: number; files: number }[] {
  return (Object.entries(ledger.byReason) as [DeadReason, { bytes: number; files: number }][])
    .map(([reason, total]) => ({ reason, ...total }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes);
}
