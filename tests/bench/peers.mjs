// Times whole programs on the same images in turn, ours and each peer that is installed, and prints one line of JSON for each: the median of
// wall seconds and of peak megabytes (10⁶ bytes) over the rounds. Run by tools/bench.
//
//   node tests/bench/peers.mjs ROUNDS IMAGE…

import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { inspect, quote, run } from './command.mjs';
import { median, report, rounded } from './figures.mjs';
import { layersOf } from './layers.mjs';

/** What decompresses a layer, by its name. */
function decompressors(layer) {
  if (layer.endsWith('.gz')) return ['gzip', 'pigz', 'igzip'];
  if (layer.endsWith('.zst')) return ['zstd'];
  return ['cat'];
}

/** What can be compared with on this image: a shell command each, `needs` being the programs it takes. */
function contestants(image) {
  const layers = layersOf(image);
  const each = (command) => `for layer in ${layers.map(quote).join(' ')}; do tar -xOf ${quote(image)} "$layer" | ${command}; done`;
  return [
    { name: 'image-anatomy', what: 'everything', needs: [], command: inspect(image) },
    { name: 'dive', what: 'everything', needs: ['dive'], command: `CI=true dive --source docker-archive ${quote(image)}` },
    { name: 'bsdtar', what: 'lists each layer', needs: ['bsdtar'], command: each('bsdtar -tvf -') },
    { name: 'GNU tar', what: 'lists each layer', needs: [], command: each(tarWith(layers[0])) },
    ...decompressors(layers[0]).map((program) => ({
      name: program,
      what: 'decompresses only',
      needs: [program],
      command: each(program === 'cat' ? 'cat' : `${program} -dc`),
    })),
  ];
}

function tarWith(layer) {
  const [program] = decompressors(layer);
  return program === 'cat' ? 'tar -tvf -' : `${program} -dc | tar -tvf -`;
}

const isThere = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

const [rounds, ...images] = process.argv.slice(2);
if (!(Number(rounds) > 0) || images.length === 0) {
  console.error('usage: peers.mjs ROUNDS IMAGE…');
  process.exit(64);
}
for (const image of images) {
  const present = contestants(image).filter(({ needs }) => needs.every(isThere));
  const runs = present.map(() => []);
  // The first round warms the page cache and is not counted. In turn, so that a machine that slows down slows all.
  for (let round = 0; round <= Number(rounds); round++) {
    for (const [index, { command }] of present.entries()) {
      const figures = run(command);
      if (round > 0 && figures) runs[index].push(figures);
    }
  }
  const seconds = runs.map((each) => median(each.map((figures) => figures.seconds)));
  for (const [index, { name, what }] of present.entries()) {
    if (runs[index].length === 0) continue;
    report('peers', {
      image: basename(image),
      name,
      what,
      seconds: rounded(seconds[index]),
      megabytes: Math.round(median(runs[index].map((figures) => figures.megabytes))),
      timesOurs: rounded(seconds[index] / seconds[0]),
    });
  }
}
