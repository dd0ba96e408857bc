// The layers of docker-archives, for programs that read one layer at a time.

import { execFileSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** Names of the layers in the archive, the base first.
 * @param {string} image
 * @returns {string[]} */
export function layersOf(image) {
  const [manifest] = JSON.parse(execFileSync('tar', ['-xOf', image, 'manifest.json']).toString());
  return manifest.Layers;
}

/** Whether a layer is compressed with gzip, zstd or not at all, by its first bytes.
 * @param {string} image
 * @param {string} layer */
export function compressionOf(image, layer) {
  const [first, second] = execFileSync('sh', ['-c', 'tar -xOf "$0" "$1" | head -c 2', image, layer]);
  if (first === 0x1f && second === 0x8b) return 'gzip';
  return first === 0x28 && second === 0xb5 ? 'zstd' : 'none';
}

/** The layer that takes the most bytes of the archive.
 * @param {string} image */
export function biggestLayer(image) {
  const listing = execFileSync('tar', ['--numeric-owner', '-tvf', image]).toString().split('\n');
  const sizeOf = (/** @type {string} */ layer) => Number(listing.find((line) => line.endsWith(` ${layer}`))?.split(/\s+/)[2] ?? 0);
  return layersOf(image).reduce((biggest, layer) => (sizeOf(layer) > sizeOf(biggest) ? layer : biggest));
}

/** Writes one layer, as it is in the archive, to `file`.
 * @param {string} image
 * @param {string} layer
 * @param {string} file */
export function extractLayer(image, layer, file) {
  const out = openSync(file, 'w');
  execFileSync('tar', ['-xOf', image, layer], { stdio: ['ignore', out, 'inherit'] });
  closeSync(out);
}
