/** Files are shown as what they are: text in colours, images, bytes of any size; versions compared; metadata in words. */
import { deflateSync } from 'node:zlib';
import { expectAccessible } from './support/accessible.ts';
import { madeUp } from './support/app_page.ts';
import { contentOf, readDockerArchive } from './support/fixtures.ts';
import { caseArchive, dockerArchive, type MadeFile, tarOf } from './support/made_images.ts';
import { expect, test } from './support/shared_page.ts';

const image = (...layers: MadeFile[][]) =>
  madeUp(
    'made.tar',
    dockerArchive(
      ['made:1'],
      {},
      layers.map((files) => tarOf(files)),
    ),
  );

const script = `#!/bin/sh
# says hello
for name in "$@"; do
  echo "hello $name"
done
`;

test('text has line numbers, its language, and colours', async ({ app }) => {
  await app.open(image([{ path: 'run', text: script }]));
  await app.goToPath('/run');
  const text = app.details.locator('pre#preview');
  await expect(text).toHaveText(script);
  await expect(app.details).toContainText('text · Bash');
  await expect(text.locator('.tint-comment')).toHaveText(['#!/bin/sh', '# says hello']);
  await expect(text.locator('.tint-keyword').first()).toHaveText('for');
  const lines = text.locator('.line');
  await expect(lines).toHaveCount(5);
  await expect(lines.nth(4)).toHaveAttribute('data-line', '5');
  // Numbers are no part of what is copied.
  const copied = await text.evaluate((element) => {
    getSelection()?.selectAllChildren(element);
    return getSelection()?.toString();
  });
  expect(copied?.trimEnd()).toBe(script.trimEnd());
});

test('lines wrap when asked to, and stay so for the next file', async ({ app }) => {
  const long = `${'word '.repeat(400)}\n`;
  await app.open(
    image([
      { path: 'a.txt', text: long },
      { path: 'b.txt', text: long },
    ]),
  );
  await app.goToPath('/a.txt');
  const text = app.details.locator('pre#preview');
  const overflows = () => text.evaluate((element) => element.scrollWidth > element.clientWidth);
  await expect(text).toContainText('word');
  expect(await overflows()).toBe(true);
  await app.details.getByRole('button', { name: 'Wrap lines' }).press('Enter');
  expect(await overflows()).toBe(false);
  await app.goToPath('/b.txt');
  await expect(app.details.getByRole('button', { name: 'Wrap lines' })).toHaveAttribute('aria-pressed', 'true');
  await app.details.getByRole('button', { name: 'Wrap lines' }).press('Enter');
  expect(await overflows()).toBe(true);
});

test('markup and direction in a text that has colours are shown, not obeyed', async ({ app, page }) => {
  const text = 'let a = "<img src=x onerror=alert(1)>"; // \u202e txet \u0007\n';
  await app.open(image([{ path: 'a.js', text }]));
  await app.goToPath('/a.js');
  const shown = app.details.locator('pre#preview');
  await expect(shown.locator('.tint-string')).toHaveText('"<img src=x onerror=alert(1)>"');
  await expect(shown.locator('.tint-comment')).toHaveText('// ⟨202E⟩ txet ⟨0007⟩');
  await expect(page.locator('img[src=x]')).toHaveCount(0);
});

test('a text of many lines is there to its limit', async ({ app }) => {
  const text = Array.from({ length: 6000 }, (_, i) => `line ${i} ${'x'.repeat(90)}\n`).join('');
  await app.open(image([{ path: 'log', text }]));
  await app.goToPath('/log');
  await expect(app.details).toContainText('text, first 262 kB of 605 kB');
  const lines = app.details.locator('pre#preview .line');
  await expect(lines).not.toHaveCount(400);
  await expect.poll(() => lines.count()).toBeGreaterThan(2500);
  await expect(lines.nth(2500)).toContainText('line 2500 ');
});

