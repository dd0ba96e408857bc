/** The beginning of one version of a file. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { FilesModel } from '../../state/files_model.ts';
import { asProblem } from '../../state/problem.ts';
import type { FileVersion } from './file_version.ts';

/** Rows passed over with the arrow keys are not read. */
const pauseBeforeReading = 120;

export type Head =
  | { kind: 'loading' }
  | { kind: 'read'; bytes: Uint8Array }
  | { kind: 'failed'; code: string; detail: string };

export function useHead(model: FilesModel, { node, at, size }: FileVersion, limit: number): ReadonlySignal<Head> {
  const head = useSignal<Head>({ kind: 'loading' });
  const view = model.view.value;
  useEffect(() => {
    head.value = { kind: 'loading' };
    if (size === 0) {
      head.value = { kind: 'read', bytes: new Uint8Array() };
      return;
    }
    const abort = new AbortController();
    const tell = (next: Head) => {
      if (!abort.signal.aborted) head.value = next;
    };
    const timer = setTimeout(() => {
      model.readFile(node, limit, at, abort.signal).then(
        (bytes) => tell({ kind: 'read', bytes }),
        (error) => tell({ kind: 'failed', ...asProblem(error) }),
      );
    }, pauseBeforeReading);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [model, node, at, size, view, limit]);
  return head;
}
