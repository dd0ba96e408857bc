/** Times between frames while a tree of half a million rows is expanded, scrolled, sorted and filtered. */
import { type Page, test } from '@playwright/test';
import { report } from '../../tests/bench/figures.mjs';
import { writeBigImage } from '../support/big_image.ts';

const files = 500_000;

declare global {
  interface Window {
    gaps: number[] | undefined;
  }
}

test('frames', async ({ page }) => {
  const image = writeBigImage(files / 2, 0, 0);
  try {
    await page.goto('#/files');
    await page.locator('#file-input').setInputFiles(image.file);
    await page.getByRole('progressbar').waitFor();
    await page.getByRole('progressbar').waitFor({ state: 'hidden', timeout: 300_000 });
    const tree = page.getByRole('treegrid');
    const rows = async () => Number(await tree.getAttribute('aria-rowcount'));
    await frames(page, 'expand all', async () => {
      await page.getByRole('button', { name: 'Expand all' }).click();
      while ((await rows()) < files) await page.waitForTimeout(20);
    });
    await frames(page, 'scroll', () => scroll(page));
    await frames(page, 'sort by size', async () => {
      await tree.getByRole('button', { name: 'Size' }).click();
      await page.waitForTimeout(1000);
    });
    await frames(page, 'scroll sorted', () => scroll(page));
    await frames(page, 'filter while typing', async () => {
      await page.keyboard.press('/');
      await page.keyboard.type('file-0001', { delay: 80 });
      await page.waitForTimeout(1000);
    });
    await frames(page, 'scroll filtered', () => scroll(page));
  } finally {
    image.remove();
  }
});

async function scroll(page: Page): Promise<void> {
  await page.getByRole('treegrid').hover();
  for (let step = 0; step < 300; step++) {
    // Now and then far, where no row is known yet.
    await page.mouse.wheel(0, step % 20 === 19 ? 50_000 : 600);
    await page.waitForTimeout(16);
  }
}

async function frames(page: Page, what: string, work: () => Promise<void>): Promise<void> {
  await page.evaluate(() => {
    const gaps: number[] = [];
    window.gaps = gaps;
    let before = performance.now();
    const frame = (now: number) => {
      gaps.push(now - before);
      before = now;
      if (window.gaps) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await work();
  const gaps = await page.evaluate(() => {
    const { gaps = [] } = window;
    window.gaps = undefined;
    return gaps.sort((a, b) => a - b);
  });
  const at = (part: number) =>
    Math.round((gaps[Math.min(gaps.length - 1, Math.floor(gaps.length * part))] ?? 0) * 10) / 10;
  report('frames', { what, frames: gaps.length, median: at(0.5), p99: at(0.99), longest: at(1) });
}
