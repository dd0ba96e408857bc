/** The picture of the whole image with its words, whatever kind of archive it is; and the image that comes with the page. */
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { madeUp } from './support/app_page.ts';
import { readDockerArchive } from './support/fixtures.ts';
import { dockerArchive, tarOf } from './support/made_images.ts';
import { expect, test } from './support/shared_page.ts';

const plate = (page: Page) => page.getByRole('figure');
const slabs = (page: Page) => page.getByRole('list', { name: 'Layers, topmost first' }).getByRole('listitem');
const verdict = (page: Page) => page.getByRole('region', { name: 'In words' });
const warnings = (page: Page) => page.getByRole('list', { name: 'To know before using it' });

/** An image of as many layers of one file each. */
function imageOf(layers: number, config: object = {}) {
  const tars = Array.from({ length: layers }, (_, index) =>
    tarOf([{ path: `dir/file-${index}`, text: 'x'.repeat(index % 10 === 0 ? 5000 : 10) }]),
  );
  const history = tars.map((_, index) => ({ created_by: `COPY file-${index} /dir` }));
  return dockerArchive(['made:1'], { config, history }, tars);
}

test('the sample image opens with a button, and its picture tells what is in it', async ({ app, page }) => {
  await app.start();
  await page.getByRole('button', { name: 'Open the sample image' }).click();
  await app.allRead();
  const known = readDockerArchive('sample.docker.tar');

  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Anatomy of tide-tables:1.0');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(known.tags[0] ?? '?');
  // The writable layer is drawn on top of those of the image.
  await expect(slabs(page)).toHaveCount(known.layers.length + 1);
  await expect(slabs(page).first()).toContainText('writable layer');
  await expect(slabs(page).last()).toContainText('ADD rootfs.tar');
  await expect(slabs(page).last()).toContainText('Base system');
  await expect(plate(page).getByText('port 8080')).toBeVisible();
  await expect(verdict(page)).toContainText("runs /bin/sh -c 'cat /app/index.html' as 1000:1000");
  await expect(verdict(page)).toContainText(/121.kB \(48\.7%\) are carried along/);
  await expect(verdict(page)).toContainText('does not say what system it is built on');
  await expect(warnings(page)).toContainText('/app/credentials.env in layer 3');
  await expect(warnings(page)).not.toContainText('Runs as root');
});

