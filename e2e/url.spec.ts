/** `?url=` opens an image of the page's own origin: by ranges, or downloaded first; what goes wrong is said. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { type BigImage, writeBigImage } from './support/big_image.ts';
import { readFixture, readTree } from './support/fixtures.ts';
import { type ImageSite, imageSite } from './support/image_site.ts';
import { builtSite } from './support/own_site.ts';
import { test as base, expect } from './support/test.ts';

const MiB = 1024 * 1024;

const test = base.extend<{ site: ImageSite; plainSite: ImageSite }, { big: BigImage }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern that no other fixture is needed.
  site: async ({}, use) => {
    const site = await imageSite();
    await use(site);
    site.stop();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  plainSite: async ({}, use) => {
    const site = await imageSite({ ranges: false });
    await use(site);
    site.stop();
  },
  big: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use) => {
      const big = writeBigImage(3000, 2, 12 * MiB);
      await use(big);
      big.remove();
    },
    { scope: 'worker' },
  ],
});

const ofImages = (site: ImageSite) => site.asked.filter(({ path }) => path.startsWith('/images/'));
const name = (page: Page) => page.getByRole('heading', { level: 1 });
const verification = (page: Page) => page.locator('.verification');

/** Lets small requests through and keeps those for large parts until release() is called. */
function holdLargeParts(site: ImageSite) {
  let isHeld = true;
  site.intercept = (request) => {
    const last = site.asked.at(-1);
    return (
      isHeld && request.url?.startsWith('/images/') === true && (last?.bytes ?? 0) > 64 * 1024 && last?.bytes !== MiB
    );
  };
  return () => {
    isHeld = false;
  };
}

test('by ranges: config and layers are there before any layer has come, and little of the file is asked for', async ({
  app,
  page,
  site,
  big,
}) => {
  holdLargeParts(site);
  await page.goto(site.put(big.file));
  await expect(name(page)).toHaveText('big:1');
  await app.go('Config');
  await expect(app.configField('Cmd')).toContainText('/bin/big');
  await app.go('Layers');
  await expect(app.stack).toContainText('COPY part-3 /');
  await expect(page.getByRole('progressbar')).toBeVisible();
  const parts = ofImages(site);
  expect(parts.every(({ bytes }) => bytes !== undefined)).toBe(true);
});

test('by ranges: the whole tree, and no byte is read a second time for the digests', async ({
  app,
  page,
  site,
  big,
}) => {
  await page.goto(`${site.put(big.file)}#/files/`);
  await app.allRead();
  const sum = ofImages(site).reduce((bytes, part) => bytes + (part.bytes ?? big.bytes), 0);
  // The archive's first MiB is asked for before it is known what lies where.
  expect(sum).toBeLessThan(big.bytes + 2 * MiB);
  await app.goToPath('/data/big-1.bin');
  await expect(app.details.locator('.preview')).toContainText('Hex');
});

test('by ranges: digests are checked when asked for, and it is said how much that reads', async ({
  app,
  page,
  site,
  big,
}) => {
  await page.goto(site.put(big.file));
  await app.allRead();
  const check = verification(page).getByRole('button', { name: 'Check them:' });
  await expect(check).toContainText('MB');
  await expect(verification(page)).toContainText('Digests not checked yet');
  await check.click();
  await expect(verification(page)).toContainText('All 4 digests match', { timeout: 30_000 });
  await expect(check).toBeHidden();
});

test('a small image comes whole, and its digests are checked at once', async ({ app, page, site }) => {
  await page.goto(`${site.fixture('app.docker26.tar')}#/files/`);
  await app.allRead();
  const rows = await app.readWholeTree();
  expect(rows.map(({ path }) => path).toSorted()).toEqual(
    readTree('app')
      .map(({ path }) => path)
      .toSorted(),
  );
  await expect(verification(page)).toContainText(/All \d+ digests match/);
  expect(ofImages(site)).toHaveLength(1);
});

test('a file in a folder beside the page, a name to be encoded, a link straight to a path', async ({
  app,
  page,
  site,
}) => {
  site.put('an image, 100%.tar', readFixture('app.docker26.tar'));
  await page.goto(
    `${site.address}?url=${encodeURIComponent('../images/an image, 100%25.tar')}#/files/etc/config.default`,
  );
  await expect(app.details.locator('pre')).not.toBeEmpty();
});

