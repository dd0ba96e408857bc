/** Tells the service worker (src/service_worker.ts) of all files of the site that it has to keep. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Plugin } from 'vite';

interface Options {
  /** File name of the service worker. */
  script: string;
  /** Files that the page itself never asks for. */
  without: RegExp;
}

export function offline({ script, without }: Options): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true,
      // Only now everything is there, as it will be served.
      handler({ dir = '' }) {
        const files = filesIn(dir).filter((path) => path !== script && !without.test(path));
        const kept = files.map((path) => [
          // As pages are asked for.
          path.replace(/(^|\/)index\.html$/, '$1') || './',
          `sha256-${sha256(readFileSync(join(dir, path))).toString('base64')}`,
        ]);
        const list = JSON.stringify(kept);
        const code = readFileSync(join(dir, script), 'utf8')
          .replaceAll('__FILES__', () => list)
          .replaceAll('__VERSION__', () => JSON.stringify(sha256(list).toString('hex').slice(0, 16)));
        writeFileSync(join(dir, script), code);
      },
    },
  };
}

/** Relative paths with `/`, sorted. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    )
    .sort();
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();
