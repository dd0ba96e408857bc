/** A script of the site whose address never changes, with nothing of the others in it: browsers and other pages name it. */
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

interface Options {
  name: string;
  /** Path of the source. */
  source: string;
  /** Most bytes, gzipped. */
  limit: number;
}

export function standalone(scripts: readonly Options[]): Plugin {
  return {
    name: 'standalone',
    apply: 'build',
    config: () => ({
      build: { rollupOptions: { input: Object.fromEntries(scripts.map(({ name, source }) => [name, source])) } },
    }),
    generateBundle(_options, bundle) {
      for (const { name, limit } of scripts) {
        const chunk = bundle[`${name}.js`];
        // Not every browser takes a module for a service worker.
        if (chunk?.type !== 'chunk' || chunk.imports.length + chunk.exports.length > 0) {
          return this.error(`${name}.js must be a script of its own`);
        }
        const bytes = gzipSync(chunk.code).length;
        if (bytes > limit) this.error(`${name}.js: ${bytes} bytes gzipped, more than the ${limit} it may take`);
      }
    },
  };
}
