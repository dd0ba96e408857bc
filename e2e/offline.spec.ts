/** After one visit the page needs no network, and changes to a newer version only when the reader says so. */
import type { Page } from '@playwright/test';
import { AppPage, sections } from './support/app_page.ts';
import { fixture } from './support/fixtures.ts';
import { keptForOffline, type OwnSite, ownSite } from './support/own_site.ts';
import { test as base, expect } from './support/test.ts';

const test = base.extend<{ site: OwnSite }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern that no other fixture is needed.
  site: async ({}, use) => {
    const site = await ownSite();
    await use(site);
    site.remove();
  },
});

test.use({ serviceWorkers: 'allow' });

const versionOf = (page: Page) => page.locator('html').getAttribute('data-version');
const notice = (page: Page) => page.getByText('A new version of this page is ready');
const caches = (page: Page) => page.evaluate(() => window.caches.keys());

/** What a browser does when the page is opened again, or after a day. */
const lookForUpdate = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
  });

test('after one visit everything works with the server gone', async ({ site, page, context }) => {
  await page.goto(site.address);
  await keptForOffline(page);
  await page.close();
  site.stop();
  await context.setOffline(true);

  const again = await context.newPage();
  const complaints: string[] = [];
  again.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  const app = new AppPage(again);
  await app.start(`${site.address}?from=a-link#/files`);
  await app.choose(fixture('app.skopeo-oci-zstd.tar'));
  await app.allRead();
  for (const section of sections) await app.go(section);
  await app.goToPath('/etc/config.default');
  await expect(app.details.locator('pre')).not.toBeEmpty();
  await again.getByRole('button', { name: 'Português' }).click();
  await expect(again.getByRole('heading', { level: 2 })).toHaveText('Arquivos');
  await again.reload();
  await expect(again.getByRole('button', { name: 'English' })).toBeVisible();
  await again.goto(`${site.address}index.html`);
  await expect(again.getByRole('button', { name: 'English' })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a page that has been open since its first visit works on without a network', async ({
  site,
  app,
  page,
  context,
}) => {
  await app.start(site.address);
  await keptForOffline(page);
  site.stop();
  await context.setOffline(true);
  await app.choose(fixture('app.docker26.tar'));
  await app.allRead();
  for (const section of sections) await app.go(section);
});

test('a newer version waits for the reader, and other windows stay as they are', async ({
  site,
  app,
  page,
  context,
}) => {
  await app.start(site.address);
  await keptForOffline(page);
  const before = await caches(page);
  await app.choose(fixture('app.docker26.tar'));
  await app.allRead();
  const other = await context.newPage();
  await other.goto(site.address);
  await expect(notice(page)).toBeHidden();

  site.publish('second');
  await lookForUpdate(page);
  await expect(notice(page)).toBeVisible();
  await expect(page.getByText('Reloading closes the image.')).toBeVisible();
  await expect(notice(other)).toBeVisible();
  await expect(other.getByText('Reloading closes the image.')).toBeHidden();
  await app.go('Layers');
  expect(await versionOf(page)).toBeNull();

  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-version', 'second');
  await expect(app.chooseButton).toBeVisible();
  await expect(notice(page)).toBeHidden();
  const after = await caches(page);
  expect(before).toHaveLength(1);
  expect(after).toHaveLength(1);
  expect(after).not.toEqual(before);

  // The other window still has all of its own version, and its own button.
  expect(await versionOf(other)).toBeNull();
  const otherApp = new AppPage(other);
  await otherApp.choose(fixture('app.docker26.tar'));
  await otherApp.allRead();
  for (const section of sections) await otherApp.go(section);
  await other.getByRole('button', { name: 'Reload' }).click();
  await expect(other.locator('html')).toHaveAttribute('data-version', 'second');
});

test('whoever does not reload has the newer version when the page is next opened', async ({ site, page, context }) => {
  await page.goto(site.address);
  await keptForOffline(page);
  site.publish('second');
  await lookForUpdate(page);
  await expect(notice(page)).toBeVisible();
  // Not the last page of the context, which would end with it.
  const elsewhere = await context.newPage();
  await page.close();
  await elsewhere.goto('about:blank');
  await expect(async () => {
    await elsewhere.goto(site.address);
    const version = await versionOf(elsewhere);
    // A page of the site holds on to the version that it came with.
    if (version !== 'second') await elsewhere.goto('about:blank');
    expect(version).toBe('second');
  }).toPass();
  await expect(notice(elsewhere)).toBeHidden();
});

test('a version that is only half published is not taken', async ({ site, page, complaints }) => {
  await page.goto(site.address);
  await keptForOffline(page);
  const before = await caches(page);
  site.publishHalf('half');
  await lookForUpdate(page);
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).installing)).toBeNull();
  expect(await caches(page)).toEqual(before);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Choose an image file' })).toBeVisible();
  await expect(notice(page)).toBeHidden();
  // The browser tells of the file with the wrong digest.
  complaints.length = 0;
});
