/** At the head of the parts: the verdict on the whole, what it means, and what digests prove at all. */
import type { ImageReport } from '../../engine/api.ts';
import { useApp, useI18n } from '../../state/app.ts';
import { Icon } from '../parts/icon.tsx';
import { CheckDigests, icons, verificationWords } from './verification_mark.tsx';
import { verificationState } from './verification_state.ts';

export function VerificationSummary({ image }: { image: ImageReport }) {
  const { inspection } = useApp();
  const i18n = useI18n();
  const { t } = i18n;
  const state = verificationState(image.verification, inspection.progress.value);
  return (
    <div class="verification-summary" data-verification={state.kind}>
      <p class="what">
        <Icon name={icons[state.kind]} /> {verificationWords(state, i18n)}
      </p>
      {state.kind === 'on-request' ? (
        <div class="tools">
          <p>{t.url.checkWhy(i18n.format.bytes(state.bytes))}</p>
          <CheckDigests bytes={state.bytes} />
        </div>
      ) : (
        <p>{t.verification.what[state.kind]}</p>
      )}
      <details>
        <summary>{t.verification.provesTitle}</summary>
        <p>{t.verification.proves}</p>
      </details>
    </div>
  );
}
