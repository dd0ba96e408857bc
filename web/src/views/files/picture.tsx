/** An image, drawn by the browser from the file's bytes. In <img> nothing in it runs and nothing else is loaded, of SVG neither. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { visible } from '../../format/visible.ts';
import { useI18n } from '../../state/app.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { asProblem } from '../../state/problem.ts';
import { failureText } from './failure_text.ts';
import type { FileVersion } from './file_version.ts';

const mostBytes = 32 << 20;

type State =
  | { kind: 'loading' }
  | { kind: 'ready'; url: string }
  | { kind: 'shown'; url: string; width: number; height: number }
  | { kind: 'failed'; text: string };

export interface PictureProps {
  model: FilesModel;
  file: FileVersion;
  name: string;
  type: string;
}

export function Picture({ model, file, name, type }: PictureProps) {
  const { t, format } = useI18n();
  const state = useSignal<State>({ kind: 'loading' });
  const { node, at, size } = file;
  const isTooLarge = size > mostBytes;

  useEffect(() => {
    if (isTooLarge) return;
    const abort = new AbortController();
    let url = '';
    state.value = { kind: 'loading' };
    model.readFile(node, mostBytes, at, abort.signal).then(
      (bytes) => {
        if (abort.signal.aborted) return;
        url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
        state.value = { kind: 'ready', url };
      },
      (error) => {
        if (!abort.signal.aborted) state.value = { kind: 'failed', text: failureText(t, asProblem(error)) };
      },
    );
    return () => {
      abort.abort();
      URL.revokeObjectURL(url);
    };
  }, [model, node, at, type, isTooLarge]);

  const current = state.value;
  if (isTooLarge) return <p class="soft">{t.preview.pictureTooLarge(format.bytes(mostBytes))}</p>;
  if (current.kind === 'loading') return <p class="soft">{t.details.previewLoading}</p>;
  if (current.kind === 'failed') return <p class="warning">{current.text}</p>;
  const pixels =
    current.kind === 'shown'
      ? t.preview.pixels(format.number(current.width), format.number(current.height))
      : t.details.previewLoading;
  return (
    <>
      <p class="soft">
        {type.replace(/^image\/(x-)?|\+xml$/g, '').toUpperCase()} · {pixels}
      </p>
      <div class="picture" tabIndex={0}>
        <img
          src={current.url}
          alt={t.preview.pictureOf(visible(name))}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
            state.value = { kind: 'shown', url: current.url, width, height };
          }}
          onError={() => {
            state.value = { kind: 'failed', text: t.preview.pictureBroken };
          }}
        />
      </div>
    </>
  );
}
