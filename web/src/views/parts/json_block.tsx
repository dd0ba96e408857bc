/** A document as JSON: folded until asked for, to copy and to download whole. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { jsonTokens } from '../../format/json_tokens.ts';
import { useI18n } from '../../state/app.ts';
import { CopyButton } from './copy_button.tsx';
import { saveAs } from './save_as.ts';
import { VisibleText } from './visible_text.tsx';

/** More than this makes the page slow to lay out; nobody reads it here. */
const maxShown = 200_000;
/** Beyond this many characters colours cost more than they help. */
const maxColoured = 60_000;

interface JsonBlockProps {
  value: unknown;
  title: string;
  /** Whose document it is, where the title alone does not say. */
  about?: string;
  fileName: string;
  /** A remark above the text. */
  children?: ComponentChildren;
}

export function JsonBlock({ value, title, about, fileName, children }: JsonBlockProps) {
  const { t } = useI18n();
  const open = useSignal(false);
  const text = open.value ? JSON.stringify(value, null, 2) : '';
  return (
    <details class="json" onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>
        {title}
        {about && <span class="visually-hidden"> ({about})</span>}
      </summary>
      {open.value && (
        <>
          {children}
          <div class="tools">
            <CopyButton text={text} what="JSON" />
            <button type="button" onClick={() => saveAs(new Blob([text], { type: 'application/json' }), fileName)}>
              {t.json.download}
            </button>
          </div>
          <pre tabIndex={0}>
            {text.length > maxColoured ? (
              <VisibleText text={text.slice(0, maxShown)} block />
            ) : (
              <Coloured text={text} />
            )}
          </pre>
          {text.length > maxShown && <p class="soft">{t.json.tooLarge}</p>}
        </>
      )}
    </details>
  );
}

function Coloured({ text }: { text: string }) {
  return (
    <>
      {jsonTokens(text).map(({ kind, text: piece }, index) =>
        kind === 'plain' ? (
          piece
        ) : (
          <span class={`json-${kind}`} key={index}>
            <VisibleText text={piece} block />
          </span>
        ),
      )}
    </>
  );
}
