/** The beginning of one version of a file, as text when it looks like text and as hex when not; and the whole to save. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { decodeText, hexDump } from '../../format/text.ts';
import type { Messages } from '../../i18n/en.ts';
import { useI18n } from '../../state/app.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { asProblem } from '../../state/problem.ts';
import { saveAs } from '../parts/save_as.ts';
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

/** A file as it is with layers 0…`at`; without `at`, at the point of view. */
export interface FileVersion {
  node: number;
  at: number | undefined;
  size: number;
}

export interface PreviewProps {
  model: FilesModel;
  file: FileVersion;
  /** The file's own name. */
  name: string;
  /** The layer whose version was asked for, where one was. */
  layer: number | undefined;
}

export function Preview({ model, file, name, layer }: PreviewProps) {
  const { t } = useI18n();
  const body = useSignal<Body>({ kind: 'loading' });
  const { node, at, size } = file;
  const view = model.view.value;

  useEffect(() => {
    body.value = { kind: 'loading' };
    if (size === 0) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const read = await readBody(model, { node, at, size }, abort.signal);
      if (!abort.signal.aborted) body.value = read;
    }, pauseBeforeReading);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [model, node, at, size, view]);

  return (
    <section class="preview" aria-labelledby="preview-title">
      <div class="preview-head">
        <h3 id="preview-title">{layer === undefined ? t.details.preview : t.details.previewOf(String(layer))}</h3>
        <DownloadButton key={`${node} ${at} ${view.to}`} model={model} file={file} name={name} />
      </div>
      {size === 0 ? <p class="soft">{t.details.previewEmpty}</p> : <Shown body={body.value} size={size} />}
    </section>
  );
}

function DownloadButton({ model, file, name }: { model: FilesModel; file: FileVersion; name: string }) {
  const { t } = useI18n();
  const state = useSignal<'ready' | 'reading' | 'failed'>('ready');
  const abort = useMemo(() => new AbortController(), []);
  // Leaving the file ends the reading of it.
  useEffect(() => () => abort.abort(), [abort]);
  const isReading = state.value === 'reading';
  const download = async () => {
    const { signal } = abort;
    if (isReading) return;
    state.value = 'reading';
    try {
      const blob = await model.readWholeFile(file.node, file.at, signal);
      if (signal.aborted) return;
      saveAs(blob, name);
      state.value = 'ready';
    } catch {
      // The preview beside this says what is wrong with the file.
      if (!signal.aborted) state.value = 'failed';
    }
  };
  return (
    <button type="button" class="quiet" aria-disabled={isReading} onClick={() => void download()}>
      {t.details.downloads[state.value]}
    </button>
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

async function readBody(model: FilesModel, { node, at, size }: FileVersion, signal: AbortSignal): Promise<Body> {
  try {
    const bytes = await model.readFile(node, textLimit, at, signal);
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
