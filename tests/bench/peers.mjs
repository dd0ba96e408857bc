// Times whole programs on the same images in turn, ours and each peer that is installed, and prints one line of JSON for each: the median of
// wall seconds and of peak megabytes (10⁶ bytes) over the rounds, or the exit code of one that failed. A program that is not there gets a line
// as well. Run by tools/bench.
//
//   node tests/bench/peers.mjs ROUNDS IMAGE…

import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { inspect, measure, quote } from './command.mjs';
import { median, report, rounded } from './figures.mjs';
import { compressionOf, layersOf } from './layers.mjs';

const decompressors = { gzip: ['gzip', 'pigz', 'igzip'], zstd: ['zstd'], none: ['cat'] };

/** What can be compared with on this image: a shell command each, `needs` being the programs it takes. */
function contestants(image) {
  const layers = layersOf(image);
  // Without pipefail only the last program of the last layer would tell whether all went well.
  const each = (command) =>
    `set -eo pipefail; for layer in ${layers.map(quote).join(' ')}; do tar -xOf ${quote(image)} "$layer" | ${command}; done`;
  const programs = decompressors[compressionOf(image, layers[0])];
  return [
    { name: 'image-anatomy', what: 'everything', needs: [], command: inspect(image) },
    { name: 'dive', what: 'everything', needs: ['dive'], command: `CI=true dive --source docker-archive ${quote(image)}` },
    { name: 'bsdtar', what: 'lists each layer', needs: ['bsdtar'], command: each('bsdtar -tvf -') },
    ...programs.map((program) => ({
      name: program === 'cat' ? 'GNU tar' : `GNU tar, ${program}`,
      what: 'lists each layer',
      needs: [program],
      command: each(program === 'cat' ? 'tar -tvf -' : `${program} -dc | tar -tvf -`),
    })),
    ...programs.map((program) => ({
      name: program,
      what: 'decompresses only',
      needs: [program],
      command: each(program === 'cat' ? 'cat' : `${program} -dc`),
    })),
  ];
}

const isThere = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

const [rounds, ...images] = process.argv.slice(2);
if (!(Number(rounds) > 0) || images.length === 0) {
  console.error('usage: peers.mjs ROUNDS IMAGE…');
  process.exit(64);
}
const missing = new Set();
for (const image of images) {
  const all = contestants(image);
  for (const program of all.flatMap(({ needs }) => needs)) if (!isThere(program)) missing.add(program);
  const present = all.filter(({ needs }) => !needs.some((program) => missing.has(program)));
  const runs = present.map(() => []);
  const failures = present.map(() => 0);
  // The first round warms the page cache and is not counted. In turn, so that a machine that slows down slows all.
  for (let round = 0; round <= Number(rounds); round++) {
    for (const [index, { command }] of present.entries()) {
      if (failures[index]) continue;
      const { exit, ...figures } = measure(command);
      failures[index] = exit;
      if (round > 0) runs[index].push(figures);
    }
  }
  const seconds = runs.map((each) => median(each.map((figures) => figures.seconds)));
  for (const [index, { name, what }] of present.entries()) {
    const about = { image: basename(image), name, what };
    if (failures[index]) {
      report('peers', { ...about, exit: failures[index] });
      continue;
    }
    report('peers', {
      ...about,
      seconds: rounded(seconds[index]),
      megabytes: Math.round(median(runs[index].map((figures) => figures.megabytes))),
      // Nothing to compare with where ours is what failed.
      ...(failures[0] === 0 && { timesOurs: rounded(seconds[index] / seconds[0]) }),
    });
  }
}
for (const name of missing) report('peers', { name, missing: true });
