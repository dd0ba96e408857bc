/** Where the bytes lie, as picture and as table, and the books of what is hidden, on images of which both are known. */
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { type AppPage, madeUp } from './support/app_page.ts';
import { fixture, readDockerArchive, readTree } from './support/fixtures.ts';
import { dockerArchive, tarOf } from './support/made_images.ts';
import { expect, test } from './support/shared_page.ts';

const treemap = (page: Page) => page.getByRole('tree', { name: 'Treemap of the files' });
const field = (page: Page, name: string) => treemap(page).getByRole('treeitem', { name: new RegExp(`^${name}, `) });
const chosen = (page: Page) => treemap(page).getByRole('treeitem', { selected: true });
const table = (page: Page) => page.getByRole('table', { name: 'What lies in it' });
const ledger = (page: Page) => page.getByRole('region', { name: 'The byte ledger' });
const steps = (page: Page) => page.getByRole('region', { name: 'What to change' }).getByRole('listitem');

async function openSpace(app: AppPage, name = 'sample.docker.tar') {
  await app.lookAtFixture(name);
  await app.go('Space');
  await expect(chosen(app.page)).toHaveCount(1);
}

/** Name and exact bytes of each row. */
async function rows(page: Page): Promise<[string, number][]> {
  return table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
    .evaluateAll((all) =>
      all.map((row) => [
        row.querySelector('th')?.textContent ?? '',
        Number(row.querySelector<HTMLElement>('.bytes')?.title.replaceAll(/\D/g, '')),
      ]),
    );
}

/** What the list of the fixture says of a folder: the bytes of each name in it, those of hard links once. */
function knownSizes(tree: string, folder: string): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { path, type, size } of readTree(tree)) {
    if (!path.startsWith(folder)) continue;
    const name = path.slice(folder.length).split('/')[0] ?? '';
    if (name) sizes.set(name, (sizes.get(name) ?? 0) + (type === 'f' ? size : 0));
  }
  return sizes;
}

test('picture and table tell the same, and what is known of the files', async ({ app, page }) => {
  await openSpace(app);
  for (const folder of ['/', '/app/']) {
    if (folder !== '/') await table(page).getByRole('link', { name: 'app/' }).click();
    const known = knownSizes('sample', folder);
    let found: [string, number][] = [];
    await expect(async () => {
      found = await rows(page);
      expect(found).toHaveLength(known.size);
      const sizes = found.map(([name, bytes]) => [name.replace(/\/$/, ''), bytes]);
      expect(Object.fromEntries(sizes)).toEqual(Object.fromEntries(known));
    }).toPass();
    expect(found.map(([, bytes]) => bytes)).toEqual(found.map(([, bytes]) => bytes).sort((a, b) => b - a));
    // What is too small to be seen is in the table alone.
    const labels = await treemap(page)
      .locator('[aria-level="1"]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')?.split(',')[0] ?? ''));
    expect([...known.keys()]).toEqual(expect.arrayContaining(labels));
    expect(labels).toContain(found[0]?.[0].replace(/\/$/, ''));
  }
});

