/** Digests are checked behind the page: a good image gets its mark, a tampered one is loud. */
import { expectAccessible } from './support/accessible.ts';
import { madeUp } from './support/app_page.ts';
import { digestOf, readDockerArchive, readFixture } from './support/fixtures.ts';
import { caseArchive, dockerArchive, tarOf } from './support/made_images.ts';
import { expect, test } from './support/shared_page.ts';

const app26 = readDockerArchive('app.docker26.tar');

test('a good image gets its mark, which leads to the parts', async ({ app, page }) => {
  await app.openFixture('app.docker26.tar');
  const mark = page.getByRole('banner').getByRole('link', { name: /digests match/ });
  // Manifest and config, and of each layer the blob and its diff ID.
  await expect(mark).toHaveText(`All ${2 + 2 * app26.layers.length} digests match`);
  await expect(page.getByRole('banner').getByRole('status').filter({ hasText: 'digests match' })).toHaveCount(1);
  await mark.click();
  await expect(page.getByRole('heading', { level: 2, name: 'Manifest' })).toBeVisible();
  await expect(page.locator('.verdict')).toHaveCount(2 + 2 * app26.layers.length);
  await expect(page.locator('.verdict:not([data-verdict=match])')).toHaveCount(0);
  await page.getByText('What a digest proves').click();
  await expect(page.getByText('It does not say who named it')).toBeVisible();
});

test('a tampered layer is loud, and both digests stand beside it in full', async ({ app, page }) => {
  const bytes = readFixture('app.docker26.tar');
  bytes[bytes.indexOf('srv/old.txt\0')] = 0x53;
  await app.open(madeUp('tampered.tar', bytes));
  await expect(page.getByRole('banner').getByRole('link', { name: '1 part is not what was declared' })).toBeVisible();
  const remarks = await app.openRemarks();
  await expect(remarks.getByRole('listitem').filter({ hasText: 'digest-mismatch' })).toContainText('What to try:');
  await app.go('Manifest');
  await expect(app.parts('layer').nth(1)).toContainText('does not match');
  await expect(page.locator('.mismatch').first()).toContainText(app26.config.rootfs.diff_ids[1] ?? '');
  await expect(page.locator('.mismatch').first()).toContainText(/Computedsha256:[0-9a-f]{64}/);
  await expect(app.parts('layer').nth(0)).not.toContainText('does not match');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, colorScheme);
  }
});

test('a config that is not what its name says', async ({ app }) => {
  const layer = tarOf([{ path: 'a', text: 'a' }]);
  const whole = dockerArchive(['made:1'], { config: { Cmd: ['/good'] } }, [layer]);
  whole.write('evil', whole.indexOf('good'));
  await app.open(madeUp('config.tar', whole));
  await app.go('Manifest');
  await expect(app.parts('config')).toContainText('does not match');
  await expect(app.parts('layer').getByTitle(digestOf(layer)).first()).toBeVisible();
});

test('what cannot be checked is neither praised nor accused', async ({ app, page }) => {
  await app.open(madeUp('cut.tar', caseArchive('A8')));
  await expect(
    page.getByRole('banner').getByRole('link', { name: /of \d+ digests could not be checked/ }),
  ).toBeVisible();
  await app.openFixture('app.docker-export.tar');
  await expect(page.getByRole('banner').getByRole('link', { name: 'No digests to check' })).toBeVisible();
});

test('of several images the chosen one is checked', async ({ app, page }) => {
  await app.openFixture('multi.buildx-oci.tar');
  const mark = page.getByRole('banner').getByRole('link', { name: /digests match/ });
  await expect(mark).toBeVisible();
  const platforms = page.getByRole('combobox', { name: 'Platform' });
  await platforms.selectOption({ index: 1 });
  await expect(mark).toBeVisible();
  await platforms.selectOption({ index: 0 });
  await expect(mark).toBeVisible();
});