/** Sends the first half of an image, and the rest when it is called. */
function slowly(site: ImageSite, bytes: Buffer): () => void {
  let goOn: () => void = () => undefined;
  site.intercept = (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/images/')) return false;
    response.writeHead(200, { 'Content-Length': bytes.length }).write(bytes.subarray(0, bytes.length / 2));
    goOn = () => response.end(bytes.subarray(bytes.length / 2));
    return true;
  };
  return () => goOn();
}

test('without ranges: progress, cancel, and once more', async ({ app, page, plainSite: site }) => {
  const bytes = readFixture('app.docker26.tar');
  const goOn = slowly(site, bytes);
  await page.goto(site.fixture('app.docker26.tar'));
  const progress = page.getByRole('progressbar', { name: 'Downloading' });
  await expect(progress).toBeVisible();
  await expect(page.locator('#reading')).toContainText(/Downloading108\skB of 216\skB/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.problem).toHaveAttribute('data-code', 'cancelled');
  await expect(progress).toBeHidden();

  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(progress).toBeVisible();
  goOn();
  await app.allRead();
  await expect(name(page)).toContainText('app');
});

test('a large image without ranges is downloaded once', async ({ app, page, plainSite: site, big }) => {
  await page.goto(site.put(big.file));
  await app.allRead();
  await expect(verification(page)).toContainText('All 4 digests match', { timeout: 30_000 });
  expect(ofImages(site)).toHaveLength(1);
});

test('a browser that cannot suspend wasm downloads the whole', async ({ app, page, site, big }) => {
  await page.addInitScript('delete WebAssembly.Suspending; delete WebAssembly.promising;');
  await page.goto(site.put(big.file));
  await app.allRead();
  expect(ofImages(site)).toEqual([{ path: '/images/big.tar', bytes: undefined }]);
});

test('a server that compresses whoever asks', async ({ app, page, site, complaints }) => {
  const { gzipSync } = await import('node:zlib');
  const packed = gzipSync(readFixture('app.docker26.tar'));
  site.intercept = ({ url }, response) => {
    if (!url?.startsWith('/images/')) return false;
    response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': packed.length }).end(packed);
    return true;
  };
  await page.goto(site.fixture('app.docker26.tar'));
  await app.allRead();
  await expect(page.locator('#archive-size')).toContainText('216 kB');
  // The browser tells of the answer that it would not unpack.
  complaints.length = 0;
});

test('another origin is not asked', async ({ app, page, site, context }) => {
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  await page.goto(`${site.address}?url=http://127.0.0.2:9/image.tar`);
  await expect(app.problem).toHaveAttribute('data-code', 'url-other-origin');
  await expect(app.problem).toContainText('http://127.0.0.2:9/image.tar');
  await expect(app.problem).toContainText('Nothing was requested');
  expect(asked.filter((url) => !url.startsWith(site.origin) && !/^(blob|data):/.test(url))).toEqual([]);
});

const refusals: [string, number, string, string][] = [
  ['url-not-found', 404, 'text/plain', 'The server has no file at this address.'],
  ['url-refused', 500, 'text/plain', 'The server did not give the file.'],
  ['url-is-web-page', 200, 'text/html', 'The server answered with a web page instead of an image.'],
];
for (const [code, status, type, words] of refusals) {
  test(`${code}: what, where and what to try`, async ({ app, page, site, complaints }) => {
    site.intercept = ({ url }, response) => {
      if (url !== '/images/app.docker26.tar') return false;
      response.writeHead(status, { 'Content-Type': type }).end('<h1>Hello</h1>');
      return true;
    };
    await page.goto(site.fixture('app.docker26.tar'));
    await expect(app.problem).toHaveAttribute('data-code', code);
    await expect(app.problem).toContainText(words);
    await expect(app.problem).toContainText('../images/app.docker26.tar');
    await expect(app.problem).toContainText('What to try:');
    await expect(app.chooseButton).toBeVisible();

    site.intercept = () => false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await app.allRead();
    await expect(name(page)).toContainText('app');
    // The browser writes failed requests there.
    complaints.length = 0;
  });
}

