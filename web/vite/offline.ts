/** Builds the service worker (src/service_worker.ts) into the site and tells it of all files it has to keep. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Plugin } from 'vite';

const script = 'service_worker.js';

interface Options {
  /** Path of the service worker's script. */
  source: string;
  /** Files that the page itself never asks for. */
  without: RegExp;
}

export function offline({ source, without }: Options): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    config: () => ({
      build: {
        rollupOptions: {
          input: { index: 'index.html', service_worker: source },
          // Its address must stay the same from version to version.
          output: {
            entryFileNames: ({ name }) => (name === 'service_worker' ? script : 'assets/[name]-[hash].js'),
          },
        },
      },
    }),
    generateBundle(_options, bundle) {
      const chunk = bundle[script];
      // Not every browser takes a module for a service worker.
      if (chunk?.type !== 'chunk' || chunk.imports.length + chunk.exports.length > 0) {
        this.error(`${script} must be a script of its own`);
      }
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      // Only now everything is there, as it will be served.
      handler({ dir = '' }) {
        const files = filesIn(dir).filter((path) => path !== script && !without.test(path));
        const kept = files.map((path) => [
          path === 'index.html' ? './' : path,
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
