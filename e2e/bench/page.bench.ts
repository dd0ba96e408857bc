/** From the choice of a file to the config, the first layer's tree and everything, for each image of IMAGE_ANATOMY_BENCH_IMAGES. */
import { statSync } from 'node:fs';
import { basename, delimiter } from 'node:path';
import { test } from '@playwright/test';
import { report } from './figures.ts';
import { measurePeak } from './memory.ts';

interface Seen {
  config?: number;
  firstLayer?: number;
  all?: number;
  longestTask: number;
}

declare global {
  interface Window {
    seen: Seen;
  }
}

for (const image of (process.env.IMAGE_ANATOMY_BENCH_IMAGES ?? '').split(delimiter).filter(Boolean)) {
  test(basename(image), async ({ page, browser }) => {
    await page.addInitScript(watch);
    await page.goto('#/files');
    const input = page.locator('#file-input');
    await input.waitFor({ state: 'attached' });
    // The engine is compiled, and what loads behind the page is loaded.
    await page.waitForTimeout(1500);
    const meter = await measurePeak(browser);
    await input.setInputFiles(image);
    await page.waitForFunction(() => window.seen.all !== undefined, null, { timeout: 600_000 });
    const { before, peak } = await meter.stop();
    const { config = 0, firstLayer = 0, all = 0, longestTask } = await page.evaluate(() => window.seen);
    const times = Object.entries({ config, firstLayer, all, longestTask }).map(([name, time]) => [
      name,
      Math.round(time),
    ]);
    const megabytes = Math.round(statSync(image).size / 1e6);
    report('page', { image: basename(image), megabytes, ...Object.fromEntries(times), before, peak });
  });
}

/** In the page, before its own scripts: when things come into sight, and what keeps the main thread busy. */
function watch(): void {
  const seen: Seen = { longestTask: 0 };
  window.seen = seen;
  let begin = Number.POSITIVE_INFINITY;
  const isThere = (selector: string) => document.querySelector(selector) !== null;
  const look = () => {
    const past = performance.now() - begin;
    if (isThere('nav [aria-current]')) seen.config ??= past;
    if (!isThere('[role=treegrid] [aria-level]')) return;
    seen.firstLayer ??= past;
    if (!isThere('[role=progressbar]')) seen.all ??= past;
  };
  const frame = () => {
    if (performance.now() > begin) look();
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  addEventListener('change', () => (begin = Math.min(begin, performance.now())), true);
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      if (startTime > begin && seen.all === undefined) seen.longestTask = Math.max(seen.longestTask, duration);
    }
  }).observe({ type: 'longtask' });
}
