/** What axe finds wrong with a page of one frame, in the place it is called for. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** `except`: a selector of what is not looked at. */
export async function expectAccessible(page: Page, where = page.url(), except?: string): Promise<void> {
  // Without other frames axe needs no page beside this one to put its findings together, and details of what is right nobody reads: half
  // of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  if (except) axe.exclude(except);
  const { violations } = await axe.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
  );
  expect.soft(found, where).toEqual([]);
}
