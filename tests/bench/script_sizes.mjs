// What the page's scripts are made from: the site is built once more, with source maps, and each character goes to the npm package or the
// folder of web/src that it came from.

import { createRequire, SourceMap } from 'node:module';
import { join } from 'node:path';

const BUNDLER = 'the bundler';

/**
 * The parts of all scripts, the workers' too, each with all its bytes.
 *
 * @param {string} web the folder with the page's sources
 * @returns {Promise<Map<string, Buffer[]>>}
 */
export async function scriptParts(web) {
  const { build } = await import(createRequire(join(web, 'package.json')).resolve('vite'));
  const parts = new Map();
  const collect = () => ({
    name: 'script-parts',
    generateBundle: {
      order: 'post',
      handler: (_options, bundle) => {
        for (const { code, map, moduleIds } of Object.values(bundle)) {
          if (!map) continue;
          // A worker's script as a text, which is a bundle of its own as well.
          const hasWorker = moduleIds.some((id) => /[?&]worker/.test(id));
          for (const { part, text } of runs(code, new SourceMap(map))) {
            if (!(hasWorker && part === BUNDLER)) parts.set(part, [...(parts.get(part) ?? []), Buffer.from(text)]);
          }
        }
      },
    },
  });
  await build({
    root: web,
    logLevel: 'error',
    build: { write: false, sourcemap: 'hidden' },
    plugins: [collect()],
    worker: { plugins: () => [collect()] },
  });
  return parts;
}

/** Stretches of a script that come from one part. */
function* runs(script, map) {
  for (const [number, line] of script.split('\n').entries()) {
    let begin = 0;
    let part = '';
    for (let column = 0; column <= line.length; column++) {
      const next = column < line.length ? partOf(map.findEntry(number, column).originalSource) : undefined;
      if (next === part) continue;
      if (column > begin) yield { part, text: line.slice(begin, column) };
      begin = column;
      part = next;
    }
  }
}

/** Paths of workers' sources begin in other folders than the page's. */
function partOf(source = '') {
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
  if (name) return name;
  const [, folder] = /(?:^|\/)(src\/[^/]+)\//.exec(source) ?? [];
  if (folder) return `web/${folder}`;
  if (/(?:^|\/)src\/[^/]+$/.test(source)) return 'web/src';
  return source.includes('image_anatomy') ? "the module's JavaScript" : BUNDLER;
}
