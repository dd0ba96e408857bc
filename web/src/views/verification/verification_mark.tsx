/** The mark in the header: whether the image is what its digests declare. It leads to the parts, where each verdict stands. */
import type { ImageReport } from '../../engine/api.ts';
import type { I18n } from '../../i18n/index.ts';
import { useApp, useI18n } from '../../state/app.ts';
import { formatRoute } from '../../state/route.ts';
import { Icon } from '../parts/icon.tsx';
import { type VerificationState, verificationState } from './verification_state.ts';

export function VerificationMark({ image }: { image: ImageReport }) {
  const { inspection } = useApp();
  const i18n = useI18n();
  const state = verificationState(image.verification, inspection.progress.value);
  const words = verificationWords(state, i18n);
  const isFinal = !['waiting', 'checking', 'on-request'].includes(state.kind);
  return (
    <div class="verification" data-verification={state.kind}>
      <dt class="visually-hidden">{i18n.t.verification.title}</dt>
      <dd>
        <a href={formatRoute({ section: 'manifest' })} title={i18n.t.verification.leadsTo}>
          <Icon name={icons[state.kind]} /> {words}
        </a>
        {state.kind === 'on-request' && <CheckDigests bytes={state.bytes} />}
        {/* Heard once, at the end: the way there would be noise. */}
        <span class="visually-hidden" role="status">
          {isFinal && words}
        </span>
      </dd>
    </div>
  );
}

/** Of what is read through the network by ranges, digests are checked on request: all of it has to come again. */
export function CheckDigests({ bytes }: { bytes: number }) {
  const { inspection } = useApp();
  const { t, format } = useI18n();
  const amount = format.bytes(bytes);
  return (
    <button type="button" class="quiet" title={t.url.checkWhy(amount)} onClick={() => inspection.checkDigests()}>
      {t.url.check(amount)}
    </button>
  );
}

export const icons = {
  waiting: 'unsure',
  checking: 'checking',
  'on-request': 'unsure',
  verified: 'verified',
  mismatch: 'alarm',
  incomplete: 'unsure',
  none: 'unsure',
} as const;

/** The state in a few words. */
export function verificationWords(state: VerificationState, { t, format }: I18n): string {
  const words = t.verification;
  switch (state.kind) {
    case 'waiting':
    case 'on-request':
      return words.waiting;
    case 'checking':
      return words.checking(format.share(state.share));
    case 'verified':
      return words.verified(state.digests, format.number(state.digests));
    case 'mismatch':
      return words.mismatch(state.parts, format.number(state.parts));
    case 'incomplete':
      return words.incomplete(state.unchecked, format.number(state.unchecked), format.number(state.digests));
    case 'none':
      return words.none;
  }
}
