/** Layers with a table of contents (eStargz, zstd:chunked): the tree is there before the layers are read, or without it. */
import type { Page } from '@playwright/test';
import { type ImageSite, imageSite } from './support/image_site.ts';
import { archiveOf, caseArchive } from './support/made_images.ts';
import { test as base, expect } from './support/test.ts';

const test = base.extend<{ site: ImageSite }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern that no other fixture is needed.
  site: async ({}, use) => {
    const site = await imageSite();
    await use(site);
    site.stop();
  },
});

/** Four layers of 2 MB in two files, and a small one. */
const big = (lie = '') =>
  archiveOf(
    `title: layers with tables of contents
image: tags=listed:1
${['a', 'b', 'c', 'd'].map((name) => `layer: form=zstd-chunked chunk=100000\n  d ${name}\n  f ${name}/first size=1000000 fill=${name}\n  f ${name}/last size=1000000`).join('\n')}
layer: form=estargz ${lie}
  d etc
  f etc/note text="the tables of contents lead to me"
  f .wh.d
tree:
diagnostics:
`,
    'oci',
  );

const bar = (page: Page) => page.locator('#reading');
const readLayers = (page: Page) => page.getByRole('button', { name: 'Read the layers: 8' });
const bytesOf = (site: ImageSite) =>
  site.asked.filter(({ path }) => path.startsWith('/images/')).reduce((sum, { bytes = 1e9 }) => sum + bytes, 0);

test('behind a URL only the tables of contents are read, and the files that are looked at', async ({
  app,
  page,
  site,
}) => {
  const image = big();
  await page.goto(`${site.put('listed.tar', image)}#/files/`);
  await expect(bar(page)).toContainText('Shown by the tables of contents of its layers');
  const rows = await app.readWholeTree();
  expect(rows.map(({ path, size }) => [path, size])).toEqual([
    ['/a', 2_000_000],
    ['/a/first', 1_000_000],
    ['/a/last', 1_000_000],
    ['/b', 2_000_000],
    ['/b/first', 1_000_000],
    ['/b/last', 1_000_000],
    ['/c', 2_000_000],
    ['/c/first', 1_000_000],
    ['/c/last', 1_000_000],
    ['/etc', 33],
    ['/etc/note', 33],
  ]);
  await app.goToPath('/etc/note');
  await expect(app.details.locator('.preview')).toContainText('the tables of contents lead to me');
  // The archive's first MiB is asked for before it is known what lies where.
  expect(bytesOf(site)).toBeLessThan(image.length / 4);

  await app.go('Layers');
  await expect(app.stack.locator('.state[data-state=listed]')).toHaveCount(5);
  await app.go('Space');
  await expect(page.getByRole('main')).toContainText('2 MB');
});

test('behind a URL the layers are read when asked for, and what was unfolded and chosen stays so', async ({
  app,
  page,
  site,
}) => {
  await page.goto(`${site.put('listed.tar', big())}#/files/b/last`);
  await expect(app.row('last')).toBeVisible();
  await readLayers(page).click();
  await app.allRead();
  await expect(bar(page)).toBeHidden();
  await expect(app.row('last')).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.verification')).toContainText('Digests not checked yet');
  await app.go('Layers');
  await expect(app.stack.locator('.state[data-state=listed]')).toHaveCount(0);
});

test('behind a URL: reading the layers can be stopped, and the tree stays', async ({ app, page, site }) => {
  await page.goto(`${site.put('listed.tar', big())}#/files/`);
  await expect(readLayers(page)).toBeVisible();
  site.intercept = (request) => request.url?.startsWith('/images/') === true;
  await readLayers(page).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(bar(page)).toContainText('Shown by the tables of contents of its layers');
  await expect(app.row('etc')).toBeVisible();
  site.intercept = () => false;
  await page.getByRole('button', { name: 'Read again' }).click();
  await readLayers(page).click();
  await app.allRead();
  await expect(bar(page)).toBeHidden();
});

test('behind a URL: a table of contents that lies is found out once the layers are read', async ({
  app,
  page,
  site,
}) => {
  await page.goto(`${site.put('lies.tar', big('toclie=etc/note'))}#/files/etc/note`);
  const mode = app.row('note').locator('.tree-mode');
  await expect(mode).toHaveText('-rwSr--r--');
  await readLayers(page).click();
  await app.allRead();
  await expect(mode).toHaveText('-rw-r--r--');
  await app.go('Anatomy');
  const remarks = await app.openRemarks();
  await expect(remarks).toContainText('A layer does not hold what its table of contents says.');
  await expect(remarks).toContainText('/etc/note');
});

test('behind a URL: what was found to lie is shown no longer, though another layer is still to come', async ({
  app,
  page,
  site,
}) => {
  const image = archiveOf(
    `title: a large layer and one whose table of contents lies
layer: form=zstd-chunked chunk=500000
  f large size=2000000
layer: form=estargz toclie=note
  f note text="short"
tree:
diagnostics:
`,
    'oci',
  );
  await page.goto(`${site.put('lies.tar', image)}#/files/note`);
  const mode = app.row('note').locator('.tree-mode');
  await expect(mode).toHaveText('-rwSr--r--');
  // The large layer never comes.
  site.intercept = (request) =>
    request.url?.startsWith('/images/') === true && (site.asked.at(-1)?.bytes ?? 0) > 60_000;
  await page.getByRole('button', { name: 'Read the layers: 2' }).click();
  await expect(mode).toHaveText('-rw-r--r--');
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(mode).toHaveText('-rw-r--r--');
});

test('a file that is here is read to its end, and nothing has to be asked for', async ({ app, page }) => {
  await app.open({ name: 'Z4.tar', mimeType: '', buffer: caseArchive('Z4', 'oci') });
  await expect(bar(page)).toBeHidden();
  await app.go('Layers');
  await expect(app.stack.locator('.state[data-state=listed]')).toHaveCount(0);
  await expect(page.locator('.verification')).toContainText('digests match');
});
