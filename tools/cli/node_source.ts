/** The IMAGE argument of the command line, and its bytes inside a worker thread. */
import { createWriteStream, fstatSync, mkdtempSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ProblemError } from '../../web/src/engine/problems.ts';
import type { SourceSpec } from '../../web/src/engine/protocol.ts';
import type { Reader } from '../../web/src/engine/reader.ts';

/** What IMAGE names: a tarball, the folder of an OCI layout, or `-` for standard input. Throws ProblemError. */
export async function sourceOf(image: string): Promise<SourceSpec> {
  if (image === '-') return { kind: 'node-file', name: '-', path: await spoolStandardInput() };
  try {
    if (statSync(image).isDirectory()) return { kind: 'node-folder', name: basename(image), files: filesBelow(image) };
  } catch (error) {
    throw unreadable(error);
  }
  return { kind: 'node-file', name: basename(image), path: image };
}

/** Layers are read side by side and out of order, which a pipe cannot do: it goes to a file that ends with the process. */
async function spoolStandardInput(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'image-anatomy-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.on(signal, () => process.exit(code));
  const path = join(folder, 'standard-input');
  await pipeline(process.stdin, createWriteStream(path));
  return path;
}

function filesBelow(folder: string): { path: string; fullPath: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((fullPath) => ({ path: fullPath.slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, ''), fullPath }));
}

/** Readers over the files of a source, for the services in the workers. */
export function openPaths(source: SourceSpec): Reader[] {
  switch (source.kind) {
    case 'node-file':
      return [new PathReader(source.path)];
    case 'node-folder':
      return source.files.map(({ fullPath }) => new PathReader(fullPath));
    case 'file':
    case 'folder':
      throw new Error('A File is something of the browser.');
  }
}

class PathReader implements Reader {
  readonly size: number;
  private readonly path: string;
  // Opened when first read: a folder may have more files than a process may hold open.
  private descriptor: number | undefined;

  constructor(path: string) {
    this.path = path;
    try {
      this.size = statSync(path).size;
    } catch (error) {
      throw unreadable(error);
    }
  }

  read(offset: number, into: Uint8Array): number {
    try {
      this.descriptor ??= openSync(this.path, 'r');
      // A file that shrank would give fewer bytes than the engine counts on, which it reports; one that grew is cut.
      if (fstatSync(this.descriptor).size < this.size) return -1;
      let count = 0;
      while (count < into.length) {
        const read = readSync(this.descriptor, into, count, into.length - count, offset + count);
        if (read === 0) break;
        count += read;
      }
      return count;
    } catch {
      return -1;
    }
  }
}

function unreadable(error: unknown): ProblemError {
  return new ProblemError({ code: 'file-unreadable', detail: error instanceof Error ? error.message : String(error) });
}
