/** Whatever is opened, the page says in a sentence what is wrong and stays usable: never blank, never a bare code. */
import { gzipSync } from 'node:zlib';
import { type AppPage, madeUp } from './support/app_page.ts';
import { readFixture } from './support/fixtures.ts';
import { caseArchive, tarOf } from './support/made_images.ts';
import { expect, test } from './support/shared_page.ts';

/** A zip of nothing: only its closing record. */
const zip = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);
const lz4 = Buffer.concat([Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x64, 0x40, 0xa7]), Buffer.alloc(2000, 7)]);

/** The same on every run. */
function randomBytes(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

const refused = [
  { file: 'notes.txt', bytes: Buffer.from('Remember the milk.\n'), says: 'This file is not a tar archive' },
  { file: 'Dockerfile', bytes: Buffer.from('FROM debian:12\nRUN true\n'), says: 'This is a Dockerfile' },
  { file: 'nothing.tar', bytes: Buffer.alloc(0), says: 'This file is empty' },
  { file: 'noise.tar', bytes: randomBytes(100_000), says: 'This file is not a tar archive' },
  { file: 'noise.tar.gz', bytes: gzipSync(randomBytes(5000)), says: 'This file is not a tar archive' },
  { file: 'image.zip', bytes: zip, says: 'This is a zip file' },
  { file: 'image.tar.lz4', bytes: lz4, says: 'compressed in a way this page cannot read' },
];

for (const { file, bytes, says } of refused) {
  test(`${file}: refused in a sentence, and the next file opens`, async ({ app }) => {
    await app.start();
    await app.choose(madeUp(file, bytes));
    await expect(app.problem).toContainText(says);
    await expectWayOn(app, file);
    await app.open(madeUp('good.tar', readFixture('app.docker26.tar')));
    await expect(app.problem).toBeHidden();
  });
}

test('a bad file dropped on an open image takes its place, with a way on', async ({ app, page }) => {
  await app.openFixture('app.docker26.tar');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['no image'], 'letter.txt'));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  });
  await expect(app.problem).toContainText('not a tar archive');
  await expectWayOn(app, 'letter.txt');
});

test('a tar of anything is shown as the single layer it could be', async ({ app, page }) => {
  const files = [
    { path: 'notes/a.txt', text: 'one' },
    { path: 'notes/b.txt', text: 'two' },
  ];
  await app.open(madeUp('notes.tar', tarOf(files)));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('notes.tar');
  await expect(page.getByRole('banner')).toContainText(/single layer|root file system/);
  await app.goToPath('/notes/b.txt');
  await expect(app.details.locator('pre')).toHaveText('two');
});

test.describe('an archive that was cut short', () => {
  const whole = readFixture('app.docker26.tar');
  const compressed = readFixture('app.docker20.tar.gz');
  const cuts = [
    ...[1, 100, 511, 512, 700, 1024].map((length) => ({ file: 'app.tar', bytes: whole.subarray(0, length) })),
    ...[0.1, 0.25, 0.5, 0.75, 0.9, 0.99].map((part) => ({ file: 'app.tar', bytes: cut(whole, part) })),
    ...[0.001, 0.25, 0.75, 0.99].map((part) => ({ file: 'app.tar.gz', bytes: cut(compressed, part) })),
    ...[0.25, 0.5, 0.9].map((part) => ({ file: 'podman.tar', bytes: cut(readFixture('app.podman.tar'), part) })),
    ...[0.3, 0.6, 0.95].map((part) => ({ file: 'oci.tar', bytes: cut(readFixture('app.skopeo-oci-zstd.tar'), part) })),
  ];
  test('either is refused in a sentence or shows what is there, with a remark', async ({ app, page }) => {
    test.setTimeout(90_000);
    await app.start();
    const outcomes: string[] = [];
    for (const { file, bytes } of cuts) {
      await app.choose(madeUp(file, bytes));
      const navigation = page.getByRole('navigation', { name: 'Sections' });
      await expect(app.problem.or(navigation).first(), `${file} cut to ${bytes.length}`).toBeVisible();
      if (await app.problem.isVisible()) {
        await expectWayOn(app, file);
        outcomes.push('refused');
        continue;
      }
      await app.allRead();
      // A few whole entries without an end are what some tools write as a layer: nothing to remark on.
      if (bytes.length > 1024) {
        const remarks = await app.openRemarks();
        await expect(remarks.getByRole('listitem').filter({ hasText: 'What to try:' }).first()).toBeVisible();
      }
      await app.go('Layers');
      await app.go('Files');
      await expect(app.tree).toHaveAttribute('aria-busy', 'false');
      outcomes.push('shown');
      await page.getByRole('button', { name: 'Open another' }).click();
    }
    expect(outcomes).toEqual(expect.arrayContaining(['refused', 'shown']));
  });
});

const brokenLayers = [
  { id: 'A12', remark: /cannot be decompressed|ends before its contents/, good: 'd' },
  { id: 'A13', remark: 'A layer ends before its contents do', good: 'd' },
  { id: 'A14', remark: 'The tar structure of a layer is broken', good: 'a' },
];
for (const { id, remark, good } of brokenLayers) {
  test(`${id}: a broken layer leaves the others usable`, async ({ app }) => {
    await app.open(madeUp(`${id}.tar`, caseArchive(id)));
    const remarks = await app.openRemarks();
    await expect(remarks.getByRole('listitem').filter({ hasText: remark }).first()).toContainText('What to try:');
    await app.go('Layers');
    await expect(app.stack.getByRole('button').filter({ hasText: 'only partly readable' })).toHaveCount(1);
    await app.go('Files');
    await expect(app.row(good)).toBeVisible();
    await expect(app.row('b')).toBeVisible();
  });
}

function cut(bytes: Buffer, part: number): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length * part));
}

/** The card names the file, says what to try, and the buttons to open another are there. */
async function expectWayOn(app: AppPage, file: string) {
  await expect(app.problem).toContainText(file);
  await expect(app.problem).toContainText('What to try:');
  const sentence = await app.problem.locator('.what').innerText();
  expect(sentence).toMatch(/^[A-Z].{20,}\.$/);
  await expect(app.chooseButton).toBeEnabled();
  await expect(app.page.getByRole('progressbar')).toBeHidden();
}
