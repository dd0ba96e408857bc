/** A folder, or the whole tree, as a tar: made at the point of view, with progress, and with a word on what it lacks. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { LostFile } from '../../engine/api.ts';
import { useI18n } from '../../state/app.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { asProblem } from '../../state/problem.ts';
import { saveAs } from '../parts/save_as.ts';
import { VisibleText } from '../parts/visible_text.tsx';
import { wordsFor } from '../problems/words.ts';

/** Lost files that are named one by one. */
const mostNamed = 20;

type State =
  | { kind: 'ready' }
  | { kind: 'writing'; bytes: number; total: number }
  | { kind: 'done'; bytes: number; lost: LostFile[] }
  | { kind: 'failed'; code: string; detail: string };

export interface FolderTarProps {
  model: FilesModel;
  node: number;
  /** Of the file that is saved, without `.tar`. */
  name: string;
  label: string;
}

export function FolderTar({ model, node, name, label }: FolderTarProps) {
  const { t, format } = useI18n();
  const state = useSignal<State>({ kind: 'ready' });
  const writing = useRef<AbortController | null>(null);
  // Leaving the folder, or looking at it from elsewhere, ends the writing.
  useEffect(
    () => () => {
      writing.current?.abort();
      state.value = { kind: 'ready' };
    },
    [model, node, model.view.value],
  );

  const write = async () => {
    const abort = new AbortController();
    writing.current = abort;
    const tell = (next: State) => {
      if (!abort.signal.aborted) state.value = next;
    };
    tell({ kind: 'writing', bytes: 0, total: 0 });
    try {
      const onBytes = (bytes: number, total: number) => tell({ kind: 'writing', bytes, total });
      const { tar, lost } = await model.exportTree(node, onBytes, abort.signal);
      if (abort.signal.aborted) return;
      saveAs(tar, `${name}.tar`);
      tell({ kind: 'done', bytes: tar.size, lost });
    } catch (error) {
      tell({ kind: 'failed', ...asProblem(error) });
    }
  };
  const cancel = () => {
    writing.current?.abort();
    state.value = { kind: 'ready' };
  };

  const current = state.value;
  const isWriting = current.kind === 'writing';
  return (
    <div class="folder-tar">
      <button type="button" class="quiet" onClick={isWriting ? cancel : () => void write()}>
        {isWriting ? t.preview.tarCancel : label}
      </button>
      {isWriting && (
        <>
          <progress aria-label={label} value={current.bytes} max={current.total || 1} />
          <span class="soft">{t.preview.tarWriting(format.bytes(current.bytes), format.bytes(current.total))}</span>
        </>
      )}
      <span role="status" class="soft">
        {current.kind === 'done' && t.preview.tarSaved(format.bytes(current.bytes))}
        {current.kind === 'failed' && (
          <span class="warning">{t.preview.tarFailed(wordsFor(t, current.code)?.what ?? current.detail)}</span>
        )}
      </span>
      {current.kind === 'done' && current.lost.length > 0 && <Lost files={current.lost} />}
    </div>
  );
}

function Lost({ files }: { files: LostFile[] }) {
  const { t, format } = useI18n();
  return (
    <div class="lost" role="alert">
      <p class="warning">{t.preview.tarLacks(files.length, format.number(files.length))}</p>
      <ul class="lines">
        {files.slice(0, mostNamed).map(({ path, code, detail, cut }) => (
          <li key={path}>
            <code>
              <VisibleText text={path} />
            </code>{' '}
            <span class="soft">
              {cut ? t.preview.tarCut : ''} {wordsFor(t, code)?.what ?? detail}
            </span>
          </li>
        ))}
      </ul>
      {files.length > mostNamed && <p class="soft">{t.problem.more(format.number(files.length - mostNamed))}</p>}
    </div>
  );
}
