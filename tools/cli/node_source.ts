/** The IMAGE argument of the command line, and its bytes inside a worker thread. */
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ProblemError } from '../../web/src/engine/problems.ts';
import type { DiskFile, SourceSpec } from '../../web/src/engine/protocol.ts';
import type { Reader } from '../../web/src/engine/reader.ts';
import { WrongUsage } from './wrong_usage.ts';

/** What IMAGE names: a tarball, the folder of an OCI layout, a pipe, or `-` for standard input. Throws ProblemError, WrongUsage. */
export async function sourceOf(image: string): Promise<SourceSpec> {
  if (image === '-') {
    if (process.stdin.isTTY) throw new WrongUsage('Standard input is a terminal; - takes an image from a pipe.');
    return { kind: 'node-file', name: '-', file: chosen(await spool(process.stdin)) };
  }
  try {
    const found = statSync(image);
    const name = basename(resolve(image));
    if (found.isDirectory()) return { kind: 'node-folder', name, files: filesBelow(image) };
    // A shell's <(…) is a pipe with a name.
    if (!found.isFile()) return { kind: 'node-file', name, file: chosen(await spool(createReadStream(image))) };
    return { kind: 'node-file', name, file: chosen(image) };
  } catch (error) {
    throw unreadable(error);
  }
}

/** Each worker reads the file that was there when the command began. */
function chosen(fullPath: string): DiskFile {
  const { size, mtimeNs } = statSync(fullPath, { bigint: true });
  return { fullPath, size: Number(size), modified: mtimeNs };
}

/** Layers are read side by side and out of order, which a pipe cannot do: it goes to a file that ends with the process. */
async function spool(pipe: NodeJS.ReadableStream): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'image-anatomy-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    process.on(signal, () => process.exit(code));
  const path = join(folder, 'image');
  try {
    await pipeline(pipe, createWriteStream(path));
  } catch (error) {
    throw unreadable(error);
  }
  return path;
}

/** What may lie at the root of a layout, one of them does: nobody's whole disk is walked through for a wrong word. */
const SIGNS_OF_A_LAYOUT = ['index.json', 'oci-layout', 'manifest.json', 'repositories', 'blobs'];

const hasSigns = (folder: string) => SIGNS_OF_A_LAYOUT.some((name) => existsSync(join(folder, name)));

/** The folder itself, or one that lies in it. */
function holdsLayout(folder: string): boolean {
  if (hasSigns(folder)) return true;
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.some((entry) => entry.isDirectory() && hasSigns(join(folder, entry.name)));
}

/** Links to files count as files, which is how build tools put layouts together; links to folders are not followed. */
function filesBelow(folder: string): (DiskFile & { path: string })[] {
  if (!holdsLayout(folder)) throw new ProblemError({ code: 'no-image', detail: 'The folder is no OCI layout.' });
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const fullPath = join(entry.parentPath, entry.name);
    if (!entry.isFile() && !(entry.isSymbolicLink() && statSync(fullPath, { throwIfNoEntry: false })?.isFile()))
      return [];
    return [{ path: relative(folder, fullPath).replaceAll('\\', '/'), ...chosen(fullPath) }];
  });
}

/** Readers over the files of a source, for the services in the workers. */
export function openPaths(source: SourceSpec): Reader[] {
  switch (source.kind) {
    case 'node-file':
      return [new PathReader(source.file)];
    case 'node-folder':
      return source.files.map((file) => new PathReader(file));
    case 'file':
    case 'folder':
    case 'url':
      throw new Error('Files and addresses are things of the browser.');
  }
}

class PathReader implements Reader {
  readonly size: number;
  readonly worthJumping = 1 << 20;
  private readonly file: DiskFile;
  // Opened when first read: a folder may have more files than a process may hold open.
  private descriptor: number | undefined;

  constructor(file: DiskFile) {
    this.file = file;
    this.size = file.size;
  }

  read(offset: number, into: Uint8Array): number {
    try {
      this.descriptor ??= openSync(this.file.fullPath, 'r');
      let count = 0;
      while (count < into.length) {
        const read = readSync(this.descriptor, into, count, into.length - count, offset + count);
        if (read === 0) break;
        count += read;
      }
      // Asked before reading, it would not tell of what was written meanwhile.
      return this.hasChanged(this.descriptor) ? -1 : count;
    } catch {
      return -1;
    }
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }

  /** As a browser sees it: by size and date. Inodes are not the same from one look to the next on every file system. */
  private hasChanged(descriptor: number): boolean {
    const { size, mtimeNs } = fstatSync(descriptor, { bigint: true });
    return size !== BigInt(this.file.size) || mtimeNs !== this.file.modified;
  }
}

function unreadable(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return new ProblemError({ code: 'file-unreadable', detail: error instanceof Error ? error.message : String(error) });
}
