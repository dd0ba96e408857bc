/** Saves one version of a file as it is. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useI18n } from '../../state/app.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { saveAs } from '../parts/save_as.ts';
import type { FileVersion } from './file_version.ts';

export function DownloadButton({ model, file, name }: { model: FilesModel; file: FileVersion; name: string }) {
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
