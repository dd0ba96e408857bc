/** Files opened before, where the browser hands out handles. The origin's own file system gives real ones without a dialog. */
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { readFixture } from './support/fixtures.ts';
import { expect, test } from './support/test.ts';

test.use({ handles: true });

const image = readFixture('app.docker20.tar.gz').toString('base64');

/** What the dialog will answer: a file of this name in the origin's own file system. */
async function answerDialog(page: Page, name: string): Promise<void> {
  await page.evaluate(
    async ([fileName, base64]) => {
      const root = await navigator.storage.getDirectory();
      const handle = await root.getFileHandle(fileName, { create: true });
      const writable = await handle.createWritable();
      await writable.write(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
      await writable.close();
      Object.assign(window, { showOpenFilePicker: async () => [handle] });
    },
    [name, image] as const,
  );
}

const recent = (page: Page) => page.getByRole('region', { name: 'Recent files' });

test('a file that was open opens again after a reload, and can be forgotten', async ({ app, page }) => {
  await app.start();
  await expect(recent(page)).toBeHidden();
  await answerDialog(page, 'one.tar.gz');
  await app.chooseButton.click();
  await app.allRead();
  await page.reload();
  await expect(recent(page).getByRole('listitem')).toHaveCount(1);
  await expect(recent(page)).toContainText('This list stays in this browser on this machine');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, colorScheme);
  }
  await recent(page).getByRole('button', { name: 'one.tar.gz', exact: true }).click();
  await app.allRead();
  await page.getByRole('button', { name: 'Open another' }).click();
  // The same file is there once.
  await expect(recent(page).getByRole('listitem')).toHaveCount(1);
  await recent(page).getByRole('button', { name: 'Forget one.tar.gz' }).click();
  await expect(recent(page)).toBeHidden();
  await page.reload();
  await expect(app.chooseButton).toBeVisible();
  await expect(recent(page)).toBeHidden();
});

test('the last eight are kept, and all go with one button', async ({ app, page }) => {
  test.setTimeout(90_000);
  await app.start();
  for (let index = 0; index < 10; index++) {
    await answerDialog(page, `${index}.tar.gz`);
    await app.chooseButton.click();
    await app.allRead();
    await page.getByRole('button', { name: 'Open another' }).click();
    await expect(recent(page).getByRole('button', { name: `${index}.tar.gz`, exact: true })).toBeVisible();
  }
  await expect(recent(page).locator('.recent-name')).toHaveText([9, 8, 7, 6, 5, 4, 3, 2].map((i) => `${i}.tar.gz`));
  await recent(page).getByRole('button', { name: 'Forget all' }).click();
  await expect(recent(page)).toBeHidden();
});

test('a file that is gone, and one that may not be read, are told in words', async ({ app, page }) => {
  await app.start();
  await answerDialog(page, 'gone.tar.gz');
  await app.chooseButton.click();
  await app.allRead();
  await page.getByRole('button', { name: 'Open another' }).click();
  await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('gone.tar.gz'));
  await recent(page).getByRole('button', { name: 'gone.tar.gz', exact: true }).click();
  await expect(app.problem).toContainText('could not read the file');
  await expect(app.problem).toContainText('gone.tar.gz');
  await page.evaluate(() => {
    Object.assign(FileSystemFileHandle.prototype, {
      queryPermission: async () => 'prompt',
      requestPermission: async () => 'denied',
    });
  });
  await recent(page).getByRole('button', { name: 'gone.tar.gz', exact: true }).click();
  await expect(app.problem).toContainText('not allowed to read this file again');
});

test('a dialog that is closed changes nothing', async ({ app, page }) => {
  await app.start();
  await page.evaluate(() => {
    Object.assign(window, { showOpenFilePicker: () => Promise.reject(new DOMException('closed', 'AbortError')) });
  });
  await app.chooseButton.click();
  await expect(app.problem).toBeHidden();
});

test.describe('a browser without handles', () => {
  test.use({ handles: false });
  test('has the plain input, and no list', async ({ app, page }) => {
    await app.openFixture('app.docker26.tar');
    await page.getByRole('button', { name: 'Open another' }).click();
    await expect(app.chooseButton).toBeVisible();
    await expect(recent(page)).toBeHidden();
  });
});
