/** The image's own word on its operating system, read once all layers are in. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ImageReport } from '../../engine/api.ts';
import { useApp } from '../../state/app.ts';
import { osReleasePath } from './base_system.ts';

/** Distributions write less than 1 kB. */
const mostRead = 8192;

/** Undefined while it is not known yet; null where there is no such file. */
export function useOsRelease(image: ImageReport): string | null | undefined {
  const { inspection } = useApp();
  const files = inspection.files.value;
  const text = useSignal<string | null | undefined>(undefined);
  const isRead = image.ledger !== undefined;
  useEffect(() => {
    if (!files || !isRead) return;
    const abort = new AbortController();
    files.readPath(osReleasePath, mostRead, abort.signal).then(
      (bytes) => {
        if (!abort.signal.aborted) text.value = new TextDecoder().decode(bytes);
      },
      () => {
        // Mostly because there is none. A damaged one tells as little, and the section Files says why.
        if (!abort.signal.aborted) text.value = null;
      },
    );
    return () => abort.abort();
  }, [files, isRead]);
  return text.value;
}
