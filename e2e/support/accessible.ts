/** What axe finds wrong with a page of one frame, in the place it is called for. */
import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect } from './test.ts';

/**
 * Without the builder that is made for Playwright, which puts axe into the page anew for each look at it, and is needed for frames only: a
 * quarter of the time. `except`: a selector of what is not looked at.
 */
export async function expectAccessible(page: Page, where = page.url(), except?: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(async (selector) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const context = selector ? { exclude: [[selector]] } : document;
    const { violations } = await axe.run(context, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
    );
  }, except);
  expect.soft(found, where).toEqual([]);
}
