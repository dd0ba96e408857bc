/** From the navigation to a page that can be used: without anything in a cache, and again. */
import { test } from '@playwright/test';
import { report } from '../../tests/bench/figures.mjs';

test('start', async ({ context }) => {
  for (const visit of ['first', 'second']) {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const noteButton = () => {
        if (document.querySelector('#file-input')) performance.mark('usable');
        else requestAnimationFrame(noteButton);
      };
      requestAnimationFrame(noteButton);
    });
    await page.goto('./');
    await page.waitForFunction(() => performance.getEntriesByName('usable').length > 0);
    const figures = await page.evaluate(() => {
      const time = (name: string) => Math.round(performance.getEntriesByName(name)[0]?.startTime ?? 0);
      return { painted: time('first-contentful-paint'), usable: time('usable') };
    });
    report('start', { visit, ...figures });
    // The service worker takes everything in.
    await page.waitForTimeout(3000);
    await page.close();
  }
});