test('each part leads to its section', async ({ app, page }) => {
  await app.lookAtFixture('sample.docker.tar');
  const cases: [Locator, RegExp][] = [
    [plate(page).getByRole('link', { name: 'Config', exact: true }), /#\/config$/],
    [plate(page).getByRole('link', { name: 'Manifest', exact: true }), /#\/manifest$/],
    [plate(page).getByRole('link', { name: 'Layers', exact: true }), /#\/layers$/],
    [plate(page).getByRole('link', { name: 'One file system' }), /#\/files\/$/],
    [slabs(page).nth(6).getByRole('link'), /#\/layers\/4$/],
    [plate(page).getByRole('link', { name: '/app/', exact: true }), /#\/files\/app$/],
  ];
  for (const [link, address] of cases) {
    await app.go('Anatomy');
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(address);
  }
  // A slab is as good as its label.
  await app.go('Anatomy');
  const box = await slabs(page).nth(6).boundingBox();
  if (!box) throw new Error('no slab');
  await page.mouse.click(box.x + 20, box.y + box.height / 2);
  await expect(page).toHaveURL(/#\/layers\/4$/);
});

test('the tree is drawn from the layers: each name with its bytes', async ({ app, page }) => {
  await app.lookAtFixture('sample.docker.tar');
  const names = plate(page).getByRole('listitem').filter({ hasText: 'from layers' });
  await expect(names.first()).toContainText('/app/');
  await expect(names.first()).toContainText('from layers 2, 6, 7, 8, 9');
  await expect(names.nth(1)).toContainText('/bin/');
});

test('the base system is read from the image, links followed', async ({ app, page }) => {
  const files = [
    { path: 'etc/os-release', link: '../usr/lib/os-release' },
    { path: 'usr/lib/os-release', text: 'NAME="Fixture"\nPRETTY_NAME="Fixture Linux 7 (<b>bold</b>)"\n' },
  ];
  await app.open(madeUp('os.tar', dockerArchive(['os:1'], { config: { Cmd: ['/bin/sh'] } }, [tarOf(files)])));
  await expect(verdict(page)).toContainText('built on Fixture Linux 7 (<b>bold</b>), for linux/amd64');
  await expect(warnings(page)).toContainText('Runs as root');
  await verdict(page).getByRole('link', { name: '/etc/os-release' }).click();
  await expect(page).toHaveURL(/#\/files\/etc\/os-release$/);
});

test('a stack of 127 layers stays a picture: the small ones are packed, and none is lost', async ({ app, page }) => {
  await app.open(madeUp('high.tar', imageOf(127)));
  const rows = await slabs(page).allInnerTexts();
  expect(rows.length).toBeLessThan(20);
  const packed = rows.flatMap((text) => (/(\d+) small layers/.exec(text)?.[1] ? [Number(RegExp.$1)] : []));
  const alone = rows.filter((text) => /COPY/.test(text)).length;
  expect(packed.reduce((sum, count) => sum + count, alone)).toBe(127);
  expect((await plate(page).boundingBox())?.height).toBeLessThan(1400);
});

test('one layer, no layers, bare files, an attestation: each is said to be what it is', async ({ app, page }) => {
  await app.open(madeUp('one.tar', imageOf(1)));
  await expect(slabs(page)).toHaveCount(2);
  await app.open(madeUp('none.tar', imageOf(0)));
  await expect(plate(page)).toContainText('This image has no layers');
  await expect(plate(page)).toContainText('an image without layers');

  await app.openFixture('app.docker-export.tar');
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Anatomy');
  await expect(verdict(page)).toContainText('This is no image');
  await expect(plate(page).getByText('not in this archive')).toHaveCount(2);
  await expect(slabs(page)).toHaveCount(1);

  await app.openFixture('multi.buildx-oci.tar');
  const choice = page.getByRole('combobox', { name: 'Platform' });
  const attestation = choice.getByRole('option', { name: /attestation/ }).first();
  await choice.selectOption((await attestation.getAttribute('value')) ?? '');
  await expect(verdict(page)).toContainText('Nothing here is run');
  await expect(plate(page)).not.toContainText('One file system');
});

test('a missing layer is drawn as missing', async ({ app, page }) => {
  const whole = imageOf(2);
  await app.open(madeUp('whole.tar', whole));
  await expect(warnings(page)).not.toContainText('missing');
  // The first layer's name in the archive is changed: the manifest names what is not there any more.
  const name = /"Layers":\["([^"]+)"/.exec(whole.toString('latin1'))?.[1] ?? '?';
  const at = whole.indexOf(`"Layers":["${name}`) + '"Layers":["'.length;
  const damaged = Buffer.from(whole);
  damaged.write('z', at);
  await app.open(madeUp('damaged.tar', damaged));
  await expect(warnings(page)).toContainText('One layer is missing.');
  await expect(slabs(page).last()).toContainText('not in this archive');
});

test('no part is cut off or laid over another, from 320 to 3840 pixels', async ({ app, page }) => {
  await app.lookAtFixture('sample.docker.tar');
  for (const width of [320, 600, 820, 1100, 1360, 1920, 3840]) {
    await page.setViewportSize({ width, height: 900 });
    const found = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('.sheet, .slab-label, .union')].map((part) =>
        part.getBoundingClientRect(),
      );
      const overlaps = boxes.flatMap((a, index) =>
        boxes
          .slice(index + 1)
          .filter((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1),
      );
      return { overlaps: overlaps.length, overflow: document.documentElement.scrollWidth - window.innerWidth };
    });
    expect.soft(found, `${width} px`).toEqual({ overlaps: 0, overflow: 0 });
  }
});

for (const theme of ['light', 'dark'] as const) {
  test(`no violation of accessibility rules (${theme})`, async ({ app, page }) => {
    test.setTimeout(90_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await app.open(madeUp('high.tar', imageOf(30, { Env: ['DB_PASSWORD=x'] })));
    for (const width of [360, 1360]) {
      await page.setViewportSize({ width, height: 900 });
      await expectAccessible(page, `${width} px`);
    }
  });
}

test('on paper: light colours, and nothing but the image', async ({ app, page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await app.lookAtFixture('sample.docker.tar');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Open another' })).toBeHidden();
  await expect(plate(page)).toBeVisible();
  const colour = await page.evaluate(() => getComputedStyle(document.body).color);
  expect(
    colour
      .match(/\d+/g)
      ?.slice(0, 3)
      .every((part) => Number(part) < 100),
  ).toBe(true);
});
