import type { Page } from '@playwright/test';

/** How many workers the page has ready while it waits for an image: one for the index, and those that would read its layers. */
export const waitingWorkers = (page: Page): Promise<number> =>
  page.evaluate(() => 1 + Math.min(navigator.hardwareConcurrency, 4));
