/** A document as JSON: folded until asked for, to copy and to download whole. */
import { useSignal } from '@preact/signals';
import { useI18n } from '../../state/app.ts';
import { CopyButton } from './copy_button.tsx';
import { saveAs } from './save_as.ts';
import { VisibleText } from './visible_text.tsx';

/** More than this makes the page slow to lay out; nobody reads it here. */
const maxShown = 200_000;

export function JsonBlock({ value, title, fileName }: { value: unknown; title: string; fileName: string }) {
  const { t } = useI18n();
  const open = useSignal(false);
  const text = open.value ? JSON.stringify(value, null, 2) : '';
  return (
    <details class="json" onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>{title}</summary>
      {open.value && (
        <>
          <div class="tools">
            <CopyButton text={text} what="JSON" />
            <button type="button" onClick={() => saveAs(new Blob([text], { type: 'application/json' }), fileName)}>
              {t.json.download}
            </button>
          </div>
          <pre tabIndex={0}>
            <VisibleText text={text.slice(0, maxShown)} block />
          </pre>
          {text.length > maxShown && <p class="soft">{t.json.tooLarge}</p>}
        </>
      )}
    </details>
  );
}
