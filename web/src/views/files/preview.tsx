/** The beginning of a file, as text when it looks like text and as hex when not. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { decodeText, hexDump } from '../../format/text.ts';
import type { Messages } from '../../i18n/en.ts';
import { useI18n } from '../../state/app.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { asProblem } from '../../state/problem.ts';
import { VisibleText } from '../parts/visible_text.tsx';
import { wordsFor } from '../problems/words.ts';

const textLimit = 65_536;
const hexLimit = 4096;
/** Rows passed over with the arrow keys are not read. */
const pauseBeforeReading = 120;

type Body =
  | { kind: 'loading' }
  | { kind: 'text'; text: string; read: number }
  | { kind: 'hex'; text: string; read: number }
  | { kind: 'failed'; code: string; detail: string };

export function Preview({ model, node, size }: { model: FilesModel; node: number; size: number }) {
  const { t } = useI18n();
  const body = useSignal<Body>({ kind: 'loading' });
  const view = model.view.value;

  useEffect(() => {
    body.value = { kind: 'loading' };
    if (size === 0) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const read = await readBody(model, node, size, abort.signal);
      if (!abort.signal.aborted) body.value = read;
    }, pauseBeforeReading);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [model, node, size, view]);

  return (
    <>
      <h3>{t.details.preview}</h3>
      {size === 0 ? <p class="soft">{t.details.previewEmpty}</p> : <Shown body={body.value} size={size} />}
    </>
  );
}

function Shown({ body, size }: { body: Body; size: number }) {
  const { t, format } = useI18n();
  if (body.kind === 'loading') return <p class="soft">{t.details.previewLoading}</p>;
  if (body.kind === 'failed') return <p class="warning">{failure(t, body)}</p>;
  const shown = format.bytes(body.read);
  const whole = format.bytes(size);
  return (
    <>
      <p class="soft">
        {body.kind === 'hex' && t.details.previewHex(shown, whole)}
        {body.kind === 'text' && (body.read < size ? t.details.previewText(shown, whole) : t.details.previewWholeText)}
      </p>
      <pre class={body.kind} id="preview" tabIndex={0}>
        <VisibleText text={body.text} block />
      </pre>
    </>
  );
}

async function readBody(model: FilesModel, node: number, size: number, signal: AbortSignal): Promise<Body> {
  try {
    const bytes = await model.readFile(node, textLimit, signal);
    const text = decodeText(bytes, bytes.length < size);
    if (text !== null) return { kind: 'text', text, read: bytes.length };
    const head = bytes.subarray(0, hexLimit);
    return { kind: 'hex', text: hexDump(head), read: head.length };
  } catch (error) {
    return { kind: 'failed', ...asProblem(error) };
  }
}

function failure(t: Messages, { code, detail }: { code: string; detail: string }): string {
  return [t.details.previewFailed, wordsFor(t, code)?.what ?? detail].filter(Boolean).join(' ');
}
