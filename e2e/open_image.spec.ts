/**
 * Real images of real tools are shown as they are: names, config, layers, files. What is expected is read here from the
 * image's own JSON and layers, and from the lists beside the fixtures, never from the page.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AppPage, Row } from './support/app_page.ts';
import {
  contentOf,
  layerOf,
  readDockerArchive,
  readFixture,
  readOciArchive,
  readTree,
  type TreeLine,
} from './support/fixtures.ts';
import { expect, test } from './support/shared_page.ts';
import { readTar } from './support/tar_reader.ts';

const app26 = readDockerArchive('app.docker26.tar');
/** skopeo writes the config anew, which gives the image another ID. */
const idOf = (file: string) => readOciArchive(file)[0]?.id ?? '';

/** The steps of tests/fixtures/app/Dockerfile that made a layer, the base first: how each begins on the page. */
const steps = [
  'ADD file:',
  'COPY dir:',
  'RUN rm /srv/old.txt && rm -r /srv/cache',
  'RUN rm -r /srv/static && mkdir /srv/static',
  'RUN chmod 755 /srv/data/table.csv',
  'RUN rm /srv/config && ln -s /etc/config.default',
  'RUN rm -r /srv/becomes-file && echo file',
];

test.describe('the same image, however it was saved', () => {
  const archives = [
    { file: 'app.docker26.tar', name: 'fixture/app:1', kind: 'Docker archive', id: app26.id },
    { file: 'app.podman.tar', name: 'localhost/fixture/app:1', kind: 'Docker archive', id: app26.id },
    { file: 'app.skopeo-oci-zstd.tar', name: '1', kind: 'OCI archive', id: idOf('app.skopeo-oci-zstd.tar') },
    { file: 'app.docker20.tar.xz', name: 'fixture/app:1', kind: 'Docker archive, compressed with xz', id: app26.id },
  ];
  for (const { file, name, kind, id } of archives) {
    test(`${file}: name, image ID, layers and the whole tree`, async ({ app, page }) => {
      await app.openFixture(file);
      await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
      await expect(page.getByRole('banner')).toContainText(kind);
      await expectImageId(app, id);
      await app.go('Layers');
      await expectLayers(app);
      await app.go('Files');
      expectTree(await app.readWholeTree(), readTree('app'));
    });
  }
});

test('a folder with an OCI layout opens like an archive of it', async ({ app, page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'layout-'));
  try {
    for (const { path, type, data } of readTar(readFixture('app.layout-folder.tar'))) {
      if (type !== '0') continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), data);
    }
    await app.start();
    await app.choose(folder, page.getByRole('button', { name: 'Choose a folder' }));
    await app.allRead();
    await expect(page.getByRole('banner')).toContainText('OCI layout');
    await expectImageId(app, idOf('app.layout-folder.tar'));
    await app.go('Files');
    expectTree(await app.readWholeTree(), readTree('app'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a container’s exported file system: files only, and the page says so', async ({ app, page }) => {
  await app.openFixture('app.docker-export.tar');
  await expect(page.getByRole('banner')).toContainText('root file system');
  await app.go('Config');
  await expect(page.getByText('This archive has no config')).toBeVisible();
  await app.go('Files');
  expectTree(await app.readWholeTree(), readTree('app.docker-export'));
});

test('a single compressed layer', async ({ app, page }) => {
  await app.openFixture('app.layer1.tar.gz');
  await expect(page.getByRole('banner')).toContainText('compressed with gzip');
  await app.go('Files');
  expectTree(await app.readWholeTree(), readTree('app.layer1'));
});

test('dropped and pasted files open too', async ({ app, page }) => {
  await app.start();
  for (const event of ['drop', 'paste'] as const) {
    const bytes = [...readFixture('app.layer1.tar.gz')];
    await page.evaluate(
      ([type, content]) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(content)], `by-${type}.tar.gz`));
        const options = { bubbles: true, cancelable: true };
        const happening =
          type === 'drop'
            ? new DragEvent('drop', { ...options, dataTransfer: data })
            : new ClipboardEvent('paste', { ...options, clipboardData: data });
        document.body.dispatchEvent(happening);
      },
      [event, bytes] as const,
    );
    await expect(page.getByRole('heading', { level: 1, name: `by-${event}.tar.gz` })).toBeVisible();
    await app.allRead();
  }
});

