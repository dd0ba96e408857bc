/** Copies a text and says so for a moment, on the button and to screen readers. */
import { useSignal } from '@preact/signals';
import { useI18n } from '../../state/app.ts';
import { Icon } from './icon.tsx';

export interface CopyButtonProps {
  text: string;
  /** What it copies, as part of a sentence. */
  what: string;
  icon?: 'copy' | 'link';
}

export function CopyButton({ text, what, icon = 'copy' }: CopyButtonProps) {
  const { t } = useI18n();
  const outcome = useSignal<'copied' | 'failed' | null>(null);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      outcome.value = 'copied';
    } catch {
      // The clipboard is closed to pages without permission or without https; the text itself can be selected.
      outcome.value = 'failed';
    }
    setTimeout(() => {
      outcome.value = null;
    }, 1500);
  }

  return (
    <button type="button" class="copy" title={t.copy.what(what)} aria-label={t.copy.what(what)} onClick={copy}>
      <Icon name={outcome.value === 'copied' ? 'check' : icon} />
      <span class="copy-outcome" role="status">
        {outcome.value && t.copy[outcome.value]}
      </span>
    </button>
  );
}
