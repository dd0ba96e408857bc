/** An archive with several images or platforms offers them all, and shows the chosen one's own config and files. */
import { madeUp } from './support/app_page.ts';
import { contentOf, readOciArchive, readTree } from './support/fixtures.ts';
import { caseArchive } from './support/made_images.ts';
import { expect, test } from './support/shared_page.ts';

test('every platform of a multi-platform archive can be chosen', async ({ app, page }) => {
  const images = readOciArchive('multi.buildx-oci.tar');
  const platforms = images.map(({ config }) =>
    ['linux', config.architecture, config.variant].filter(Boolean).join('/'),
  );
  expect(platforms.toSorted()).toEqual(['linux/amd64', 'linux/arm/v7', 'linux/arm64']);

  await app.openFixture('multi.buildx-oci.tar');
  const choice = page.getByRole('combobox', { name: 'Platform' });
  for (const [index, image] of images.entries()) {
    const option = choice.getByRole('option', { name: platforms[index], exact: true });
    await choice.selectOption((await option.getAttribute('value')) ?? '');
    await expect(page.getByRole('banner').getByTitle(image.id, { exact: true })).toBeVisible();
    await app.allRead();
    await app.go('Files');
    await app.goToPath('/hello');
    await expect(app.details.locator('pre')).toHaveText(contentOf(image, '/hello').toString());
  }
  // The attestations are offered as what they are.
  await expect(choice.getByRole('option', { name: /attestation/ })).toHaveCount(images.length);
});

test('the first platform is shown at once, with its own tree', async ({ app }) => {
  await app.openFixture('multi.buildx-oci.tar');
  await app.go('Files');
  const paths = (await app.readWholeTree()).map(({ path }) => path);
  expect(paths).toEqual(readTree('multi').map(({ path }) => path));
});

for (const container of ['docker', 'oci'] as const) {
  test(`two images in one archive (${container}): each with its own files`, async ({ app, page }) => {
    await app.open(madeUp(`A6.${container}.tar`, caseArchive('A6', container)));
    await app.go('Files');
    await expect(app.row('one')).toBeVisible();
    await expect(app.row('base')).toBeVisible();

    await page.getByRole('combobox', { name: 'Image' }).selectOption({ label: 'second:1 ' });
    await app.allRead();
    await expect(app.row('two')).toBeVisible();
    await expect(app.row('base')).toBeHidden();
    await expect(app.row('one')).toBeHidden();
    await expect(page).toHaveTitle(/second:1/);
  });
}
