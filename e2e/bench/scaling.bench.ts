/**
 * Whether the command line's cost grows as its image does: one, two, four and eight times the entries, without and with whiteouts, and the
 * bytes. `perUnit` is the cost of one unit against that in the smallest image, without what an image of nothing takes: 1 is linear.
 */
import { test } from '@playwright/test';
import { median, report, rounded } from '../../tests/bench/figures.mjs';
import {
  type BigImage,
  bodiesLayer,
  gzipLayer,
  type Layer,
  smallFilesLayer,
  whiteoutsLayer,
  writeImage,
} from '../support/big_image.ts';

const rounds = 5;
const growth = [1, 2, 4, 8];
const changes = 4;

interface Series {
  what: string;
  /** In the smallest image. */
  units: number;
  layers: (units: number) => Layer[];
}

const thousand = 1000;
const MiB = 1024 * 1024;

const series: Series[] = [
  {
    what: 'thousands of files',
    units: 50,
    // A base and four layers above it, as many entries as in the next.
    layers: (units) => [
      smallFilesLayer('base', (units * thousand * 4) / 5),
      ...layersAbove((above) => smallFilesLayer(`above-${above}`, (units * thousand) / 20)),
    ],
  },
  {
    what: 'thousands of files and whiteouts',
    units: 50,
    // Each layer hides another sixteenth of the base, from all over it.
    layers: (units) => [
      smallFilesLayer('base', (units * thousand * 4) / 5),
      ...layersAbove((above) => whiteoutsLayer('base', (units * thousand * 4) / 5, above, 16)),
    ],
  },
  {
    what: 'MiB of plain files',
    // Read at a gigabyte a second or more: less would drown in the time of the start.
    units: 256,
    // A large one would be moved over.
    layers: (units) => [
      bodiesLayer(
        Array.from({ length: units / 4 }, (_, file) => `data/file-${file}.bin`),
        4 * MiB,
      ),
    ],
  },
  {
    what: 'MiB of a gzipped file',
    units: 128,
    layers: (units) => [gzipLayer('data/file.txt', units * MiB, compressible())],
  },
];

for (const { what, units, layers } of series) {
  test(`scaling with ${what}`, async () => {
    const images = [0, ...growth].map((times) =>
      writeImage(times === 0 ? [smallFilesLayer('base', 1)] : layers(units * times)),
    );
    try {
      const [nothing = none, ...costs] = await measure(images);
      const above = (cost: Cost) => ({
        seconds: cost.seconds - nothing.seconds,
        megabytes: cost.megabytes - nothing.megabytes,
      });
      const smallest = above(costs[0] ?? none);
      report('scaling', { what, units: 0, ...shown(nothing) });
      for (const [index, times] of growth.entries()) {
        const cost = costs[index] ?? none;
        report('scaling', {
          what,
          units: units * times,
          ...shown(cost),
          perUnit: rounded(above(cost).seconds / times / smallest.seconds),
          memoryPerUnit: rounded(above(cost).megabytes / times / smallest.megabytes),
        });
      }
    } finally {
      for (const image of images) image.remove();
    }
  });
}

interface Cost {
  seconds: number;
  megabytes: number;
}
const none: Cost = { seconds: 0, megabytes: 0 };
const shown = ({ seconds, megabytes }: Cost) => ({ seconds: rounded(seconds), megabytes: Math.round(megabytes) });

/** Medians, after a round that warms the page cache; in turn, so that a machine that slows down slows all. */
async function measure(images: BigImage[]): Promise<Cost[]> {
  // Not at the top: Playwright makes that a require(), and this file is a module.
  const { inspect, run } = await import('../../tests/bench/command.mjs');
  const runs = images.map((): Cost[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, { file }] of images.entries()) {
      const cost = run(inspect(file));
      if (!cost) throw new Error(`The command line fails: ${inspect(file)}`);
      if (round > 0) runs[index]?.push(cost);
    }
  }
  const of = (costs: Cost[], part: keyof Cost) => median(costs.map((cost) => cost[part]));
  return runs.map((costs) => ({ seconds: of(costs, 'seconds'), megabytes: of(costs, 'megabytes') }));
}

const layersAbove = (make: (above: number) => Layer) => Array.from({ length: changes }, (_, above) => make(above));

/** Lines of a log: some of it anew in each line, most of it as in others. */
function compressible(): Buffer {
  const lines = Array.from({ length: 20_000 }, (_, line) => {
    const number = (line * 2_654_435_761) % 4_294_967_296;
    return `2026-01-01T00:00:00Z GET /usr/share/package-${number % 97}/file-${number.toString(36)}.html ${number}\n`;
  });
  return Buffer.from(lines.join(''));
}
