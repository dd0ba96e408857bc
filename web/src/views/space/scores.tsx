/** Our efficiency beside dive's, and why they are not the same in this image. */
import type { ComponentChildren } from 'preact';
import type { DiveScore, Ledger } from '../../engine/api.ts';
import { useI18n } from '../../state/app.ts';
import { Bytes } from '../parts/bytes.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { diveDifference } from './dive_difference.ts';

export function Scores({ ledger, dive }: { ledger: Ledger; dive: DiveScore }) {
  const { t } = useI18n();
  return (
    <section class="scores" aria-labelledby="scores-title">
      <h4 id="scores-title">{t.space.scores}</h4>
      <dl>
        <Score name={t.space.ours} value={ledger.efficiency} wasted={ledger.dead} what={t.space.oursWhat} />
        <Score name={t.space.dive} value={dive.efficiency} wasted={dive.wastedBytes} what={t.space.diveWhat}>
          <UserShare dive={dive} />
        </Score>
      </dl>
      <Difference ledger={ledger} dive={dive} />
    </section>
  );
}

interface ScoreProps {
  name: string;
  value: number;
  wasted: number;
  what: string;
  children?: ComponentChildren;
}

function Score({ name, value, wasted, what, children }: ScoreProps) {
  const { t, format } = useI18n();
  return (
    <div class="score">
      <dt>{name}</dt>
      <dd>
        <b title={String(value)}>{format.percent(value)}</b>{' '}
        <span class="score-wasted" title={`${format.number(wasted)} B`}>
          {t.space.wasted(format.bytes(wasted))}
        </span>
        <p class="soft">
          {what} {children}
        </p>
      </dd>
    </div>
  );
}

function UserShare({ dive }: { dive: DiveScore }) {
  const { t, format } = useI18n();
  const share = dive.userWastedPercent;
  return <>{share === null ? t.space.noUserShare : t.space.userShare(format.percent(share))}</>;
}

function Difference({ ledger, dive }: { ledger: Ledger; dive: DiveScore }) {
  const { t } = useI18n();
  const { ours, dive: theirs, notCounted, kept } = diveDifference(ledger, dive);
  if (ours === theirs && notCounted.length === 0 && kept === 0) return <p class="soft">{t.space.equal}</p>;
  return (
    <div class="difference">
      <h5>{t.space.differ}</h5>
      <p>
        <Sentence text={t.space.starts} parts={{ ours: <Bytes value={ours} />, dive: <Bytes value={theirs} /> }} />
      </p>
      <ul>
        {notCounted.map(({ reason, bytes }) => (
          <li key={reason}>
            <Sentence text={t.space.differences[reason]} parts={{ bytes: <Bytes value={bytes} /> }} />
          </li>
        ))}
        {kept !== 0 && (
          <li>
            <Sentence
              text={kept > 0 ? t.space.kept : t.space.missed}
              parts={{ bytes: <Bytes value={Math.abs(kept)} /> }}
            />
          </li>
        )}
      </ul>
    </div>
  );
}
