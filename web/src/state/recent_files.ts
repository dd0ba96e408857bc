/**
 * Files that were opened lately, where the browser can open them again: it hands out handles (File System Access), which IndexedDB
 * keeps. Nothing of a file but its name, size and handle is kept, and nothing leaves this machine.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import { ProblemError } from '../engine/api.ts';

export interface RecentFile {
  id: number;
  name: string;
  size: number;
  /** Seconds since 1970. */
  openedAt: number;
  handle: FileSystemFileHandle;
}

export interface RecentFiles {
  /** The last one first. */
  readonly list: ReadonlySignal<readonly RecentFile[]>;
  add(handle: FileSystemFileHandle, file: File): Promise<void>;
  /** Asks for permission where the browser wants it. Rejects with a ProblemError: no permission, or no such file any more. */
  open(recent: RecentFile): Promise<File>;
  remove(id: number): Promise<void>;
  clear(): Promise<void>;
}

/** What the typings do not know: https://wicg.github.io/file-system-access/ */
interface PermissionHandle extends FileSystemFileHandle {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
}
type Picker = () => Promise<FileSystemFileHandle[]>;

const most = 8;
const storeName = 'recent-files';

/** The browser's own dialog that gives a handle; undefined where there is none, or where no handle could be kept. */
export function handlePicker(): Picker | undefined {
  const { showOpenFilePicker } = window as { showOpenFilePicker?: Picker };
  return canKeep() ? showOpenFilePicker?.bind(window) : undefined;
}

/** Of a dropped file. To be called before the first await: the browser clears what was dropped after. */
export async function droppedHandle(transfer: DataTransfer): Promise<FileSystemFileHandle | undefined> {
  const item = Array.from(transfer.items).find(({ kind }) => kind === 'file') as
    | (DataTransferItem & { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> })
    | undefined;
  const handle = await item?.getAsFileSystemHandle?.().catch(() => null);
  return handle?.kind === 'file' ? (handle as FileSystemFileHandle) : undefined;
}

/** The page as one file on a disk shares its storage with every other page on that disk. */
function canKeep(): boolean {
  return 'showOpenFilePicker' in window && 'indexedDB' in window && location.protocol !== 'file:';
}

export function createRecentFiles(): RecentFiles {
  const list = signal<readonly RecentFile[]>([]);

  /** Storage may be switched off or full: then nothing is remembered, and the page does what it does elsewhere. */
  async function change(work: (store: IDBObjectStore) => void): Promise<void> {
    if (!canKeep()) return;
    try {
      list.value = await inStore(work);
    } catch {
      list.value = [];
    }
  }

  async function add(handle: FileSystemFileHandle, { name, size }: File): Promise<void> {
    const same = await Promise.all(list.value.map((recent) => recent.handle.isSameEntry(handle)));
    const old = list.value.filter((_, index) => same[index]);
    const others = list.value.filter((_, index) => !same[index]);
    await change((store) => {
      for (const { id } of [...old, ...others.slice(most - 1)]) store.delete(id);
      store.add({ name, size, openedAt: Math.floor(Date.now() / 1000), handle });
    });
  }

  void change(() => undefined);
  return {
    list,
    add,
    open,
    remove: (id) => change((store) => store.delete(id)),
    clear: () => change((store) => store.clear()),
  };
}

async function open({ handle }: RecentFile): Promise<File> {
  const guarded = handle as PermissionHandle;
  const mode = { mode: 'read' } as const;
  let permission = (await guarded.queryPermission?.(mode)) ?? 'granted';
  if (permission === 'prompt') permission = (await guarded.requestPermission?.(mode)) ?? 'denied';
  if (permission !== 'granted') throw new ProblemError({ code: 'permission-denied', detail: '' });
  try {
    return await handle.getFile();
  } catch (error) {
    throw new ProblemError({ code: 'file-unreadable', detail: String(error) });
  }
}

/** Runs a change and gives what is kept then, the last one first. */
async function inStore(work: (store: IDBObjectStore) => void): Promise<RecentFile[]> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('image-anatomy', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(storeName, { keyPath: 'id', autoIncrement: true });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(storeName, 'readwrite');
      const store = transaction.objectStore(storeName);
      work(store);
      const all = store.getAll() as IDBRequest<RecentFile[]>;
      transaction.oncomplete = () => resolve(all.result.reverse());
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}
