/** No string becomes markup or code in the page: its policy forbids it, and its own workers are the only scripts let through. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { sections } from './support/app_page.ts';
import { builtSite, keptForOffline } from './support/own_site.ts';
import { expect, test } from './support/test.ts';

/** What a script that got into the page would try; each must throw. */
const attempts = (page: Page) =>
  page.evaluate(() => {
    const tried: [string, () => unknown][] = [
      ['innerHTML', () => Object.assign(document.body, { innerHTML: '<b>' })],
      ['insertAdjacentHTML', () => document.body.insertAdjacentHTML('beforeend', '<b>')],
      ['document.write', () => document.write('<b>')],
      ['srcdoc', () => Object.assign(document.createElement('iframe'), { srcdoc: '<b>' })],
      ['script text', () => Object.assign(document.createElement('script'), { text: 'alert(1)' })],
      ['script src', () => Object.assign(document.createElement('script'), { src: 'x.js' })],
      ['worker', () => new Worker(URL.createObjectURL(new Blob(['self'], { type: 'text/javascript' })))],
      ['parser', () => new DOMParser().parseFromString('<b>', 'text/html')],
      [
        'policy',
        () =>
          (window as unknown as { trustedTypes: { createPolicy(...args: unknown[]): void } }).trustedTypes.createPolicy(
            'mine',
            {},
          ),
      ],
      [
        'second default',
        () =>
          (window as unknown as { trustedTypes: { createPolicy(...args: unknown[]): void } }).trustedTypes.createPolicy(
            'default',
            {},
          ),
      ],
    ];
    return tried
      .filter(([, attempt]) => {
        try {
          attempt();
          return true;
        } catch {
          return false;
        }
      })
      .map(([name]) => name);
  });

async function worksWithoutViolation(page: Page, use: () => Promise<void>): Promise<void> {
  await page.evaluate(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, sample }) =>
      violations.push(`${effectiveDirective} ${sample}`),
    );
  });
  await use();
  expect(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([]);
}

for (const [name, address] of [
  ['the site', './'],
  ['the page as one file', pathToFileURL(join(builtSite, 'image-anatomy.html')).href],
] as const) {
  test(`${name} does all its work under the policy, and nothing else gets through`, async ({
    app,
    page,
    complaints,
  }) => {
    await page.goto(address);
    await worksWithoutViolation(page, async () => {
      await app.openFixture('app.docker26.tar');
      for (const section of sections) await app.go(section);
      await app.goToPath('/etc/config.default');
      await expect(app.details.locator('pre')).not.toBeEmpty();
    });
    expect(complaints).toEqual([]);
    expect(await attempts(page)).toEqual([]);
    // The browser reports each refusal.
    complaints.length = 0;
  });
}

test.describe('with its service worker', () => {
  test.use({ serviceWorkers: 'allow' });

  for (const address of ['./', './learn/', './learn/pt-BR/']) {
    test(`${address} registers it, and takes no markup`, async ({ page, complaints }) => {
      await page.goto(address);
      await keptForOffline(page);
      expect(complaints).toEqual([]);
      expect(await attempts(page)).toEqual([]);
      complaints.length = 0;
    });
  }
});
