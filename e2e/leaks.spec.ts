/** Workers hold the engine and its tables: none may stay behind when its image is gone, but those that wait for the next. */
import { fixture } from './support/fixtures.ts';
import { expect, test } from './support/test.ts';
import { waitingWorkers } from './support/workers.ts';

const files = [
  'app.docker26.tar',
  'sample.docker.tar',
  'app.docker20.tar.xz',
  'multi.buildx-oci.tar',
  'app.podman.tar',
];

test('five images one after the other leave no worker behind', async ({ app, page }) => {
  await app.start();
  for (const file of files) {
    await app.choose(fixture(file));
    await app.allRead();
    await app.go('Files');
    // The index worker alone is left when all layers are read.
    await expect.poll(() => page.workers().length, file).toBe(1);
    await page.getByRole('button', { name: 'Open another' }).click();
    await expect(app.chooseButton).toBeVisible();
    await expect.poll(() => page.workers().length, `after ${file}`).toBe(await waitingWorkers(page));
  }
});

test('a file that is no image leaves none either, nor does one image dropped on another', async ({ app, page }) => {
  await app.start();
  await app.choose(fixture('README.md'));
  await expect(app.problem).toBeVisible();
  await expect.poll(() => page.workers().length).toBe(await waitingWorkers(page));

  await app.openFixture('app.docker26.tar');
  for (let times = 0; times < 3; times++) {
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(['no image'], 'letter.txt'));
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
    });
  }
  await expect(app.problem).toBeVisible();
  await expect.poll(() => page.workers().length).toBe(await waitingWorkers(page));
});
