/** What goes wrong on the device, not in the image: memory, workers, the file on disk, the browser. Each is told, the rest goes on. */
import { copyFileSync, mkdtempSync, rmSync, truncateSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { madeUp } from './support/app_page.ts';
import { GiB, writeBigImage, writeSlowImage } from './support/big_image.ts';
import { fixture, readFixture } from './support/fixtures.ts';
import { dockerArchive, outerEntry, tarOf } from './support/made_images.ts';
import { readTar } from './support/tar_reader.ts';
import { expect, test } from './support/test.ts';
import { waitingWorkers } from './support/workers.ts';

const blobSizes = readTar(readFixture('app.docker26.tar')).map(({ data }) => data.length);
const biggest = Math.max(...blobSizes);

/** Runs code at the start of every worker of the page; workers are told apart by `self.name`. */
async function inWorkers(page: Page, code: string): Promise<void> {
  await page.addInitScript((prelude) => {
    const RealBlob = window.Blob;
    window.Blob = class extends RealBlob {
      constructor(parts: BlobPart[] = [], options?: BlobPropertyBag) {
        super(options?.type?.includes('javascript') ? [prelude, ...parts] : parts, options);
      }
    };
  }, code);
}

/** Code that runs in the layer worker that gets the biggest blob to scan, before it begins. */
const overBiggest = (code: string) => `
  if (self.name === 'layer') self.addEventListener('message', ({ data }) => {
    if (data.type === 'scan' && data.places.some(({ size }) => size === ${biggest})) { ${code} }
  });
`;

test('a worker that runs out of memory loses its layer, and says that it was memory', async ({ app, page }) => {
  test.setTimeout(90_000);
  const image = writeBigImage(30_000, 0, 0);
  await inWorkers(
    page,
    `if (self.name === 'layer') self.addEventListener('message', ({ data }) => {
      const isFirst = data.type === 'scan' && data.places.some(({ offset }) => offset < 1024);
      if (isFirst) WebAssembly.Memory.prototype.grow = () => { throw new RangeError('no more'); };
    });`,
  );
  await app.open(image.file);
  const remarks = await app.openRemarks();
  await expect(remarks).toContainText('ran out of memory while this layer was read');
  await app.go('Layers');
  await expect(app.stack.getByRole('button').filter({ hasText: 'only partly readable' })).toHaveCount(1);
  image.remove();
});

test('memory at its end while an image is opened, read or looked at: said so, and the next one opens', async ({
  app,
  page,
}) => {
  await inWorkers(
    page,
    `let image = '';
    if (self.name === 'index') self.addEventListener('message', ({ data }) => {
      if (data.type === 'open') image = data.source.name;
      const noMore = () => { throw new RangeError('no more'); };
      if (data.type + '.tar' === image) WebAssembly.Memory.prototype.grow = noMore;
      if (image === 'asked.tar' && data.query?.name === 'expandAll') Array.prototype.push = noMore;
    });`,
  );
  const saysSo = async (workers: number) => {
    await expect(app.problem).toContainText('ran out of memory for this image');
    await expect(app.problem).toContainText('Close other tabs');
    // What is left of an engine that broke off anywhere is asked nothing more.
    await expect.poll(() => page.workers().length).toBe(workers);
  };
  const members = Array.from({ length: 40_000 }, (_, index) => outerEntry(`blobs/${index}`, Buffer.alloc(0)));
  await app.start();
  await app.choose(madeUp('open.tar', gzipSync(Buffer.concat(members))));
  await saysSo(await waitingWorkers(page));

  const files = Array.from({ length: 20_000 }, (_, index) => ({ path: `a-folder/with-a-long-name/${index}` }));
  await app.choose(madeUp('table.tar', gzipSync(dockerArchive(['table:1'], {}, [tarOf(files)]))));
  await saysSo(0);
  for (const section of ['Config', 'Manifest', 'Layers'] as const) await app.go(section);

  await app.open(madeUp('asked.tar', dockerArchive(['asked:1'], {}, [tarOf([{ path: 'folder/file' }])])));
  await expect(app.problem).toBeHidden();
  await app.go('Files');
  await page.getByRole('button', { name: 'Expand all' }).click();
  await saysSo(0);

  await app.openFixture('app.docker26.tar');
  await expect(app.problem).toBeHidden();
  await app.go('Files');
  await expect(app.row('srv')).toBeVisible();
});

test('an abort of the engine is not called a lack of memory', async ({ app, page }) => {
  // On the way of what the engine tells.
  const abort = `const post = self.postMessage;
    self.postMessage = () => { self.postMessage = post; throw new WebAssembly.RuntimeError('Aborted()'); };`;
  await inWorkers(page, overBiggest(abort));
  await app.openFixture('app.docker26.tar');
  const remarks = await app.openRemarks();
  await expect(remarks.getByRole('listitem').filter({ hasText: 'worker-failed' })).toContainText(
    'a fault of this page',
  );
  await expect(remarks).not.toContainText('memory');
});

test('workers that cannot be made ready do not wait for an image, which says why it cannot be opened', async ({
  app,
  page,
}) => {
  await inWorkers(page, "WebAssembly.instantiate = () => Promise.reject(new RangeError('no more'));");
  await app.start();
  await expect.poll(() => page.workers().length).toBe(0);
  await app.choose(fixture('app.docker26.tar'));
  await expect(app.problem).toContainText('ran out of memory for this image');
  await expect.poll(() => page.workers().length).toBe(0);
});

test('a worker that dies in the middle leaves the other layers usable', async ({ app, page, complaints }) => {
  await inWorkers(
    page,
    overBiggest("self.postMessage = () => undefined; setTimeout(() => { throw new Error('died'); }, 100);"),
  );
  await app.openFixture('app.docker26.tar');
  await expect(await app.openRemarks()).toContainText('Reading this layer stopped unexpectedly');
  await app.go('Layers');
  await expect(app.stack.getByRole('button').filter({ hasText: 'only partly readable' })).toHaveCount(1);
  complaints.length = 0;
});

test('when the engine itself dies, what is known stays', async ({ app, page, complaints }) => {
  await inWorkers(
    page,
    `if (self.name === 'index') self.addEventListener('message', ({ data }) => {
      if (data.query?.name === 'expandAll') setTimeout(() => { throw new Error('died'); });
    });`,
  );
  await app.openFixture('app.docker26.tar');
  await app.go('Files');
  await page.getByRole('button', { name: 'Expand all' }).click();
  await expect(app.problem).toContainText('stopped unexpectedly');
  await expect(app.problem).toContainText('What to try:');
  for (const section of ['Config', 'Manifest', 'Layers'] as const) await app.go(section);
  await app.openFixture('app.docker26.tar');
  await expect(app.problem).toBeHidden();
  complaints.length = 0;
});

test.describe('a file that changes under the page', () => {
  for (const [what, change] of [
    ['is cut short', (path: string) => truncateSync(path, 1000)],
    ['is deleted', (path: string) => unlinkSync(path)],
  ] as const) {
    test(`${what}: its files say so, the rest stays`, async ({ app, page }) => {
      const folder = mkdtempSync(join(tmpdir(), 'changing-'));
      const path = join(folder, 'app.tar');
      copyFileSync(fixture('app.docker26.tar'), path);
      await app.open(path);
      await expect(page.getByRole('banner').getByRole('link', { name: /digests match/ })).toBeVisible();
      change(path);
      await app.goToPath('/srv/static/index.html');
      await expect(app.details).toContainText('could not read the file');
      await app.go('Config');
      await expect(app.configField('Cmd')).toBeVisible();
      rmSync(folder, { recursive: true });
    });
  }

  test('while its layers are read: the layer is marked, with words', async ({ app }) => {
    test.setTimeout(90_000);
    const image = writeSlowImage(32 * GiB);
    await app.start();
    await app.choose(image.file);
    await app.go('Layers');
    await expect(app.stack.getByText(/reading, \d/)).toBeVisible();
    truncateSync(image.file, 1000);
    const remarks = await app.openRemarks();
    await expect(remarks.getByRole('listitem').filter({ hasText: 'file-unreadable' })).toContainText(
      'changed, moved or deleted while it was open here',
    );
    await expect(app.stack.getByRole('button').filter({ hasText: 'only partly readable' })).toHaveCount(1);
    image.remove();
  });
});

test.describe('a browser that lacks something says what, in words', () => {
  for (const [name, remove] of [
    ['WebAssembly', () => void Reflect.deleteProperty(window, 'WebAssembly')],
    ['WebAssembly SIMD', () => void Object.assign(WebAssembly, { validate: () => false })],
    ['AbortSignal.any', () => void Reflect.deleteProperty(AbortSignal, 'any')],
    ['DecompressionStream', () => void Reflect.deleteProperty(window, 'DecompressionStream')],
    ['Worker', () => void Reflect.deleteProperty(window, 'Worker')],
  ] as const) {
    test(name, async ({ page }) => {
      await page.addInitScript(remove);
      await page.goto('./');
      await expect(page.getByText('This browser lacks something that Image Anatomy needs')).toContainText(name);
      await expect(page.getByText('Use a current Chrome')).toBeVisible();
      await expect(page.getByText('could not be loaded')).toBeHidden();
    });
  }
});
