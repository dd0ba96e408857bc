/** One version of a file, in the ways that fit it: as text, as an image, byte by byte; and the whole of it to save. */
import { type Signal, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { imageType } from '../../format/file_kind.ts';
import { decodeText } from '../../format/text.ts';
import { useI18n } from '../../state/app.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { DownloadButton } from './download_button.tsx';
import { failureText } from './failure_text.ts';
import type { FileVersion } from './file_version.ts';
import { HexView } from './hex_view.tsx';
import { Picture } from './picture.tsx';
import { TextView } from './text_view.tsx';
import { type Head, useHead } from './use_head.ts';

const textLimit = 256 << 10;

/** What stays as it is while one file after the other is looked at. */
export interface PreviewSettings {
  wrap: Signal<boolean>;
  /** The preview has most of the room, the tree the rest. */
  large: Signal<boolean>;
}

export interface PreviewProps {
  model: FilesModel;
  file: FileVersion;
  /** The file's own name. */
  name: string;
  /** The layer whose version was asked for, where one was. */
  layer: number | undefined;
  settings: PreviewSettings;
}

/** The ways to look at the bytes that were read, the best first. */
interface Ways {
  image: string | null;
  text: string | null;
}
type Way = 'image' | 'text' | 'hex';

export function Preview({ model, file, name, layer, settings }: PreviewProps) {
  const { t } = useI18n();
  const head = useHead(model, file, textLimit).value;
  const ways = useMemo(() => waysOf(head, file.size), [head, file.size]);
  const wanted = useSignal<Way | null>(null);
  const { node, at } = file;

  const fitting = [
    ...(ways.image ? ['image' as const] : []),
    ...(ways.text === null ? [] : ['text' as const]),
    'hex' as const,
  ];
  const way = fitting.find((each) => each === wanted.value) ?? fitting[0] ?? 'hex';
  const isReady = head.kind === 'read' && file.size > 0;
  return (
    <section class="preview" aria-labelledby="preview-title" data-large={settings.large.value}>
      <div class="preview-head">
        <h3 id="preview-title">{layer === undefined ? t.details.preview : t.details.previewOf(String(layer))}</h3>
        <DownloadButton key={`${node} ${at} ${model.view.value.to}`} model={model} file={file} name={name} />
      </div>
      {isReady && (
        <div class="preview-tools">
          <div class="preview-ways" role="group" aria-label={t.preview.ways}>
            {fitting.map((each) => (
              <button
                key={each}
                type="button"
                class="quiet"
                aria-pressed={each === way}
                onClick={() => (wanted.value = each)}
              >
                {t.preview.way[each]}
              </button>
            ))}
          </div>
          {way === 'text' && <Switch state={settings.wrap} label={t.preview.wrap} />}
          <Switch state={settings.large} label={t.preview.large} only="wide" />
        </div>
      )}
      {head.kind === 'loading' && <p class="soft">{t.details.previewLoading}</p>}
      {head.kind === 'failed' && <p class="warning">{failureText(t, head)}</p>}
      {file.size === 0 && <p class="soft">{t.details.previewEmpty}</p>}
      {isReady && way === 'image' && <Picture model={model} file={file} name={name} type={ways.image ?? ''} />}
      {isReady && way === 'text' && (
        <TextView
          name={name}
          text={ways.text ?? ''}
          read={head.bytes.length}
          size={file.size}
          wrap={settings.wrap.value}
        />
      )}
      {isReady && way === 'hex' && <HexView model={model} file={file} head={head.bytes} />}
    </section>
  );
}

function waysOf(head: Head, size: number): Ways {
  if (head.kind !== 'read') return { image: null, text: null };
  return { image: imageType(head.bytes), text: decodeText(head.bytes, head.bytes.length < size) };
}

function Switch({ state, label, only = '' }: { state: Signal<boolean>; label: string; only?: string }) {
  return (
    <button
      type="button"
      class={`quiet ${only && `only-${only}`}`}
      aria-pressed={state.value}
      onClick={() => (state.value = !state.value)}
    >
      {label}
    </button>
  );
}
