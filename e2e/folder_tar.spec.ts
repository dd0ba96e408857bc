/** A folder, or the whole tree, is saved as a tar of what the tree shows. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { GiB, writeSlowImage } from './support/big_image.ts';
import { contentOf, fixture, readDockerArchive, readTree } from './support/fixtures.ts';
import { expect, test } from './support/shared_page.ts';
import { readTar } from './support/tar_reader.ts';

const file = 'app.docker26.tar';

async function savedTar(page: Page, button: string) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), entries: readTar(readFileSync(await download.path())) };
}

test('the whole tree: every path with its type, links and bytes', async ({ app, page }) => {
  await app.openFixture(file);
  await app.go('Files');
  const { name, entries } = await savedTar(page, 'Download the tree as tar');
  expect(name).toBe('fixture_app_1.tar');
  const wanted = readTree('app')
    .map(({ path }) => path.slice(1))
    .toSorted();
  expect(entries.map(({ path }) => path).toSorted()).toEqual(wanted);
  const image = readDockerArchive(file);
  const { data } = entries.find(({ path }) => path === 'bin/tiny') ?? {};
  expect(data?.equals(contentOf(image, '/bin/tiny'))).toBe(true);
  expect(entries.find(({ path }) => path === 'srv/config')).toMatchObject({ type: '2', link: '/etc/config.default' });
  await expect(page.getByText(/^Saved, /)).toBeVisible();
});

test('a folder at a layer, under its own name', async ({ app, page }) => {
  await app.openFixture(file);
  await app.goToPath('/etc', '?at=0');
  const { name, entries } = await savedTar(page, 'Download as tar');
  expect(name).toBe('etc.tar');
  const paths = entries.map(({ path }) => path);
  expect(paths[0]).toBe('etc');
  expect(paths.every((path) => path === 'etc' || path.startsWith('etc/'))).toBe(true);
  const [one, two] = ['etc/one', 'etc/two'].map((wanted) => entries.find(({ path }) => path === wanted));
  expect([one?.type, two?.type].toSorted()).toEqual(['0', '1']);
});

test('of a comparison what is new or differs, not what was removed', async ({ app, page }) => {
  await app.openFixture(file);
  await app.goToPath('/srv/old.txt', '?changes=2');
  await expect(app.row('old.txt')).toBeVisible();
  await app.row('srv').click();
  const { entries } = await savedTar(page, 'Download as tar');
  expect(entries.map(({ path }) => path)).not.toContain('srv/old.txt');
});

test('files of compressed layers', async ({ app, page }) => {
  await app.openFixture('app.skopeo-oci-zstd.tar');
  await app.goToPath('/srv/data');
  const { entries } = await savedTar(page, 'Download as tar');
  expect(entries.map(({ path }) => path).toSorted()).toEqual(
    ['data', 'data/table-again.csv', 'data/table.csv', 'data/tool'].toSorted(),
  );
});

test('what cannot be read is named, and the rest is saved', async ({ app, page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'changing-'));
  try {
    const copy = join(folder, 'image.tar');
    copyFileSync(fixture(file), copy);
    await app.open(copy);
    await app.goToPath('/srv/names');
    truncateSync(copy, 20_000);
    const { entries } = await savedTar(page, 'Download as tar');
    expect(entries.map(({ path }) => path)).toContain('names/link');
    const lost = app.details.getByRole('alert');
    await expect(lost).toContainText(/files could not be read\. The tar has all others\./);
    await expect(lost.getByRole('listitem').filter({ hasText: '/names/-rf' })).toBeVisible();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('writing shows how far it is and can be cancelled', async ({ app }) => {
  const image = writeSlowImage(GiB);
  try {
    await app.open(image.file);
    await app.goToPath('/data');
    const tar = app.details.getByRole('button', { name: 'Download as tar' });
    await tar.press('Enter');
    await expect(app.details.getByRole('progressbar')).toBeVisible();
    await app.details.getByRole('button', { name: 'Cancel' }).press('Enter');
    await expect(tar).toBeVisible();
    await expect(app.details.getByRole('progressbar')).toBeHidden();
  } finally {
    image.remove();
  }
});
