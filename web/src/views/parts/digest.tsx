/** A digest, shortened as docker does, whole on hover and on the clipboard. */
import { shortDigest } from '../../format/digest.ts';
import { visible } from '../../format/visible.ts';
import { CopyButton } from './copy_button.tsx';
import { VisibleText } from './visible_text.tsx';

export function Digest({ value, what, whole = false }: { value: string; what: string; whole?: boolean }) {
  return (
    <span class="digest">
      <code title={visible(value)}>
        <VisibleText text={whole ? value : shortDigest(value)} />
      </code>
      <CopyButton text={value} what={what} />
    </span>
  );
}