test('the config: every value that the image sets, each under its name', async ({ app, page }) => {
  const { config } = app26.config;
  await app.lookAtFixture('app.docker26.tar');
  await app.go('Config');
  for (const variable of config.Env) {
    const at = variable.indexOf('=');
    const name = page.getByRole('rowheader', { name: variable.slice(0, at), exact: true });
    const row = app.configField('Env').getByRole('row').filter({ has: name });
    await expect(row.getByRole('cell')).toHaveText(variable.slice(at + 1));
  }
  for (const [name, value] of Object.entries(config.Labels)) {
    await expect(app.configField('Labels').getByRole('row', { name: `${name} ${value}` })).toBeVisible();
  }
  await expect(app.configField('Entrypoint').getByRole('listitem')).toHaveText(config.Entrypoint);
  await expect(app.configField('Cmd').getByRole('listitem')).toHaveText(config.Cmd);
  await expect(app.configField('ExposedPorts').getByRole('listitem')).toHaveText(
    Object.keys(config.ExposedPorts as object),
  );
  await expect(app.configField('Volumes').getByRole('listitem')).toHaveText(Object.keys(config.Volumes as object));
  await expect(app.configField('User')).toHaveText(config.User as string);
  await expect(app.configField('WorkingDir')).toHaveText(config.WorkingDir as string);
  await expect(app.configField('StopSignal')).toHaveText(config.StopSignal as string);
  await expect(app.configField('Shell').getByRole('listitem')).toHaveText(config.Shell as string[]);
  await expect(app.configField('OnBuild').getByRole('listitem')).toHaveText(config.OnBuild as string[]);
  await expect(app.configField('Healthcheck')).toContainText('30 s');

  await page.getByText('The config as it is in the archive').click();
  expect(JSON.parse(await page.locator('details pre').innerText())).toEqual(app26.config);
});

test('the manifest: config and layers in order, with digests computed from the content', async ({ app }) => {
  await app.lookAtFixture('app.docker26.tar');
  await app.go('Manifest');
  await expect(app.parts('config').getByTitle(app26.id)).toBeVisible();
  const layers = app.parts('layer');
  await expect(layers).toHaveCount(app26.layers.length);
  for (const [index, diffId] of app26.config.rootfs.diff_ids.entries()) {
    await expect(layers.nth(index)).toContainText(`Layer ${index}`);
    await expect(layers.nth(index).getByTitle(diffId).first()).toBeVisible();
  }
});

