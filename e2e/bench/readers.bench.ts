/**
 * What npm has for reading tar.gz in a browser, beside the product, on the biggest gzip layer of each image in IMAGE_ANATOMY_BENCH_IMAGES.
 * The others only list it (libarchive.js: only its files) or decompress it; ours opens it as an image, up to everything on the screen.
 */
import { closeSync, copyFileSync, mkdtempSync, openSync, readSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Browser, type Page, test } from '@playwright/test';
import { median, report, rounded } from '../../tests/bench/figures.mjs';
import { biggestLayer, extractLayer } from '../../tests/bench/layers.mjs';
import { benchImages } from './images.ts';
import { measurePeak } from './memory.ts';
import { openImage } from './opening.ts';

const rounds = 3;
const ours = 'image-anatomy';
const readers = [ours, 'DecompressionStream', 'modern-tar', 'libarchive.js', 'fflate + nanotar'];

interface Run {
  seconds: number;
  /** Most memory of the page and its workers. */
  megabytes: number;
  entries?: number;
}

for (const image of benchImages()) {
  test(`readers of ${basename(image)}`, async ({ context, browser }) => {
    const folder = mkdtempSync(join(tmpdir(), 'readers-'));
    const blank = await serveReaders(folder);
    try {
      const name = biggestLayer(image);
      const layer = join(folder, 'layer.tar.gz');
      extractLayer(image, name, layer);
      if (!isGzip(layer)) return;
      const runs = new Map<string, Run[]>(readers.map((reader) => [reader, []]));
      // In turn, so that a machine that slows down slows all; each in a page of its own.
      for (let round = 0; round < rounds; round++) {
        for (const reader of readers) {
          const page = await context.newPage();
          const run =
            reader === ours
              ? await openAsImage(page, browser, layer)
              : await read(page, browser, blank.address, reader, layer);
          await page.close();
          if (run) runs.get(reader)?.push(run);
        }
      }
      const secondsOf = (reader: string) => median((runs.get(reader) ?? []).map(({ seconds }) => seconds));
      for (const [reader, each] of runs) {
        if (each.length === 0) continue;
        report('readers', {
          image: basename(image),
          layer: name,
          reader,
          ...(each[0]?.entries !== undefined && { entries: each[0].entries }),
          seconds: rounded(secondsOf(reader)),
          megabytes: Math.round(median(each.map(({ megabytes }) => megabytes))),
          timesOurs: rounded(secondsOf(reader) / secondsOf(ours)),
        });
      }
    } finally {
      blank.close();
      rmSync(folder, { recursive: true });
    }
  });
}

function isGzip(file: string): boolean {
  const start = Buffer.alloc(2);
  const open = openSync(file, 'r');
  readSync(open, start);
  closeSync(open);
  return start.readUInt16BE() === 0x1f8b;
}

async function openAsImage(page: Page, browser: Browser, layer: string): Promise<Run> {
  const { times, memory } = await openImage(page, layer, browser);
  return { seconds: times.all / 1000, megabytes: memory.peak };
}

/** A page with nothing but a worker that has the packages. */
async function serveReaders(folder: string) {
  // Not at the top: Playwright makes that a require(), and this file is a module.
  const { serve } = await import('../../tools/lib/serve.mjs');
  const packages = join(__dirname, '../../web/node_modules');
  symlinkSync(join(packages, 'fflate/esm/browser.js'), join(folder, 'fflate.js'));
  symlinkSync(join(packages, 'nanotar/dist/index.mjs'), join(folder, 'nanotar.js'));
  symlinkSync(join(packages, 'modern-tar/dist'), join(folder, 'modern-tar'));
  symlinkSync(join(packages, 'libarchive.js/dist'), join(folder, 'libarchive'));
  copyFileSync(join(__dirname, 'readers.html'), join(folder, 'index.html'));
  copyFileSync(join(__dirname, 'readers.worker.js'), join(folder, 'readers.worker.js'));
  return serve(folder);
}

async function read(
  page: Page,
  browser: Browser,
  address: string,
  reader: string,
  layer: string,
): Promise<Run | undefined> {
  await page.goto(address);
  await page.locator('input').setInputFiles(layer);
  const meter = await measurePeak(browser);
  const found = await page.evaluate(
    (reader) =>
      new Promise<{ seconds: number; entries?: number; failed?: string }>((done, fail) => {
        const worker = new Worker('readers.worker.js', { type: 'module' });
        worker.onmessage = ({ data }) => done(data);
        worker.onerror = ({ message }) => fail(new Error(message));
        worker.postMessage({ reader, file: document.querySelector('input')?.files?.[0] });
      }),
    reader,
  );
  const { peak } = await meter.stop();
  if (found.failed !== undefined) {
    console.log(`${reader}: ${found.failed}`);
    return undefined;
  }
  return { ...found, megabytes: peak };
}
