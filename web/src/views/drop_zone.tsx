/** The whole window takes dropped files and folders, and pasted files, at any time. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { openSource, useApp, useI18n } from '../state/app.ts';
import { droppedHandle } from '../state/recent_files.ts';
import { sourceFromTransfer } from '../state/sources.ts';

export function DropZone({ children }: { children: ComponentChildren }) {
  const app = useApp();
  const { t } = useI18n();
  const over = useSignal(false);

  useEffect(() => {
    const listening = new AbortController();
    const options = { signal: listening.signal };
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

    window.addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        over.value = true;
      },
      options,
    );
    window.addEventListener(
      'dragleave',
      (event) => {
        // Only leaving the window has nothing it goes to.
        if (event.relatedTarget === null) over.value = false;
      },
      options,
    );
    window.addEventListener(
      'drop',
      (event) => {
        if (!event.dataTransfer || !hasFiles(event)) return;
        event.preventDefault();
        over.value = false;
        void take(event.dataTransfer);
      },
      options,
    );
    window.addEventListener(
      'paste',
      (event) => {
        if (event.clipboardData?.files.length) void take(event.clipboardData);
      },
      options,
    );

    async function take(transfer: DataTransfer) {
      try {
        const [source, handle] = await Promise.all([sourceFromTransfer(transfer), droppedHandle(transfer)]);
        if (source) openSource(app, source, handle);
      } catch (error) {
        app.inspection.refuse(error);
      }
    }
    return () => listening.abort();
  }, []);

  return (
    <>
      {children}
      {over.value && (
        <div class="drop-overlay">
          <p>{t.start.dropHere}</p>
        </div>
      )}
    </>
  );
}
