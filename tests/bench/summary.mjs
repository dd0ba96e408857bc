// The figures of a run as tables, one for each part of the benchmark. Run by tools/bench at the end.
//
//   node tests/bench/summary.mjs FIGURES.jsonl [ENGINE.json]      the latter as Google Benchmark writes it

import { existsSync, readFileSync } from 'node:fs';
import { rounded } from './figures.mjs';

const titles = {
  peers: 'Whole programs: seconds, megabytes of the largest process; timesOurs: how many times our command line, timesPage: our page',
  page: 'The page: milliseconds from the choice of a file; megabytes of all renderers before and at most',
  readers: 'One gzip layer in the browser: timesOurs is how many times our page takes, which does more',
  start: 'The start of the page: milliseconds',
  frames: 'Half a million rows: milliseconds between frames',
  scaling: 'Growth of the command line: perUnit is the cost of a unit against that in the smallest image, 1 is linear',
  sizes: 'Kilobytes (10³ bytes), and each part gzipped by itself',
  engine: 'The engine natively: perItem is the cost of an item against the first of the same name, 1 is linear',
};

const debianPackage = { bsdtar: 'libarchive-tools', gzip: 'gzip', igzip: 'isal', pigz: 'pigz', zstd: 'zstd' };
const DIVE_RELEASES = 'https://github.com/wagoodman/dive/releases'; // Debian has no package of it.

const lines = (file) => readFileSync(file, 'utf8').trim().split('\n').filter(Boolean);

/** Where the page has read the same image, what it takes less than each program. */
function besidePage(rows) {
  const page = new Map(rows.filter(({ bench }) => bench === 'page').map(({ image, all }) => [image, all / 1000]));
  return rows.map((row) =>
    row.bench === 'peers' && row.seconds && page.has(row.image) ? { ...row, timesPage: rounded(row.seconds / page.get(row.image)) } : row,
  );
}

/** `Name/argument…`, which differ in size only, one after the other. */
function engineRows(file) {
  const { benchmarks } = JSON.parse(readFileSync(file, 'utf8'));
  const first = new Map();
  return benchmarks
    .filter(({ error_occurred }) => !error_occurred)
    .map(({ name, real_time, time_unit, items_per_second }) => {
      const perMillisecond = { ns: 1e-6, us: 1e-3, ms: 1, s: 1e3 }[time_unit];
      const family = name.replace(/(\/\d+)+$/, '');
      if (items_per_second && !first.has(family)) first.set(family, items_per_second);
      return {
        bench: 'engine',
        name,
        milliseconds: Number((real_time * perMillisecond).toPrecision(3)),
        ...(items_per_second && {
          'thousands of items a second': Math.round(items_per_second / 1000),
          perItem: rounded(first.get(family) / items_per_second),
        }),
      };
    });
}

/** Numbers to the right, texts to the left. */
function print(rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => name !== 'bench');
  const cells = [columns, ...rows.map((row) => columns.map((name) => String(row[name] ?? '')))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index].length)));
  const isNumber = columns.map((name) => rows.every((row) => typeof (row[name] ?? 0) === 'number'));
  for (const row of cells) {
    const padded = row.map((cell, index) => (isNumber[index] ? cell.padStart(widths[index]) : cell.padEnd(widths[index])));
    console.log(`  ${padded.join('  ')}`.trimEnd());
  }
}

/** What the table of peers does not show: those that failed, and how to come by those that were not found. */
function printAbsent(peers) {
  for (const { name, what, image, exit } of peers) if (exit) console.log(`  Failed with exit code ${exit}: ${name} (${what}) on ${image}`);
  const missing = peers.filter((peer) => peer.missing).map(({ name }) => name);
  const ofDebian = missing.filter((name) => debianPackage[name]);
  const hints = [];
  if (ofDebian.length > 0) hints.push(`${ofDebian.join(', ')} (apt-get install ${ofDebian.map((name) => debianPackage[name]).join(' ')})`);
  if (missing.includes('dive')) hints.push(`dive (${DIVE_RELEASES})`);
  if (hints.length > 0) console.log(`  Not found: ${hints.join(', ')}`);
}

const [figures, engine] = process.argv.slice(2);
if (!figures) {
  console.error('usage: summary.mjs FIGURES.jsonl [ENGINE.json]');
  process.exit(64);
}
const measured = lines(figures).map((line) => JSON.parse(line));
const rows = [...besidePage(measured), ...(engine && existsSync(engine) ? engineRows(engine) : [])];
for (const [bench, title] of Object.entries(titles)) {
  const part = rows.filter((row) => row.bench === bench);
  if (part.length === 0) continue;
  console.log(`\n${title}`);
  print(part.filter(({ exit, missing }) => !exit && !missing));
  printAbsent(part);
}
