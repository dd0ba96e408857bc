/** The beginning of a file as text: at once as it is, a moment later in colours. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useI18n } from '../../state/app.ts';
import { fillLines, lineElement, textLines } from './text_block.ts';
import type { Highlighted } from './text_work/highlight.ts';

export interface TextViewProps {
  name: string;
  text: string;
  /** Bytes that were read of the file, and those it has. */
  read: number;
  size: number;
  wrap: boolean;
}

export function TextView({ name, text, read, size, wrap }: TextViewProps) {
  const { t, format } = useI18n();
  const host = useRef<HTMLPreElement>(null);
  const coloured = useSignal<{ text: string; result: Highlighted | null } | null>(null);

  useEffect(() => {
    const abort = new AbortController();
    void colour(name, text, abort.signal).then((result) => {
      if (!abort.signal.aborted) coloured.value = { text, result };
    });
    return () => abort.abort();
  }, [name, text]);

  // The colours of the text before are not those of this one.
  const highlighted = coloured.value?.text === text ? coloured.value.result : null;
  const lines = highlighted?.lines;
  useEffect(() => {
    if (!host.current) return;
    const abort = new AbortController();
    const shown = lines ?? textLines(text);
    // What follows the last line's end is no line.
    const count = shown.length > 1 && shown.at(-1)?.length === 0 ? shown.length - 1 : shown.length;
    host.current.style.setProperty('--line-digits', String(String(count).length));
    fillLines(host.current, count, (index) => lineElement(shown[index] ?? [], String(index + 1)), abort.signal);
    return () => abort.abort();
  }, [text, lines]);

  const shown = read < size ? t.preview.textStart(format.bytes(read), format.bytes(size)) : t.preview.wholeText;
  return (
    <>
      <p class="soft">{[shown, highlighted?.language].filter(Boolean).join(' · ')}</p>
      <pre ref={host} class={`text text-lines ${wrap ? 'wrap' : ''}`} id="preview" tabIndex={0} />
    </>
  );
}

async function colour(name: string, text: string, signal: AbortSignal): Promise<Highlighted | null> {
  try {
    const { workOnText } = await import('./text_work/text_work.ts');
    return await workOnText('highlight', { name, text }, signal);
  } catch {
    // The part of the page that colours is out of reach without a network: the text stays as it is.
    return null;
  }
}
