/** The books: what the layers store, what of it can be seen, what is hidden and why, and what to change. */
import type { ImageReport, Ledger } from '../../engine/api.ts';
import { useApp, useI18n } from '../../state/app.ts';
import { Bytes } from '../parts/bytes.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { Caches } from './caches.tsx';
import { DuplicateGroups } from './duplicate_groups.tsx';
import { HiddenPaths } from './hidden_paths.tsx';
import { LedgerBar } from './ledger_bar.tsx';
import { Reasons } from './reasons.tsx';
import { Scores } from './scores.tsx';
import { Secrets } from './secrets.tsx';
import { Steps } from './steps.tsx';

export function LedgerPart({ image }: { image: ImageReport }) {
  const { inspection } = useApp();
  const { t } = useI18n();
  const { ledger } = image;
  return (
    <section class="ledger" aria-labelledby="ledger-title">
      <h3 id="ledger-title">{t.space.ledger}</h3>
      {!ledger && <p>{inspection.status.value === 'cancelled' ? t.space.ledgerStopped : t.space.ledgerWaits}</p>}
      {ledger && ledger.live + ledger.dead === 0 && <p>{t.space.noBytes}</p>}
      {ledger && ledger.live + ledger.dead > 0 && <Books ledger={ledger} image={image} />}
    </section>
  );
}

function Books({ ledger, image }: { ledger: Ledger; image: ImageReport }) {
  return (
    <>
      <Summary ledger={ledger} />
      <LedgerBar ledger={ledger} image={image} />
      {image.findings && <Secrets findings={image.findings} />}
      {image.dive && <Scores ledger={ledger} dive={image.dive} />}
      {ledger.dead > 0 && (
        <>
          <Steps image={image} />
          <div class="ledger-tables">
            <Reasons ledger={ledger} />
            <HiddenPaths ledger={ledger} />
          </div>
        </>
      )}
      {image.findings && <Caches findings={image.findings} />}
      {image.duplicates && <DuplicateGroups duplicates={image.duplicates} />}
    </>
  );
}

function Summary({ ledger }: { ledger: Ledger }) {
  const { t } = useI18n();
  return (
    <p class="ledger-summary">
      <Sentence
        text={ledger.dead > 0 ? t.space.summary : t.space.noWaste}
        parts={{
          stored: <Bytes value={ledger.live + ledger.dead} />,
          live: <Bytes value={ledger.live} />,
          dead: (
            <b>
              <Bytes value={ledger.dead} />
            </b>
          ),
        }}
      />
    </p>
  );
}
