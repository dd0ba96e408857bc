/** A file byte by byte, with a way to any of them. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type FileKind, fileKind } from '../../format/file_kind.ts';
import type { Messages } from '../../i18n/en.ts';
import { useI18n } from '../../state/app.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { asProblem } from '../../state/problem.ts';
import { ByteWindows } from './byte_windows.ts';
import { failureText } from './failure_text.ts';
import type { FileVersion } from './file_version.ts';
import { HexGrid } from './hex_grid.ts';

export function HexView({ model, file, head }: { model: FilesModel; file: FileVersion; head: Uint8Array }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const host = useRef<HTMLDivElement>(null);
  const grid = useRef<HexGrid | null>(null);
  const remark = useSignal('');
  const { node, at, size } = file;

  useEffect(() => {
    if (!host.current) return;
    const abort = new AbortController();
    const bytes: ByteWindows = new ByteWindows(
      (from, limit) => model.readFileFrom(node, from, limit, at, abort.signal),
      () => grid.current?.draw(),
      (error) => {
        if (abort.signal.aborted) return;
        remark.value = failureText(t, asProblem(error));
        grid.current?.draw();
      },
    );
    grid.current = new HexGrid(host.current, size, bytes, i18n);
    return () => {
      abort.abort();
      grid.current?.close();
      grid.current = null;
    };
  }, [model, node, at, size, i18n]);

  const jump = (text: string) => {
    const offset = parseOffset(text);
    const isThere = offset !== null && offset < size;
    remark.value = isThere ? '' : offset === null ? t.preview.noOffset : t.preview.beyondEnd(format.number(size - 1));
    if (isThere) grid.current?.goTo(offset);
  };
  const kind = fileKind(head);
  return (
    <>
      <form
        class="hex-jump"
        onSubmit={(event) => {
          event.preventDefault();
          jump(new FormData(event.currentTarget).get('offset') as string);
        }}
      >
        {kind && <span class="soft">{kindText(t, kind)}</span>}
        <label>
          {t.preview.offset} <input name="offset" class="offset" placeholder="0x0" size={8} autocomplete="off" />
        </label>
        <button type="submit" class="quiet">
          {t.preview.jump}
        </button>
      </form>
      <p class="hex-remark warning" role="status">
        {remark.value}
      </p>
      <div ref={host} id="hex" class="hex" role="table" aria-label={t.preview.hexOf} tabIndex={0} />
    </>
  );
}

function kindText(t: Messages, kind: FileKind): string {
  if (kind.kind !== 'elf') return t.preview.kinds[kind.kind];
  return t.preview.elf(String(kind.bits), kind.machine, t.preview.elfForms[kind.form]);
}

/** `4096`, `0x1000`, `1000h`. */
function parseOffset(text: string): number | null {
  const hex = /^(?:0x([0-9a-f]{1,13})|([0-9a-f]{1,13})h)$/i.exec(text.trim());
  if (hex) return Number.parseInt(hex[1] ?? hex[2] ?? '', 16);
  return /^\d{1,15}$/.test(text.trim()) ? Number(text) : null;
}
