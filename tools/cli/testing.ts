/** For tests: the bundled command line, run as people run it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, vi } from 'vitest';
import { archiveOf, type MadeImage } from '../../web/src/engine/testing.ts';

export const PACKAGE = fileURLToPath(new URL('../../build/cli/', import.meta.url));
export const PROGRAM = join(PACKAGE, 'image-anatomy.js');

// A test starts several processes, each with workers.
vi.setConfig({ testTimeout: 60_000 });

export interface RunOptions {
  input?: Buffer | undefined;
  cwd?: string;
}

export function run(args: string[], { input, cwd }: RunOptions = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    input,
    cwd,
    maxBuffer: 1 << 28,
  });
  return { status, bytes: stdout, text: stdout.toString(), error: stderr.toString() };
}

export const json = <T>(args: string[], options?: RunOptions) =>
  JSON.parse(run([...args, '--json'], options).text) as T;

/** A folder that is there until the tests of the file are through. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'image-anatomy-test-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}

export function writeImage(file: string, image: MadeImage): void {
  writeFileSync(file, archiveOf(image));
}
