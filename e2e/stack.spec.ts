/** Between any two points of the stack, every version of a path with its bytes, and what each layer left unseen. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { readDockerArchive, readTree } from './support/fixtures.ts';
import { expect, test } from './support/shared_page.ts';

const file = 'app.docker26.tar';
const image = readDockerArchive(file);
const bytesIn = (layer: number, path: string) =>
  image.layers[layer]?.find((entry) => `/${entry.path}` === path)?.data ?? Buffer.from('no such entry');

test('what lies between two points: chosen, kept in the address, removed entries too', async ({ app, page }) => {
  await app.lookAtFixture(file);
  await app.go('Files');
  await page.getByRole('group', { name: 'Point of view' }).getByRole('link', { name: 'Compare' }).click();
  const from = page.getByRole('combobox', { name: 'from' });
  const to = page.getByRole('combobox', { name: 'to', exact: true });
  await from.selectOption('1');
  await to.selectOption('5');
  await expect(page).toHaveURL(/#\/files\/\?from=1&at=5$/);
  const rows = await app.readWholeTree();
  const change = new Map(rows.map((row) => [row.path, row.change.trim()]));
  expect(change.get('/srv/data/table.csv')).toBe('M mode');
  expect(change.get('/srv/data/tool')).toBe('M mode');
  expect(change.get('/srv/pipe')).toBe('A');
  expect(change.has('/srv/becomes-file'), 'that is of a later layer').toBe(false);
  for (const { path } of readTree('app.layer1')) {
    if (path === '/srv/old.txt' || path.startsWith('/srv/cache')) expect.soft(change.get(path), path).toBe('D');
  }

  await page.reload();
  await app.open({ name: file, mimeType: '', buffer: readFileSync(`${__dirname}/../tests/fixtures/${file}`) });
  await expect(from).toHaveValue('1');
  await expect(to).toHaveValue('5');
});

test('from the empty tree everything is added, backwards everything is removed, and a point differs not from itself', async ({
  app,
  page,
}) => {
  await app.lookAtFixture(file);
  await app.goToPath('/srv/old.txt', '?from=-1&at=1');
  await expect(page.getByRole('combobox', { name: 'from' })).toHaveValue('-1');
  const letters = async () => new Set((await app.readWholeTree()).map((row) => row.change.trim()));
  expect(await letters()).toEqual(new Set(['A']));

  await app.goToPath('/srv/old.txt', '?from=2&at=1');
  await expect(app.row('old.txt').locator('.tree-change')).toHaveText('A');
  await page.getByRole('combobox', { name: 'from' }).selectOption('1');
  await expect(page.getByText('Between these two points nothing differs.')).toBeVisible();
});

test('every version of a path: why, by which instruction, and its bytes to read and to keep', async ({ app, page }) => {
  await app.lookAtFixture(file);
  await app.goToPath('/srv/becomes-file', '?changes=6');
  const versions = app.details.getByRole('list', { name: 'What each layer did' }).getByRole('listitem');
  await expect(versions).toHaveCount(2);
  await expect(versions.first()).toContainText('M modified: type');
  const instruction = versions.first().getByRole('group');
  await expect(instruction.locator('pre')).toBeHidden();
  await instruction.locator('summary').press('Enter');
  await expect(instruction.locator('pre')).toContainText('echo file > /srv/becomes-file && rm /srv/becomes-dir');

  await app.goToPath('/srv/data/table.csv');
  const older = app.details.getByRole('button', { name: 'Show the version of layer 1' });
  await older.press('Enter');
  await expect(older).toHaveAttribute('aria-pressed', 'true');
  await expect(app.details.getByRole('heading', { name: 'Preview, version of layer 1' })).toBeVisible();
  expect(await downloaded(page)).toEqual(bytesIn(1, '/srv/data/table.csv'));
  await older.click();
  await expect(app.details.getByRole('heading', { name: 'Preview', exact: true })).toBeVisible();

  await app.details.getByRole('link', { name: 'Changes of layer 4' }).click();
  await expect(page).toHaveURL(/#\/files\/srv\/data\/table.csv\?changes=4$/);
  await expect(page.getByRole('combobox', { name: 'of layer' })).toHaveValue('4');
});

test('what was removed can still be read and kept', async ({ app, page }) => {
  await app.lookAtFixture(file);
  const old = bytesIn(1, '/srv/old.txt');
  await app.goToPath('/srv/old.txt', '?changes=2');
  await expect(app.details.locator('pre#preview')).toHaveText(old.toString().trim());
  expect(await downloaded(page)).toEqual(old);
  await app.details.getByRole('button', { name: 'Show the version of layer 2' }).click();
  await expect(app.details.locator('pre#preview')).toHaveText(old.toString().trim());
  expect(await downloaded(page)).toEqual(old);
});

test('a layer says what of it is not seen any more, what it hides, why, and by whom', async ({ app, page }) => {
  await app.start('./#/layers/1');
  await app.choose(`${__dirname}/../tests/fixtures/${file}`);
  await app.allRead();
  const own = page.getByRole('table').filter({ hasText: 'Hidden by' });
  await expect(own.getByRole('row', { name: /\/srv\/data\/table\.csv .* with the same content .* 4$/ })).toBeVisible();
  await expect(own.getByRole('row', { name: /\/srv\/cache\/a\/b\/c5 .* its folder was deleted 2$/ })).toBeVisible();
  await expect(page.getByText('and 11 smaller files')).toBeVisible();

  await app.stack.getByRole('button', { name: 'rm /srv/old.txt' }).click();
  const caused = page.getByRole('table').filter({ hasText: 'Written by' });
  const cached = image.layers[1]?.filter(({ path }) => path.startsWith('srv/cache/')) ?? [];
  const largest = Math.max(...cached.map(({ data }) => data.length));
  const first = caused.getByRole('row').nth(1);
  await expect(first.getByTitle(`${largest.toLocaleString('en-US')} B`)).toBeVisible();
  // The way to a body is the tree of the layer that wrote it.
  await first.getByRole('link').click();
  await expect(page).toHaveURL(/#\/files\/srv\/cache\/.*\?at=1$/);
  await expect(app.details.getByRole('heading', { name: 'Preview' })).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`no violation of accessibility rules, wide and narrow (${theme})`, async ({ app, page }) => {
    test.setTimeout(90_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await app.lookAtFixture(file);
    for (const width of [1360, 320]) {
      await page.setViewportSize({ width, height: 850 });
      await app.goToPath('/srv/data/table.csv', '?from=0&at=5');
      await app.details.getByRole('button', { name: 'Show the version of layer 4' }).click();
      await app.details.getByRole('group').first().locator('summary').click();
      await expect(app.details.locator('pre#preview')).not.toBeEmpty();
      // The preview has thousands of parts, and tests of its own.
      await expectAccessible(page, page.url(), '#preview');
      await page.goto('./#/layers/4');
      await expect(page.getByRole('table').first()).toBeVisible();
      await expectAccessible(page);
      const isWiderThanScreen = () =>
        page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      expect(await isWiderThanScreen()).toBe(false);
    }
  });
}

async function downloaded(page: Page): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download', exact: true }).click(),
  ]);
  return readFileSync(await download.path());
}