test('bytes of a program: what it is, any place of it, with the keyboard', async ({ app, page }) => {
  await app.lookAtFixture('app.docker26.tar');
  await app.goToPath('/bin/tiny');
  const bytes = contentOf(readDockerArchive('app.docker26.tar'), '/bin/tiny');
  const hex = app.details.getByRole('table', { name: 'Bytes of the file' });
  await expect(app.details).toContainText('ELF, 64-bit x86-64');
  const row = (offset: number) =>
    hex.getByRole('row').filter({ hasText: new RegExp(`^${offset.toString(16).padStart(8, '0')}`) });
  const hexAt = (offset: number) =>
    bytes
      .subarray(offset, offset + 8)
      .toString('hex')
      .replaceAll(/(..)(?!$)/g, '$1 ');
  await expect(row(0)).toContainText(hexAt(0));

  await app.details.getByRole('textbox', { name: 'Offset' }).fill('0x8000');
  await page.keyboard.press('Enter');
  await expect(row(0x8000)).toContainText(hexAt(0x8000));
  await expect(row(0x8000)).toHaveClass(/marked/);
  // Only rows in sight are there.
  expect(await hex.getByRole('row').count()).toBeLessThan(60);

  await hex.focus();
  await page.keyboard.press('Home');
  await expect(row(0)).toBeVisible();
  await page.keyboard.press('End');
  await expect(row(Math.floor((bytes.length - 1) / 8) * 8)).toContainText(
    bytes
      .subarray(Math.floor((bytes.length - 1) / 8) * 8)
      .toString('hex')
      .replaceAll(/(..)(?!$)/g, '$1 '),
  );

  const offset = app.details.getByRole('textbox', { name: 'Offset' });
  await offset.fill(String(bytes.length));
  await offset.press('Enter');
  await expect(app.details).toContainText('The file ends before that');
  await offset.fill('everywhere');
  await offset.press('Enter');
  await expect(app.details).toContainText('An offset is a number');
});

test('the middle of a large file in a compressed image is read without what comes before', async ({ app }) => {
  const text = Array.from({ length: 400_000 }, (_, i) => `${i}`.padStart(9, '0')).join('\n');
  await app.open(image([{ path: 'large', text: `\0${text}` }]));
  await app.goToPath('/large');
  const offset = app.details.getByRole('textbox', { name: 'Offset' });
  await offset.fill(String(1 + 10 * 320_000));
  await offset.press('Enter');
  await expect(app.details.locator('.hex-row.marked .hex-text')).toContainText('000320000'.slice(0, 6));
});

