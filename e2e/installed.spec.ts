/** The page as an installed app: what the system needs to install it, and files it is launched with. */
import { readFixture } from './support/fixtures.ts';
import { keptForOffline } from './support/own_site.ts';
import { expect, test } from './support/test.ts';

interface Manifest {
  start_url: string;
  icons: { src: string; sizes: string; type: string; purpose?: string }[];
  file_handlers: { action: string; accept: Record<string, string[]> }[];
}

test.use({ serviceWorkers: 'allow' });

test('Chromium finds nothing wrong with the manifest, and would install the page', async ({ app, page, context }) => {
  await app.start();
  await keptForOffline(page);
  const devtools = await context.newCDPSession(page);
  const { url, errors, data } = await devtools.send('Page.getAppManifest');
  expect(url).toMatch(/manifest\.webmanifest$/);
  expect(errors).toEqual([]);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // Each test runs in a private window, where nothing is installed.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);

  const manifest = JSON.parse(data ?? '') as Manifest;
  expect(new URL(manifest.start_url, url).href).toBe(new URL('./', page.url()).href);
  expect(manifest.file_handlers.flatMap(({ accept }) => Object.values(accept).flat())).toEqual(
    expect.arrayContaining(['.tar', '.tar.gz', '.tgz', '.oci']),
  );
});

test('every icon is as large as the manifest says', async ({ app, page }) => {
  await app.start();
  const measured = await page.evaluate(async () => {
    const { icons } = (await (await fetch('manifest.webmanifest')).json()) as Manifest;
    return Promise.all(
      icons.map(async ({ src, sizes, purpose }) => {
        const image = new Image();
        image.src = src;
        await image.decode();
        return { src, sizes, purpose, actual: `${image.naturalWidth}x${image.naturalHeight}` };
      }),
    );
  });
  const drawn = measured.filter(({ sizes }) => sizes !== 'any');
  expect(drawn.map(({ actual }) => actual)).toEqual(drawn.map(({ sizes }) => sizes));
  expect(drawn.map(({ sizes, purpose }) => `${sizes} ${purpose ?? 'any'}`).toSorted()).toEqual([
    '192x192 any',
    '192x192 maskable',
    '512x512 any',
    '512x512 maskable',
  ]);
});

/** Chromium hands over real handles; those of the page's private folder are of the same kind. */
test('a file the page is launched with is opened', async ({ app, page }) => {
  await page.addInitScript(() => {
    const queue = {
      setConsumer: (consumer: unknown) => Object.assign(window, { launchConsumer: consumer }),
    };
    Object.defineProperty(window, 'launchQueue', { value: queue });
  });
  await app.start();
  const launch = (name: string, base64: string) =>
    page.evaluate(
      async ([name, base64]) => {
        const folder = await navigator.storage.getDirectory();
        const handle = await folder.getFileHandle(name, { create: true });
        const writable = await handle.createWritable();
        await writable.write(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
        await writable.close();
        (Reflect.get(window, 'launchConsumer') as (launch: object) => void)({ files: [handle] });
      },
      [name, base64] as const,
    );
  await launch('app.tar', readFixture('app.docker26.tar').toString('base64'));
  await app.allRead();
  await app.go('Files');
  await expect(app.row('srv')).toBeVisible();

  // And one after the other, into the same window.
  await launch('letter.tar', Buffer.from('no image').toString('base64'));
  await expect(app.problem).toContainText('not a tar archive');
});

test('a file that has gone since is told of', async ({ app, page }) => {
  await page.addInitScript(() => {
    const gone = { kind: 'file', getFile: () => Promise.reject(new DOMException('gone', 'NotFoundError')) };
    const queue = { setConsumer: (consumer: (launch: object) => void) => consumer({ files: [gone] }) };
    Object.defineProperty(window, 'launchQueue', { value: queue });
  });
  await app.start();
  await expect(app.problem).toContainText('could not read the file');
});
