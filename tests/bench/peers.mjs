// Times whole programs on the same images in turn, ours and each peer that is installed, and prints one line of JSON for each: the median of
// wall seconds and of peak megabytes (10⁶ bytes) over the rounds. Run by tools/bench.
//
//   node tests/bench/peers.mjs ROUNDS IMAGE…

import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const ours = fileURLToPath(new URL('../../tools/image-anatomy', import.meta.url));
const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** The layers of a docker-archive, and what decompresses them. */
function layersOf(image) {
  const [manifest] = JSON.parse(execFileSync('tar', ['-xOf', image, 'manifest.json']).toString());
  return manifest.Layers;
}

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
    { name: 'image-anatomy', what: 'everything', needs: [], command: `${quote(ours)} inspect --json ${quote(image)}` },
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
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Wall seconds, and the largest process's megabytes where GNU time tells. */
function run(command) {
  const begin = performance.now();
  const { status, stderr } = spawnSync('/usr/bin/time', ['-f', '%M', 'bash', '-c', `{ ${command}; } >/dev/null 2>&1`], { maxBuffer: 1 << 26 });
  if (status !== 0) return undefined;
  return { seconds: (performance.now() - begin) / 1000, megabytes: (Number(stderr.toString().trim().split('\n').at(-1)) * 1024) / 1e6 };
}

function report(figures) {
  const line = JSON.stringify({ bench: 'peers', ...figures });
  console.log(line);
  if (process.env.IMAGE_ANATOMY_BENCH_OUT) appendFileSync(process.env.IMAGE_ANATOMY_BENCH_OUT, `${line}\n`);
}

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
    report({
      image: basename(image),
      name,
      what,
      seconds: Number(seconds[index].toFixed(2)),
      megabytes: Math.round(median(runs[index].map((figures) => figures.megabytes))),
      timesOurs: Number((seconds[index] / seconds[0]).toFixed(2)),
    });
  }
}
