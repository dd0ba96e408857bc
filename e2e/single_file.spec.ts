/** The page as one file, opened from the disk: everything works, and nothing is asked of anybody. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sections } from './support/app_page.ts';
import { GiB, writeSlowImage } from './support/big_image.ts';
import { contentOf, readDockerArchive, readFixture, readTree } from './support/fixtures.ts';
import { intrude } from './support/intruder.ts';
import { builtSite } from './support/own_site.ts';
import { readTar } from './support/tar_reader.ts';
import { expect, test } from './support/test.ts';

const file = join(builtSite, 'image-anatomy.html');
const address = pathToFileURL(file).href;

test.beforeEach(async ({ page }) => {
  await page.goto(address);
});

test('an image opens with all sections, its whole tree and a preview; no other file is asked for', async ({
  app,
  page,
  context,
}) => {
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  await page.reload();
  await app.openFixture('app.docker26.tar');
  for (const section of sections) await app.go(section);
  await app.go('Files');
  const rows = await app.readWholeTree();
  expect(rows.map(({ path }) => path).toSorted()).toEqual(
    readTree('app')
      .map(({ path }) => path)
      .toSorted(),
  );
  await app.goToPath('/etc/config.default');
  const content = contentOf(readDockerArchive('app.docker26.tar'), '/etc/config.default').toString();
  await expect(app.details.locator('pre')).toHaveText(content.trimEnd(), { useInnerText: true });
  await page.goBack();

  await app.openFixture('app.skopeo-oci-zstd.tar');
  await app.openFixture('app.docker20.tar.xz');
  expect(asked.filter((url) => url !== address && !/^(blob|data):/.test(url))).toEqual([]);
  expect(asked).toContain(address);
});

test('its policy names its own script and styles, and allows no connection at all', async ({
  app,
  page,
  complaints,
}) => {
  const policy = (await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')) ?? '';
  expect(policy).toMatch(/^default-src 'none'; script-src ('sha256-[^ ]+' ){2}'wasm-unsafe-eval'; worker-src blob:;/);
  expect(policy).not.toMatch(/unsafe-(inline|eval)(?<!wasm-unsafe-eval)|connect-src|self|https?:/);
  const html = readFileSync(file, 'utf8');
  expect(html.match(/<script[\s>]/g), 'scripts in the markup: what the browser lacks, and the page').toHaveLength(2);
  expect(html.slice(0, html.indexOf('<script type="module">'))).not.toMatch(/(src|href)="(?!data:)/);

  await app.openFixture('app.docker26.tar');
  const refused = await intrude(page);
  expect(refused.isBlocked).toBe(true);
  expect(refused.directives).toEqual(
    expect.arrayContaining(['connect-src', 'img-src', 'script-src-elem', 'require-trusted-types-for']),
  );
  expect(refused.title).not.toBe('taken over');
  const inWorker = await page.workers()[0]?.evaluate(async () => {
    const directives: string[] = [];
    self.addEventListener('securitypolicyviolation', (event) => directives.push(event.effectiveDirective));
    await fetch('http://127.0.0.2:9/').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    return directives;
  });
  expect(inWorker).toEqual(['connect-src']);
  complaints.length = 0;
});

test('language, theme and addresses are those of any page', async ({ app, page }) => {
  await page.getByRole('button', { name: 'Português' }).click();
  await expect(page.getByRole('button', { name: 'Escolher um arquivo' })).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await background();
  await page.getByRole('button', { name: 'Colours' }).click();
  await page.getByRole('button', { name: 'Colours' }).click();
  expect(await background()).not.toBe(before);
  // It is this file already.
  await expect(page.getByRole('link', { name: 'Save this tool as one file' })).toBeHidden();

  await app.openFixture('app.docker26.tar');
  await app.go('Manifest');
  await app.go('Layers');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Manifest');
});

test('a folder opens, and a document of it can be saved', async ({ app, page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'layout-'));
  try {
    for (const { path, type, data } of readTar(readFixture('app.layout-folder.tar'))) {
      if (type !== '0') continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), data);
    }
    await app.choose(folder, page.getByRole('button', { name: 'Choose a folder' }));
    await app.allRead();
    await app.go('Config');
    await page.getByText('as it is in the archive').first().click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).first().click(),
    ]);
    expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toHaveProperty('rootfs');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('reading can be cancelled', async ({ app, page }) => {
  test.setTimeout(60_000);
  const slow = writeSlowImage(16 * GiB);
  try {
    await app.choose(slow.file);
    await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('Reading was cancelled')).toBeVisible();
    await expect.poll(() => page.workers().length).toBe(1);
  } finally {
    slow.remove();
  }
});

test('the site offers it for download', async ({ app, page }) => {
  await app.start();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save this tool as one file' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('image-anatomy.html');
  expect(readFileSync(await download.path()).equals(readFileSync(file))).toBe(true);
});
