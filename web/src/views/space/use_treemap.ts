/** Asks the engine where the bytes of a folder lie: again with each layer that comes in, and for each folder that is chosen. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ProblemError } from '../../engine/api.ts';
import type { FilesModel } from '../../state/files_model.ts';
import { TreemapModel } from './treemap_model.ts';

export type TreemapState =
  | { kind: 'waiting' }
  /** The folder is not in the tree as it stands. */
  | { kind: 'missing'; path: string }
  | { kind: 'shown'; model: TreemapModel };

export function useTreemap(files: FilesModel, path: string): TreemapState {
  const state = useSignal<TreemapState>({ kind: 'waiting' });
  const layers = files.layersInTree.value;
  useEffect(() => {
    if (layers === 0) return;
    let isWanted = true;
    files.treemap(path).then(
      (tiles) => {
        if (isWanted) state.value = { kind: 'shown', model: new TreemapModel(path, tiles) };
      },
      (error: unknown) => {
        if (!isWanted) return;
        if (error instanceof ProblemError && error.problem.code === 'path-not-found') {
          state.value = { kind: 'missing', path };
        } else files.fail(error);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [files, path, layers]);
  return state.value;
}
