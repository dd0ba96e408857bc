/** From what the browser hands over (drop, paste, file button) to an ImageSource. */
import type { ImageSource } from '../engine/api.ts';

type LayoutFile = { path: string; file: File };

/** Null when nothing in it is a file. The entries must be taken before the first await: the browser clears them after. */
export async function sourceFromTransfer(transfer: DataTransfer): Promise<ImageSource | null> {
  const items = Array.from(transfer.items).filter((item) => item.kind === 'file');
  const entry = items[0]?.webkitGetAsEntry();
  if (entry?.isDirectory) {
    return { kind: 'folder', name: entry.name, files: await filesBelow(entry as FileSystemDirectoryEntry, '') };
  }
  const file = transfer.files[0];
  return file ? { kind: 'file', file } : null;
}

/** From `<input type="file">`, also one with `webkitdirectory`. */
export function sourceFromInput(input: HTMLInputElement): ImageSource | null {
  const files = Array.from(input.files ?? []);
  const [first] = files;
  if (!first) return null;
  if (!input.webkitdirectory) return { kind: 'file', file: first };
  const name = first.webkitRelativePath.split('/')[0] ?? '';
  return {
    kind: 'folder',
    name,
    files: files.map((file) => ({ path: file.webkitRelativePath.slice(name.length + 1), file })),
  };
}

async function filesBelow(folder: FileSystemDirectoryEntry, prefix: string): Promise<LayoutFile[]> {
  const reader = folder.createReader();
  const found: LayoutFile[] = [];
  for (;;) {
    // Chromium gives at most 100 entries a call; an empty answer is the end.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return found;
    for (const entry of entries) {
      const path = prefix + entry.name;
      if (entry.isDirectory) found.push(...(await filesBelow(entry as FileSystemDirectoryEntry, `${path}/`)));
      else found.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
    }
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
