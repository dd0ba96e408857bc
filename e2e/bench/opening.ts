/** The product's page while it opens an image: when things come into sight, and what that takes. */
import type { Browser, Page } from '@playwright/test';
import { measurePeak } from './memory.ts';

/** Milliseconds after the choice of the file. */
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

/**
 * Opens `image` in a page that is ready and idle; milliseconds. With `weighed`, the megabytes as well: to look at memory takes time, and halts
 * the processes that are looked at.
 */
export async function openImage(page: Page, image: string, weighed?: Browser) {
  await page.addInitScript(watch);
  await page.goto('#/files');
  const input = page.locator('#file-input');
  await input.waitFor({ state: 'attached' });
  // The engine is compiled, and what loads behind the page is loaded.
  await page.waitForTimeout(1500);
  const meter = weighed && (await measurePeak(weighed));
  await input.setInputFiles(image);
  await page.waitForFunction(() => window.seen.all !== undefined, null, { timeout: 600_000, polling: 100 });
  const memory = (await meter?.stop()) ?? { before: 0, peak: 0 };
  const { config = 0, firstLayer = 0, all = 0, longestTask } = await page.evaluate(() => window.seen);
  return { times: { config, firstLayer, all, longestTask }, memory };
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
    if (!isThere('.reading progress')) seen.all ??= past;
  };
  // Whatever comes into sight changes the document. Looking at every frame would make the browser draw frames that nobody needs.
  new MutationObserver(() => {
    if (performance.now() > begin) look();
  }).observe(document, { childList: true, subtree: true });
  addEventListener('change', () => (begin = Math.min(begin, performance.now())), true);
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      if (startTime > begin && seen.all === undefined) seen.longestTask = Math.max(seen.longestTask, duration);
    }
  }).observe({ type: 'longtask' });
}