test('the keyboard leads through the fields, into folders and out again', async ({ app, page }) => {
  await openSpace(app);
  await treemap(page).focus();
  await page.keyboard.press('Home');
  await expect(chosen(page)).toHaveAccessibleName(/^app, /);
  const first = await treemap(page).getAttribute('aria-activedescendant');
  await page.keyboard.press('ArrowDown');
  await expect(treemap(page)).not.toHaveAttribute('aria-activedescendant', first ?? '');
  await page.keyboard.press('ArrowUp');
  await expect(chosen(page)).toHaveAccessibleName(/^app, /);

  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/space\/app$/);
  await expect(field(page, 'data')).toBeVisible();
  await expect(treemap(page)).toBeFocused();
  await page.keyboard.press('Backspace');
  await expect(page).toHaveURL(/#\/space$/);
  await expect(chosen(page), 'the folder that was left').toHaveAccessibleName(/^app, /);
  await page.keyboard.press('End');
  await expect(chosen(page)).not.toHaveAccessibleName(/^app, /);
  await page.keyboard.press('Escape');
  await expect(page, 'there is nothing above the root').toHaveURL(/#\/space$/);
});

test('a file is entered by its folder, told of in words, and opened in Files', async ({ app, page }) => {
  await openSpace(app);
  await field(page, 'harbours.csv').click();
  await expect(page).toHaveURL(/#\/space\/app\/data$/);
  await expect(chosen(page)).toHaveAccessibleName(/^harbours\.csv, /);
  await page.mouse.move(0, 0);
  const size = knownSizes('sample', '/app/data/').get('harbours.csv') ?? 0;
  const words = page.locator('.tile-caption');
  await expect(words).toContainText('/app/data/harbours.csv');
  await expect(words).toContainText(`${size.toLocaleString('en')} B`);
  await expect(words).toContainText('chmod -R 755 /app/data');
  await words.getByRole('link', { name: 'Open in Files' }).click();
  await expect(app.details).toContainText('/app/data/harbours.csv');
});

test('the folder is in the address: reload, back, a link from elsewhere', async ({ app, page }) => {
  await app.start('./#/space/app/data');
  await expect(page.getByText('leads to Space › /app/data')).toBeVisible();
  await app.choose(fixture('sample.docker.tar'));
  await app.allRead();
  const way = page.getByRole('navigation', { name: 'Folder shown' });
  await expect(way.locator('[aria-current]')).toHaveText('data');
  await way.getByRole('link', { name: 'app' }).click();
  await expect(page).toHaveURL(/#\/space\/app$/);
  await expect(field(page, 'static')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/#\/space\/app\/data$/);
  await expect(field(page, 'harbours.csv')).toBeVisible();

  await page.goto('./#/space/app/data/harbours.csv');
  await expect(page, 'a file leads to its folder').toHaveURL(/#\/space\/app\/data$/);
  await page.goto('./#/space/no/such');
  await expect(page.getByText('There is no folder /no/such')).toBeVisible();
  await page.getByRole('link', { name: 'Show all files' }).click();
  await expect(field(page, 'app')).toBeVisible();
});

test('one layer alone can be looked at', async ({ app, page }) => {
  await openSpace(app);
  const layer = page.getByRole('group', { name: 'Layers in the picture' }).getByRole('button', { name: /ADD rootfs/ });
  await layer.focus();
  await page.keyboard.press('Enter');
  await expect(layer).toHaveAttribute('aria-pressed', 'true');
  await expect(treemap(page)).toHaveAttribute('data-highlight', '0');
  const filled = (name: string) => field(page, name).evaluate((tile) => tile.style.getPropertyValue('--filled'));
  expect(await filled('tiny')).toBe('100%');
  expect(await filled('harbours.csv')).toBe('0%');
  await page.keyboard.press('Enter');
  await expect(treemap(page)).not.toHaveAttribute('data-highlight');
});

test('the ledger agrees with the layers and the tree of the image', async ({ app, page }) => {
  await openSpace(app);
  const stored = readDockerArchive('sample.docker.tar')
    .layers.flat()
    .filter(({ path, type }) => type === '0' && !/(^|\/)\.wh\./.test(path))
    .reduce((sum, { data }) => sum + data.length, 0);
  const live = [...knownSizes('sample', '/').values()].reduce((sum, size) => sum + size, 0);
  const exact = (bytes: number) => ledger(page).locator(`.ledger-summary [title="${bytes.toLocaleString('en')} B"]`);
  for (const bytes of [stored, live, stored - live]) await expect(exact(bytes)).toBeVisible();
  await expect(ledger(page)).toContainText(`${((100 * live) / stored).toFixed(1)}%`);
  const ofReasons = await ledger(page)
    .getByRole('table', { name: 'Why bytes are hidden' })
    .locator('.bytes')
    .evaluateAll((all) => all.map((each) => Number((each as HTMLElement).title.replaceAll(/\D/g, ''))));
  expect(ofReasons.reduce((sum, bytes) => sum + bytes, 0)).toBe(stored - live);
});

test('the difference from dive is told in numbers that add up', async ({ app, page }) => {
  await openSpace(app);
  const bytes = (text: string) =>
    ledger(page)
      .locator('.difference')
      .getByText(text)
      .locator('.bytes')
      .evaluateAll((all) => all.map((each) => Number((each as HTMLElement).title.replaceAll(/\D/g, ''))));
  const [ours = 0, dive = 0] = await bytes('The ledger finds');
  const unseen = await bytes('only the ledger counts');
  const [kept = 0] = await bytes('only dive counts');
  expect(unseen.length, 'a deleted and an emptied folder').toBe(2);
  expect(kept).toBeGreaterThan(0);
  expect(unseen.reduce((rest, each) => rest - each, ours) + kept).toBe(dive);
});

test('each step comes with what to change in the Dockerfile', async ({ app, page }) => {
  await openSpace(app);
  const chmod = steps(page).filter({ hasText: 'Changing mode or owner copies every file' });
  await expect(chmod.first()).toContainText('RUN … && chmod 755 …');
  await expect(chmod.first().locator('.step-layers')).toContainText('chmod -R 755 /app/data');
  await chmod.first().getByText('The largest of them').click();
  await chmod.first().getByRole('link', { name: '/app/data/harbours.csv' }).click();
  await expect(app.details).toContainText('/app/data/harbours.csv');
});

test('secrets that were deleted are told of, however small, and lead to where they can still be read', async ({
  app,
  page,
}) => {
  const layers = [
    [
      { path: 'root/.npmrc', text: '//registry/:_authToken=x' },
      { path: 'srv/big', text: 'x'.repeat(5000) },
      { path: 'etc/ssl/certs/ca.pem', text: 'public' },
    ],
    [{ path: 'root/.wh..npmrc' }, { path: 'srv/.wh.big' }, { path: 'srv/.env', text: 'KEY=1' }],
  ].map(tarOf);
  const history = [{ created_by: 'COPY . /' }, { created_by: 'RUN rm /root/.npmrc /srv/big' }];
  await app.open(madeUp('secret.tar', dockerArchive(['secret:1'], { config: {}, history }, layers)));
  await app.go('Space');
  const secrets = page.getByRole('region', { name: 'Secrets?' });
  await expect(secrets).toContainText('2 files look like secrets');
  await expect(secrets.getByRole('listitem')).toHaveText([
    /\/root\/\.npmrc 24.B credentials deleted by layer 1, but readable in layer 0/,
    /\/srv\/\.env 5.B environment file readable, in layer 1/,
  ]);
  await expect(secrets).not.toContainText('ca.pem');
  await expect(steps(page).filter({ hasText: 'A deleted secret is still there' })).toHaveCount(1);
  await secrets.getByRole('link', { name: '/root/.npmrc' }).click();
  await expect(app.details.locator('pre')).toContainText('_authToken');
});

test('caches that are left are savings beside the ledger', async ({ app, page }) => {
  const layer = tarOf([{ path: 'var/lib/apt/lists/deb_Packages', text: 'x'.repeat(3000) }]);
  await app.open(madeUp('cache.tar', dockerArchive(['cache:1'], { config: {} }, [layer])));
  await app.go('Space');
  const caches = page.getByRole('region', { name: 'Caches that nothing needs any more' });
  await expect(caches).toContainText('would save 3 kB');
  await expect(caches.locator('pre')).toContainText('rm -rf /var/lib/apt/lists/*');
  await caches.getByRole('link', { name: '/var/lib/apt/lists' }).click();
  await expect(field(page, 'deb_Packages')).toBeVisible();
});

test('no waste is said in one sentence; one layer, no bytes and no layers leave no holes', async ({ app, page }) => {
  const holes = /undefined|\[object|NaN|\bnull\b|Infinity/;
  const image = (layers: Buffer[]) => madeUp('made.tar', dockerArchive(['made:1'], { config: {} }, layers));
  await app.open(image([tarOf([{ path: 'srv/file', text: 'content' }])]));
  await app.go('Space');
  await expect(ledger(page)).toContainText('Nothing is wasted: well built.');
  await expect(ledger(page)).toContainText('there is no such share');
  await expect(ledger(page)).toContainText('both count the same bytes');
  await expect(steps(page)).toHaveCount(0);
  expect(await page.locator('main').innerText()).not.toMatch(holes);

  await app.open(image([tarOf([{ path: 'srv/empty', text: '' }])]));
  await expect(ledger(page)).toContainText('No layer stores any bytes');
  await expect(table(page)).toContainText('srv/');
  expect(await page.locator('main').innerText()).not.toMatch(holes);

  await app.open(image([]));
  await expect(page.getByText('This image has no layers.')).toBeVisible();
  expect(await page.locator('main').innerText()).not.toMatch(holes);
});

test('Anatomy and Layers lead to the ledger', async ({ app, page }) => {
  await app.lookAtFixture('sample.docker.tar');
  await page.getByRole('region', { name: 'In words' }).getByRole('link', { name: /kB/ }).click();
  await expect(ledger(page)).toBeVisible();
  await page.goto('./#/layers/3');
  await page.getByRole('link', { name: 'What to change, in the byte ledger' }).click();
  await expect(ledger(page)).toBeVisible();
});

test('on a narrow screen the picture is above its table, and nothing is cut off', async ({ app, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await openSpace(app);
  await expect(page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Space' })).toBeInViewport({
    // Less than a pixel may be rounded away.
    ratio: 0.99,
  });
  const picture = await treemap(page).boundingBox();
  const words = await table(page).boundingBox();
  expect(picture?.width).toBeGreaterThan(250);
  expect(words?.y).toBeGreaterThan((picture?.y ?? 0) + (picture?.height ?? 0));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

  // A picture of another width is drawn anew, with the same field chosen.
  await field(page, 'app')
    .first()
    .click({ position: { x: 5, y: 5 } });
  await expect(page).toHaveURL(/#\/space\/app$/);
  await page.setViewportSize({ width: 900, height: 640 });
  await expect.poll(async () => (await treemap(page).boundingBox())?.width).toBeGreaterThan(600);
  await expect(chosen(page)).toHaveCount(1);
});

for (const theme of ['light', 'dark'] as const) {
  test(`${theme} theme: axe finds nothing, with and without a layer chosen`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await openSpace(app, 'app.docker26.tar');
    await expectAccessible(page);
    await page.getByRole('group', { name: 'Layers in the picture' }).getByRole('button').first().click();
    await expectAccessible(page, 'a layer chosen');
  });
}
