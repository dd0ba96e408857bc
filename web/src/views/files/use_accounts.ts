/** The names of owners that the image itself has at the point of view. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Names, parseAccounts } from '../../format/accounts.ts';
import type { FilesModel } from '../../state/files_model.ts';

export interface Accounts {
  users: Names;
  groups: Names;
}

const mostBytes = 256 << 10;
const nobody: Accounts = { users: new Map(), groups: new Map() };

export function useAccounts(model: FilesModel): Accounts {
  const accounts = useSignal(nobody);
  const { to } = model.view.value;
  // They may come with a layer that is not in yet.
  const isIn = model.layersInTree.value > to;
  useEffect(() => {
    accounts.value = nobody;
    if (!isIn) return;
    const abort = new AbortController();
    void Promise.all(['/etc/passwd', '/etc/group'].map((path) => namesIn(model, path, abort.signal))).then(
      ([users = nobody.users, groups = nobody.groups]) => {
        if (!abort.signal.aborted) accounts.value = { users, groups };
      },
    );
    return () => abort.abort();
  }, [model, to, isIn]);
  return accounts.value;
}

async function namesIn(model: FilesModel, path: string, signal: AbortSignal): Promise<Names> {
  try {
    return parseAccounts(new TextDecoder().decode(await model.readPathHere(path, mostBytes, signal)));
  } catch {
    // Many images have none, and numbers say who owns a file just as well.
    return nobody.users;
  }
}
