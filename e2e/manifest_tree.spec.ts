/** Manifest as a tree: what names what, from index.json down to the layers; what is not there is marked. */
import { expectAccessible } from './support/accessible.ts';
import { madeUp } from './support/app_page.ts';
import { readFixture } from './support/fixtures.ts';
import { outerEntry } from './support/made_images.ts';
import { expect, test } from './support/shared_page.ts';
import { readTar } from './support/tar_reader.ts';

const multi = readTar(readFixture('multi.buildx-oci.tar')).filter(({ type }) => type === '0');
const json = (path: string) => JSON.parse(multi.find((entry) => entry.path === path)?.data.toString() ?? 'null');
const blob = (digest: string) => `blobs/${digest.replace(':', '/')}`;
const top = json('index.json');
const nested = json(blob(top.manifests[0].digest));

interface Descriptor {
  digest: string;
  platform: { architecture: string };
  annotations?: Record<string, string>;
}

test('index.json, nested index, manifests, attestations; the chosen image is open', async ({ app, page }) => {
  await app.openFixture('multi.buildx-oci.tar');
  await app.go('Manifest');
  await expect(app.parts('document')).toContainText('index.json');
  await expect(app.parts('index').getByTitle(top.manifests[0].digest)).toBeVisible();
  await expect(app.parts('manifest')).toHaveCount(nested.manifests.length);
  for (const [index, { digest, annotations }] of (nested.manifests as Descriptor[]).entries()) {
    const row = app.parts('manifest').nth(index);
    await expect(row.getByTitle(digest).first()).toBeVisible();
    const about = annotations?.['vnd.docker.reference.digest'];
    if (about) await expect(row.getByTitle(about)).toBeVisible();
    if (about) await expect(row).toContainText('attestation');
  }
  await expect(app.parts('manifest').filter({ hasText: 'shown here' })).toHaveCount(1);
  const manifest = json(blob(nested.manifests[0].digest));
  await expect(app.parts('layer')).toHaveCount(manifest.layers.length);
  await expect(app.parts('config').getByTitle(manifest.config.digest)).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, colorScheme);
  }
});

test('each document is there as JSON, attestation statements too', async ({ app, page }) => {
  await app.openFixture('multi.buildx-oci.tar');
  await app.go('Manifest');
  const documentOf = async (row: ReturnType<typeof app.parts>) => {
    await row.locator('.json summary').click();
    return JSON.parse(await row.locator('.json pre').innerText());
  };
  expect(await documentOf(app.parts('document'))).toEqual(top);
  expect(await documentOf(app.parts('index'))).toEqual(nested);
  expect(await documentOf(app.parts('manifest').first())).toEqual(json(blob(nested.manifests[0].digest)));
  const attestation = (nested.manifests as Descriptor[]).findIndex(({ annotations }) => annotations);
  const statement = json(blob(nested.manifests[attestation].digest)).layers[0].digest;
  await app.parts('manifest').nth(attestation).getByRole('button', { name: 'What Manifest names' }).click();
  const layer = app.parts('layer').filter({ has: page.getByTitle(statement) });
  expect(await documentOf(layer)).toEqual(json(blob(statement)));
});

test('another image is chosen from the tree, and the focus goes with it', async ({ app, page }) => {
  await app.openFixture('multi.buildx-oci.tar');
  await app.go('Manifest');
  const other = nested.manifests[1] as Descriptor;
  await app
    .parts('manifest')
    .nth(1)
    .getByRole('button', { name: /^Show this one/ })
    .click();
  await expect(app.parts('manifest').nth(1)).toContainText('shown here');
  await expect(page.locator('#chosen-image')).toBeFocused();
  await expect(page.getByRole('combobox', { name: 'Platform' }).locator('option:checked')).toContainText(
    other.platform.architecture,
  );
  await expect(app.parts('config').getByTitle(json(blob(other.digest)).config.digest)).toBeVisible();
});

test('nodes open and close by keyboard', async ({ app, page }) => {
  await app.openFixture('multi.buildx-oci.tar');
  await app.go('Manifest');
  const button = app.parts('document').getByRole('button', { name: 'What index.json names' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await expect(app.parts('manifest')).toHaveCount(0);
  await page.keyboard.press('Space');
  await expect(app.parts('manifest')).toHaveCount(nested.manifests.length);
});

test('what is named but not in the archive is marked', async ({ app }) => {
  const gone = [nested.manifests[1].digest, json(blob(nested.manifests[0].digest)).layers.at(-1).digest];
  const kept = multi.filter(({ path }) => !gone.some((digest) => path === blob(digest)));
  const archive = Buffer.concat([...kept.map(({ path, data }) => outerEntry(path, data)), Buffer.alloc(1024)]);
  await app.open(madeUp('partial.tar', archive));
  await app.go('Manifest');
  await expect(app.parts('manifest').nth(1)).toContainText('not in this archive');
  // Shown is the first image that is whole.
  await app.parts('manifest').first().getByRole('button', { name: 'What Manifest names' }).click();
  const count = json(blob(nested.manifests[0].digest)).layers.length;
  await expect(app.parts('layer').nth(count - 1)).toContainText('not in this archive');
  await expect(app.parts('layer').first()).not.toContainText('not in this archive');
});

test('a Docker archive: manifest.json with its paths beside the OCI side', async ({ app, page }) => {
  await app.openFixture('app.docker26.tar');
  await app.go('Manifest');
  await expect(app.parts('document')).toContainText(['index.json', 'manifest.json', 'repositories']);
  await page.getByRole('button', { name: 'What manifest.json names' }).click();
  await expect(app.parts('entry')).toContainText('shown here');
  await page.getByRole('button', { name: 'What Entry names' }).click();
  await expect(app.parts('config').last()).toContainText('blobs/sha256/');
});
