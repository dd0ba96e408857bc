/** The verdict on one declared digest: an icon beside it where all is well, words where not. */
import type { Claim, Verdict as VerdictName } from '../../engine/api.ts';
import { visible } from '../../format/visible.ts';
import { useI18n } from '../../state/app.ts';
import { Icon } from '../parts/icon.tsx';

/** The worst first. */
const gravity: readonly VerdictName[] = [
  'mismatch',
  'invalid',
  'unreadable',
  'unsupported',
  'missing',
  'pending',
  'match',
];

/** One mark for all claims about one thing: the worst of them. */
export function Verdict({ claims }: { claims: readonly Claim[] }) {
  const { t } = useI18n();
  const verdict = gravity.find((candidate) => claims.some((claim) => claim.verdict === candidate));
  if (!verdict) return null;
  const words = t.verification.verdicts[verdict];
  const isQuiet = verdict === 'match' || verdict === 'pending';
  return (
    <span class="verdict" data-verdict={verdict} title={isQuiet ? words : undefined}>
      <Icon name={icons[verdict]} />
      <span class={isQuiet ? 'visually-hidden' : undefined}>{words}</span>
    </span>
  );
}

const icons = {
  match: 'check',
  mismatch: 'alarm',
  invalid: 'unsure',
  unreadable: 'unsure',
  unsupported: 'unsure',
  missing: 'unsure',
  pending: 'checking',
} as const;

/** Both sides in full. */
export function Mismatch({ claim }: { claim: Claim }) {
  const { t, format } = useI18n();
  const { declared, computed, declaredSize, computedSize } = claim;
  const what = t.verification.subjects[claim.subject];
  const digestDiffers = computed !== undefined && computed !== declared;
  const sizeDiffers = declaredSize !== undefined && computedSize !== undefined && declaredSize !== computedSize;
  return (
    <dl class="mismatch">
      {digestDiffers && (
        <>
          <dt>{t.verification.declared(what)}</dt>
          <dd>
            <code>{visible(declared)}</code>
          </dd>
          <dt>{t.verification.computed}</dt>
          <dd>
            <code>{computed}</code>
          </dd>
        </>
      )}
      {sizeDiffers && (
        <>
          <dt>{t.verification.size(what)}</dt>
          <dd>{t.verification.sizes(format.number(declaredSize), format.number(computedSize))}</dd>
        </>
      )}
    </dl>
  );
}
