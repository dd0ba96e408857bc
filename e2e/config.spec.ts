/** Config in the shapes that an expert knows: docker image inspect, docker images --digests; and tables to take away. */
import { expectAccessible } from './support/accessible.ts';
import { madeUp } from './support/app_page.ts';
import { readDockerArchive, readFixture, readOciArchive } from './support/fixtures.ts';
import { dockerArchive, tarOf } from './support/made_images.ts';
import { expect, test } from './support/shared_page.ts';

const app26 = readDockerArchive('app.docker26.tar');

test.beforeEach(({ context }) => context.grantPermissions(['clipboard-read', 'clipboard-write']));
test.afterEach(({ context }) => context.clearPermissions());

test('docker image inspect, copied and downloaded', async ({ app, page }) => {
  await app.openFixture('app.docker26.tar');
  await app.go('Config');
  await page.getByText('As “docker image inspect” prints it').click();
  await expect(page.getByText('GraphDriver and Metadata are left out')).toBeVisible();
  const block = page.locator('details.json[open]');
  const [shown] = JSON.parse(await block.locator('pre').innerText());
  const sizes = app26.layers.map((entries) => entries.reduce((sum, { data }) => sum + data.length, 0));
  expect(shown).toMatchObject({
    Id: app26.id,
    RepoTags: app26.tags,
    RepoDigests: ['fixture/app@sha256:815301c4fbf8879a6f95ee6b5250ff673d27b5ed26e156f6ff09d8bf85e4f0a0'],
    Architecture: 'amd64',
    Os: 'linux',
    Size: sizes.reduce((sum, size) => sum + size),
    RootFS: { Type: 'layers', Layers: app26.config.rootfs.diff_ids },
  });
  for (const name of ['Env', 'Cmd', 'Entrypoint', 'Labels', 'ExposedPorts', 'Healthcheck', 'OnBuild', 'Shell']) {
    expect(shown.Config[name], name).toEqual(app26.config.config[name]);
  }
  await block.getByRole('button', { name: 'Copy JSON' }).click();
  expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toEqual([shown]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    block.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('inspect.json');
});

test('docker images --digests', async ({ app, page }) => {
  const [multi] = readOciArchive('multi.buildx-oci.tar');
  await app.openFixture('multi.buildx-oci.tar');
  await app.go('Config');
  await page.getByText('As “docker images --digests” lists it').click();
  const row = page.getByRole('region', { name: 'As “docker images --digests” lists it' }).getByRole('row').nth(1);
  await expect(row).toContainText('fixture/multi');
  await expect(row.getByTitle(multi?.id ?? '')).toBeVisible();
  await page.getByRole('button', { name: 'Copy the list' }).click();
  const [head = '', line = ''] = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  expect(head.split('\t')).toEqual(['Repository', 'Tag', 'Digest', 'Image ID', 'Created', 'Size']);
  expect(line.split('\t').slice(0, 4)).toEqual([
    'fixture/multi',
    '1',
    'sha256:b0344b68cedae3376d96c7180abe184933e6d859a2b37485f1b6a217430f2090',
    multi?.id,
  ]);
});

test('a search path is read part by part, and the table is copied as it is', async ({ app, page }) => {
  const config = { config: { Env: ['PATH=/usr/bin:/bin:/opt/x', 'A=b\tc'], Cmd: ['sh', '-c', "echo it's; exit"] } };
  await app.open(madeUp('env.tar', dockerArchive(['env:1'], config, [tarOf([{ path: 'a', text: 'a' }])])));
  await app.go('Config');
  await expect(page.locator('.path-part')).toHaveText(
    ['/usr/bin:', '/bin:', '/opt/x', 'b⟨0009⟩c'].slice(0, 3).concat('b\tc'),
  );
  await expect(page.locator('#command')).toHaveText(`sh -c 'echo it'\\''s; exit'`);
  await page.getByRole('button', { name: 'Copy Env as a table' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('PATH\t/usr/bin:/bin:/opt/x\nA\tb\\tc');
});

test('the history as a table, with steps that made no layer', async ({ app, page }) => {
  await app.openFixture('app.docker26.tar');
  await app.go('Layers');
  await page.getByText('History as a table').click();
  const rows = page.getByRole('region', { name: 'History as a table' }).getByRole('row');
  const steps = app26.config.history.toReversed();
  await expect(rows).toHaveCount(steps.length + 1);
  for (const [index, step] of steps.entries()) await expect(rows.nth(index + 1)).toContainText(step.created_by);
  await page.getByRole('button', { name: 'Copy the table', exact: true }).click();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  expect(lines).toHaveLength(steps.length + 1);
  expect(lines[1]?.split('\t')[4]).toBe(steps[0]?.created_by.replace(/[\t\r\n]+/g, ' '));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'JSON', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('history.json');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, colorScheme);
  }
});

test('the header has what docker images has, in its place before layers are read', async ({ app, page }) => {
  await app.open(madeUp('app.tar', readFixture('app.docker26.tar')));
  const banner = page.getByRole('banner');
  await expect(banner).toContainText(/archive.*unpacked.*wasted/);
  await expect(banner.getByRole('link', { name: /wasted/ })).toHaveAttribute('href', '#/space');
  await expect(banner.getByRole('status').filter({ hasText: 'All layers are read' })).toHaveCount(1);
});
