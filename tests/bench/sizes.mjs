// What takes the bytes of the product: parts of the wasm module, the page's scripts, and what these were made from. Gzipped bytes of a part
// are those of the part alone: together they take a little less. Run by tools/bench after the build.
//
//   node tests/bench/sizes.mjs FOLDER      FOLDER is for the module that is linked here

import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { report, rounded } from './figures.mjs';
import { scriptParts } from './script_sizes.mjs';
import { wasmParts } from './wasm_sizes.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const kB = (bytes) => rounded(bytes / 1000);

/** A row for each part, the heaviest first, with its share of them all. */
function table(what, parts) {
  const rows = [...parts].map(([part, pieces]) => {
    const bytes = Buffer.concat(pieces);
    return { part, bytes: bytes.length, gzipped: gzipSync(bytes).length };
  });
  const total = rows.reduce((sum, { gzipped }) => sum + gzipped, 0);
  for (const { part, bytes, gzipped } of rows.toSorted((a, b) => b.gzipped - a.gzipped)) {
    report('sizes', { what, part, kilobytes: kB(bytes), gzipped: kB(gzipped), share: rounded(gzipped / total) });
  }
}

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: sizes.mjs FOLDER');
  process.exit(64);
}
const scripts = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.(js|wasm|css)$/.test(file));
table('files of the page', new Map(scripts.map((file) => [basename(file), [readFileSync(join(root, 'dist', file))]])));
table('wasm module', wasmParts(root, resolve(folder)));
table('scripts', await scriptParts(join(root, 'web')));
