/** Files that look like secrets: those that were deleted are still in the image, which is why they come first. */
import { useSignal } from '@preact/signals';
import type { Findings, SecretFile } from '../../engine/api.ts';
import { useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { Bytes } from '../parts/bytes.tsx';
import { Sentence } from '../parts/sentence.tsx';
import { Swatch } from '../parts/swatch.tsx';
import { VisibleText } from '../parts/visible_text.tsx';

const shownAtFirst = 10;

export function Secrets({ findings }: { findings: Findings }) {
  const { t, format } = useI18n();
  const all = useSignal(false);
  const { secretCount, secrets } = findings;
  if (secretCount === 0) return null;
  const shown = all.value ? secrets : secrets.slice(0, shownAtFirst);
  const hidden = secrets.some(({ deadLayer }) => deadLayer !== undefined);
  return (
    <section class="secrets" aria-labelledby="secrets-title">
      <h4 id="secrets-title">{t.space.secrets}</h4>
      <p>
        {t.space.secretsIntro(secretCount, format.number(secretCount))} {hidden && t.space.advice.secret.what}
      </p>
      <ul>
        {shown.map((secret, index) => (
          <Secret secret={secret} key={index} />
        ))}
      </ul>
      {shown.length < secrets.length ? (
        <button type="button" class="quiet" onClick={() => (all.value = true)}>
          {t.space.showMore(format.number(secrets.length - shown.length))}
        </button>
      ) : (
        secretCount > secrets.length && <p class="soft">{t.space.more(format.number(secretCount - secrets.length))}</p>
      )}
    </section>
  );
}

function Secret({ secret }: { secret: SecretFile }) {
  const { t } = useI18n();
  const { path, kind, bytes, layer, deadLayer, reason } = secret;
  const isHidden = deadLayer !== undefined;
  const isReplaced = reason?.startsWith('rewritten') || reason === 'duplicate-entry' || reason === 'type-replaced';
  const where = isHidden ? (isReplaced ? t.space.secretReplaced : t.space.secretHidden) : t.space.secretSeen;
  return (
    <li data-hidden={isHidden}>
      <a href={formatRoute({ section: 'files', path, ...(isHidden && { at: layer }) })}>
        <code>
          <VisibleText text={path} />
        </code>
      </a>{' '}
      <Bytes value={bytes} /> <span class="soft">{t.space.secretKinds[kind]}</span>{' '}
      <span class={isHidden ? 'removed' : ''}>
        <Sentence
          text={where}
          parts={{ layer: <Swatch layer={layer} />, by: deadLayer !== undefined && <Swatch layer={deadLayer} /> }}
        />
      </span>
    </li>
  );
}