test('a network that is not there, and one that goes while downloading', async ({
  app,
  page,
  plainSite: site,
  complaints,
}) => {
  site.intercept = ({ url, socket }) => {
    if (!url?.startsWith('/images/')) return false;
    socket.destroy();
    return true;
  };
  await page.goto(site.fixture('app.docker26.tar'));
  await expect(app.problem).toHaveAttribute('data-code', 'url-unreachable');
  site.intercept = ({ url }, response) => {
    if (!url?.startsWith('/images/')) return false;
    response.writeHead(200, { 'Content-Length': 1000 }).write('x'.repeat(500), () => response.destroy());
    return true;
  };
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(app.problem).toHaveAttribute('data-code', 'url-interrupted');
  complaints.length = 0;
});

/** Reads config and layers by ranges, then answers what follows in this way. */
async function meanwhile(
  page: Page,
  site: ImageSite,
  big: BigImage,
  next: (request: IncomingMessage, response: ServerResponse) => void,
) {
  site.intercept = (request, response) => {
    const isLayer = (site.asked.at(-1)?.bytes ?? 0) > 64 * 1024 && site.asked.at(-1)?.bytes !== MiB;
    if (!request.url?.startsWith('/images/') || !isLayer) return false;
    next(request, response);
    return true;
  };
  await page.goto(`${site.put(big.file)}#/layers`);
}

test('the network goes midway: what was read stays, and reading can begin again', async ({
  app,
  page,
  site,
  big,
  complaints,
}) => {
  await meanwhile(page, site, big, ({ socket }) => socket.destroy());
  await expect(app.problem).toHaveAttribute('data-code', 'url-interrupted');
  await expect(app.stack).toContainText('COPY part-3 /');
  await expect(page.getByText('Reading stopped.')).toBeVisible();
  await app.go('Config');
  await expect(app.configField('Cmd')).toContainText('/bin/big');
  site.intercept = () => false;
  await page.getByRole('button', { name: 'Read again' }).click();
  await app.allRead();
  await expect(app.problem).toBeHidden();
  complaints.length = 0;
});

test('the file is replaced while it is read', async ({ app, page, site, big }) => {
  await meanwhile(page, site, big, (_request, response) =>
    response.writeHead(200, { ETag: '"another"' }).end('another'),
  );
  await expect(app.problem).toHaveAttribute('data-code', 'source-changed');
  await expect(app.problem).toContainText('The image was replaced on the server while it was being read.');
});

test('a server that lies about ranges', async ({ app, page, site, big }) => {
  let tag = '';
  await meanwhile(page, site, big, (request, response) => {
    tag = String(request.headers['if-range']);
    response.writeHead(206, { ETag: tag, 'Content-Range': `bytes 0-9/${big.bytes}` }).end('0123456789');
  });
  await expect(app.problem).toHaveAttribute('data-code', 'url-ranges-broken');
  expect(tag).toMatch(/^".+"$/);
});

test('whoever opens another image, or none, does not get the first one back by a reload', async ({
  app,
  page,
  site,
}) => {
  await page.goto(`${site.fixture('app.docker26.tar')}#/layers`);
  await app.allRead();
  await page.getByRole('button', { name: 'Open another' }).click();
  expect(new URL(page.url()).search).toBe('');
  await page.reload();
  await expect(app.chooseButton).toBeVisible();
  await expect(page.getByRole('progressbar')).toBeHidden();
});

test('in Portuguese', async ({ page, site, browser }) => {
  const context = await browser.newContext({ locale: 'pt-BR', serviceWorkers: 'block' });
  const other = await context.newPage();
  await other.goto(`${site.address}?url=https://outro.example/a.tar`);
  await expect(other.getByRole('alert')).toContainText('Este endereço leva a outro site.');
  await context.close();
  expect(page.url()).toBe('about:blank');
});

test('the page as one file, from a disk, may not', async ({ app, page }) => {
  await page.goto(`${pathToFileURL(join(builtSite, 'image-anatomy.html')).href}?url=app.docker26.tar`);
  await expect(app.problem).toHaveAttribute('data-code', 'url-from-file');
  await expect(app.problem).toContainText('browsers forbid it');
});