test('a layer opens: its whole instruction, its digests, and the ways into the tree', async ({ app, page }) => {
  await app.lookAtFixture('app.docker26.tar');
  await app.go('Layers');
  await layerButton(app, 2).click();
  await expect(app.stack.locator('pre')).toHaveText('RUN rm /srv/old.txt && rm -r /srv/cache');
  await expect(app.stack.getByText(app26.config.rootfs.diff_ids[2] ?? '').first()).toBeVisible();
  await page.getByRole('link', { name: 'Tree at this layer' }).click();
  await expect(page).toHaveURL(/#\/files\/\?at=2$/);
  await expect(page.getByRole('combobox', { name: 'at layer' })).toHaveValue('2');
});

test('the tree at a lower layer shows what later layers delete', async ({ app }) => {
  await app.lookAtFixture('app.docker26.tar');
  await app.goToPath('/srv/old.txt', '?at=1');
  await expect(app.row('old.txt')).toBeVisible();
  await expect(app.details).toContainText(contentOf(app26, '/srv/old.txt').toString().trim());
  // The layer itself, packed alone by another tool, says what must be in /srv by now.
  const inLayer1 = readTree('app.layer1').map(({ path }) => path);
  const below = (await app.readWholeTree()).map(({ path }) => path).filter((path) => path.startsWith('/srv'));
  expect(below.toSorted()).toEqual(inLayer1.toSorted());

  // Reading moved on from row to row, and the address with it.
  await app.goToPath('/etc', '?at=1');
  await app.goToPath('/srv/old.txt', '?at=1');
  await app.page.getByRole('combobox', { name: 'at layer' }).selectOption('2');
  await expect(app.page.getByText('/srv/old.txt does not exist at this point of view')).toBeVisible();
  await expect(app.row('old.txt')).toBeHidden();
});

test('the changes of a layer, by letter and reason', async ({ app, page }) => {
  await app.lookAtFixture('app.docker26.tar');
  const changesOf = async (layer: number) => {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#/files/?changes=${layer}`);
    await expect(page.getByRole('combobox', { name: 'of layer' })).toHaveValue(String(layer));
    const rows = await app.readWholeTree();
    return new Map(rows.map(({ path, change }) => [path, change.trim()]));
  };

  const deletions = await changesOf(2);
  for (const { path } of readTree('app.layer1')) {
    const isGone = path === '/srv/old.txt' || path.startsWith('/srv/cache');
    if (isGone) expect.soft(deletions.get(path), path).toMatch(/^D/);
    else expect.soft(deletions.get(path) ?? '', path).not.toMatch(/^D/);
  }

  const modes = await changesOf(4);
  expect(modes.get('/srv/data/table.csv')).toBe('M mode');
  expect(modes.get('/srv/data/tool')).toBe('M mode');

  const added = await changesOf(6);
  expect(added.get('/srv/pair1')).toMatch(/^A/);
  expect(added.get('/srv/pair2')).toMatch(/^A/);
  expect(added.get('/srv/becomes-file')).toMatch(/^M.*type/);
  expect(added.get('/srv/becomes-dir')).toMatch(/^M.*type/);
  expect(added.get('/srv/becomes-file/y')).toMatch(/^D/);
});

test('the details of a path: every version, links, hard links, and the file itself', async ({ app }) => {
  await app.lookAtFixture('app.docker26.tar');
  await app.go('Files');

  await app.goToPath('/srv/data/tool');
  const versions = app.details.getByRole('list').filter({ hasText: 'added' }).getByRole('listitem');
  await expect(versions).toHaveText([/^4.*M modified: mode.*-rwsr-xr-x/s, /^1.*A added.*-rw-r--r--/s]);

  await app.goToPath('/srv/config');
  await expect(app.details).toContainText('symbolic link');
  const target = app.details.getByRole('link', { name: '/etc/config.default' });
  await target.click();
  await expect(app.details.getByRole('heading', { level: 3 }).first()).toContainText('/etc/config.default');
  await expect(app.details.locator('pre')).toHaveText(contentOf(app26, '/etc/config.default').toString());

  await app.goToPath('/srv/pair1');
  await expect(app.details.getByRole('link', { name: '/srv/pair2' })).toBeVisible();

  await app.goToPath('/bin/tiny');
  await expect(app.details.getByRole('row').first()).toHaveText(/^00000000.*7f 45 4c 46/);
});

test('rows can be sorted by the size they show, largest first, and back by name', async ({ app, page }) => {
  await app.openFixture('sample.docker.tar');
  await app.go('Files');
  const inApp = async () =>
    (await app.readWholeTree()).filter(({ level, path }) => level === 2 && path.startsWith('/app/'));
  const byName = page.getByRole('columnheader', { name: 'Name' });
  const bySize = page.getByRole('columnheader', { name: 'Size' });
  const names = readTree('sample')
    .map(({ path }) => path)
    .filter((path) => /^\/app\/[^/]+$/.test(path));
  expect((await inApp()).map(({ path }) => path)).toEqual(names);

  await bySize.getByRole('button').click();
  await expect(bySize).toHaveAttribute('aria-sort', 'descending');
  await expect(async () => {
    const sizes = (await inApp()).map((row) => row.size);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  }).toPass({ timeout: 8000 });

  await byName.getByRole('button').click();
  await expect(byName).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(async () => (await inApp()).map(({ path }) => path)).toEqual(names);
});

async function expectImageId(app: AppPage, id: string) {
  await expect(app.page.getByRole('banner').getByTitle(id, { exact: true })).toBeVisible();
}

/** Topmost first, so the base is at the bottom; steps without a layer lie between. */
async function expectLayers(app: AppPage) {
  const layers = app.stack.getByRole('button', { expanded: false });
  await expect(layers).toHaveCount(steps.length);
  for (const [index, step] of steps.entries()) await expect(layerButton(app, index)).toContainText(step);
  const all = await app.stack.getByRole('listitem').allInnerTexts();
  const numbers = all.map((text) => /^\d+/.exec(text)?.[0]).filter(Boolean);
  expect(numbers).toEqual(steps.map((_, index) => String(index)).toReversed());
  const withoutLayer = app26.config.history.filter((step) => step.empty_layer).length;
  // One line for each step of the history, and the writable layer of a container on top.
  expect(all).toHaveLength(steps.length + withoutLayer + 1);
  expect(all[0]).toContain('writable layer');
}

function layerButton(app: AppPage, index: number) {
  return app.stack.getByRole('button').filter({ hasText: new RegExp(`^${index}\\D`) });
}

const letters = { d: 'd', f: '-', l: 'l', h: '-', c: 'c', b: 'b', p: 'p', s: 's' };

/** Equal in every path, mode, owner, size and link; the layer must be the topmost that has the path. */
function expectTree(rows: Row[], expected: TreeLine[]) {
  const sizeOf = new Map(expected.map((line) => [line.path, line.size]));
  const shown = rows.map(({ path, mode, octal, owner, size, link }) => ({
    path,
    type: mode[0],
    octal,
    owner,
    size: mode[0] === 'd' ? 0 : size,
    link: mode[0] === 'l' ? link : '',
  }));
  const wanted = expected.map(({ path, type, mode, owner, size, link }) => ({
    path,
    type: letters[type],
    octal: mode,
    owner,
    // Two hard links share one body; the list gives it to one of them only.
    size: type === 'h' ? (sizeOf.get(`/${link}`) ?? 0) : size,
    link: type === 'l' ? link : '',
  }));
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
  expect(shown.toSorted(byPath)).toEqual(wanted.toSorted(byPath));
}

test('each entry of the merged tree names the layer it comes from', async ({ app }) => {
  await app.lookAtFixture('app.docker26.tar');
  await app.go('Files');
  const files = (await app.readWholeTree()).filter(({ mode }) => mode[0] !== 'd');
  expect(files.length).toBeGreaterThan(30);
  for (const { path, layer } of files) expect.soft(layer, path).toBe(String(layerOf(app26, path)));
});