/** A PNG of one colour. */
function png(width: number, height: number): Buffer {
  const crcTable = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const crc = (data: Buffer) =>
    (data.reduce((sum, byte) => (crcTable[(sum ^ byte) & 255] ?? 0) ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const rows = Buffer.alloc((1 + 3 * width) * height, 0x40);
  for (let y = 0; y < height; y++) rows[y * (1 + 3 * width)] = 0;
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

test('images are drawn, and can be looked at as bytes', async ({ app }) => {
  await app.open(image([{ path: 'logo', bytes: png(30, 20) }]));
  await app.goToPath('/logo');
  await expect(app.details.getByRole('img', { name: 'Image logo' })).toBeVisible();
  await expect(app.details).toContainText('PNG · 30 × 20 pixels');
  await app.details.getByRole('button', { name: 'Hex' }).click();
  await expect(app.details.getByRole('table', { name: 'Bytes of the file' })).toContainText('89 50 4e 47');
  await app.details.getByRole('button', { name: 'Image' }).click();
  await expect(app.details.getByRole('img', { name: 'Image logo' })).toBeVisible();
});

test('an SVG is a drawing and a text; nothing in it runs or is fetched', async ({ app, page }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><script>top.hacked = 1</script>
<image href="http://elsewhere.invalid/x.png"/><rect width="40" height="10" onload="top.hacked = 1"/></svg>`;
  await app.open(image([{ path: 'a.svg', text: svg }]));
  await app.goToPath('/a.svg');
  await expect(app.details).toContainText('SVG · 40 × 10 pixels');
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(requests.filter((url) => url.includes('elsewhere'))).toEqual([]);
  await app.details.getByRole('button', { name: 'Text' }).click();
  await expect(app.details.locator('pre#preview')).toContainText('top.hacked = 1');
});

test('a damaged image says so', async ({ app }) => {
  await app.open(image([{ path: 'logo', bytes: png(30, 20).subarray(0, 40) }]));
  await app.goToPath('/logo');
  await expect(app.details).toContainText('The browser cannot show this image');
});

test('two versions of a text, line by line', async ({ app }) => {
  const numbers = Array.from({ length: 40 }, (_, i) => `value ${i}\n`);
  const changed = numbers.with(20, 'changed\n');
  await app.open(
    image([{ path: 'etc/x.conf', text: numbers.join('') }], [{ path: 'etc/x.conf', text: `${changed.join('')}new\n` }]),
  );
  await app.goToPath('/etc/x.conf');
  const compare = app.details.getByRole('button', { name: 'Compare the version of layer 0' });
  await compare.press('Enter');
  await expect(app.details.getByRole('heading', { name: 'Layer 0 → layer 1' })).toBeVisible();
  await expect(app.details).toContainText('+2 −1 lines');
  const lines = app.details.locator('pre#preview .line');
  await expect(lines.and(app.details.locator('.added, .removed'))).toHaveText(['− value 20', '+ changed', '+ new']);
  await expect(lines.and(app.details.locator('.gap'))).toHaveText([/17 equal lines/, /13 equal lines/]);
  await compare.press('Enter');
  await expect(app.details.getByRole('heading', { name: 'Preview' })).toBeVisible();
});

test('owners by the image’s own names, mode bits and times in words', async ({ app }) => {
  await app.lookAtFixture('app.docker26.tar');
  await app.goToPath('/srv/data/tool');
  const fact = (name: string) =>
    app.details.locator('dl > div').filter({ has: app.page.getByText(name, { exact: true }) });
  await expect(fact('Owner')).toContainText('0:0 (root:root)');
  await expect(fact('Mode')).toContainText('whoever runs it runs it as its owner');
  await expect(fact('Modified').locator('time')).toHaveAttribute('title', /seconds since 1970/);
  await app.goToPath('/tmp');
  await expect(fact('Mode')).toContainText('only owners remove or rename their files');
});

test('capabilities say what they allow', async ({ app }) => {
  await app.open(madeUp('capabilities.tar', caseArchive('T10')));
  await app.goToPath('/ping');
  await expect(app.details).toContainText('cap_net_raw=ep');
  await expect(app.details).toContainText('send and receive raw packets, as ping does');
  await app.goToPath('/note');
  await expect(app.details.getByRole('definition').filter({ hasText: 'héllo' })).toBeVisible();
});

test('a link to the path is copied', async ({ app, context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.lookAtFixture('app.docker26.tar');
  await app.goToPath('/srv/data/tool', '?at=3');
  await app.details.getByRole('button', { name: 'Copy a link to this path' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^http.*#\/files\/srv\/data\/tool\?at=3$/);
});

for (const theme of ['light', 'dark'] as const) {
  test(`no violation of accessibility rules (${theme})`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const files = [
      { path: 'run', text: script },
      { path: 'logo', bytes: png(30, 20) },
      { path: 'blob', bytes: Buffer.from([0, 1, 2]) },
    ];
    await app.open(image([{ path: 'run', text: 'old\n' }], files));
    for (const path of ['/run', '/logo', '/blob', '/run']) {
      await app.goToPath(path);
      await expect(app.details.locator('pre#preview, .hex-row, .picture').first()).toBeVisible();
      if (path === '/run') await app.details.getByRole('button', { name: 'Compare' }).click();
      await expectAccessible(page, path);
    }
  });
}
