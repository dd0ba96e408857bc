/** Many images one after the other, reading broken off at any moment, and two tabs: nothing stays behind, and no answer comes too late. */
import type { Page } from '@playwright/test';
import { AppPage, madeUp } from './support/app_page.ts';
import { GiB, smallFilesLayer, writeBigImage, writeBomb, writeSlowImage } from './support/big_image.ts';
import { fixture } from './support/fixtures.ts';
import { dockerArchive, tarOf } from './support/made_images.ts';
import { expect, test } from './support/test.ts';
import { waitingWorkers } from './support/workers.ts';

const MB = 1_000_000;
const smallImage = (name: string) =>
  dockerArchive([`${name}:1`], { config: { Cmd: [`/bin/${name}`] } }, [
    tarOf([{ path: `only-in-${name}`, text: name }]),
  ]);

async function heapOf(page: Page): Promise<number> {
  const tab = await page.context().newCDPSession(page);
  await tab.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tab.send('Runtime.getHeapUsage');
  await tab.detach();
  return usedSize;
}

test('ten images one after the other leave no more on the heap than the first two', async ({ app, page }) => {
  test.setTimeout(150_000);
  const image = writeBigImage(5_000, 0, 0);
  await app.start();
  const heaps: number[] = [];
  for (let turn = 0; turn < 10; turn++) {
    await app.choose(turn % 2 === 0 ? image.file : fixture('app.docker26.tar'));
    await app.allRead();
    for (const section of ['Files', 'Space', 'Layers', 'Anatomy'] as const) await app.go(section);
    await page.getByRole('button', { name: 'Open another' }).click();
    await expect(app.chooseButton).toBeVisible();
    await expect.poll(() => page.workers().length).toBe(await waitingWorkers(page));
    heaps.push(await heapOf(page));
  }
  const [, afterBoth = 0] = heaps;
  test
    .info()
    .annotations.push({ type: 'measured', description: heaps.map((heap) => (heap / MB).toFixed(2)).join(' MB, ') });
  // Both kinds of image have been open once by then.
  expect(heaps.at(-1)).toBeLessThan(afterBoth + 1.5 * MB);
  image.remove();
});

/** A pseudo-random number from 0 to 1, the same at every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/** A small image that is dropped while the large one is read. */
interface Turn {
  name: string;
  image: string;
  /** Milliseconds after the large one. */
  wait: number;
  /** Whether reading is cancelled before. */
  cancel: boolean;
}

/** In the page: drops the large image and a small one after it, turn by turn, and looks at each frame for what it should not show. */
async function breakOff(page: Page, turns: Turn[]) {
  return page.evaluate(async (turns) => {
    const bigFile = document.querySelector<HTMLInputElement>('#big-image')?.files?.[0] as File;
    const drop = (file: File) => {
      const data = new DataTransfer();
      data.items.add(file);
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
    };
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const heading = () => document.querySelector('h1')?.textContent ?? '';
    const isReading = () => document.querySelector('.reading progress') !== null;
    const outcome = { wrong: [] as string[], cancelled: 0, brokenOff: 0 };
    for (const { name, image, wait, cancel } of turns) {
      drop(bigFile);
      await new Promise((resolve) => setTimeout(resolve, wait));
      const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Cancel');
      if (cancel && button) {
        button.click();
        outcome.cancelled++;
      } else if (isReading()) {
        outcome.brokenOff++;
      }
      drop(new File([Uint8Array.from(atob(image), (character) => character.charCodeAt(0))], `${name}.tar`));
      for (let frames = 0; !heading().includes(name); frames++) {
        if (frames === 1200) return { ...outcome, wrong: [...outcome.wrong, `${name} never came`] };
        await frame();
      }
      // An answer of the image before would come now.
      for (let frames = 0; frames < 5 || isReading(); frames++) {
        if (!heading().includes(name)) outcome.wrong.push(`${heading()} instead of ${name}`);
        await frame();
      }
    }
    return outcome;
  }, turns);
}

test('reading broken off at a hundred moments never shows an answer of the image before, and leaves nothing on the heap', async ({
  app,
  page,
}) => {
  test.setTimeout(180_000);
  const big = writeSlowImage(16 * GiB, smallFilesLayer('lib', 5000));
  const random = randomNumbers(7);
  const turns = Array.from({ length: 100 }, (_, turn) => ({
    name: `small-${turn}`,
    image: smallImage(`small-${turn}`).toString('base64'),
    wait: Math.round(random() * 300),
    cancel: turn % 2 === 0,
  }));
  await app.start();
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'big-image';
    input.hidden = true;
    document.body.append(input);
  });
  await page.locator('#big-image').setInputFiles(big.file);

  const heaps: number[] = [];
  for (const part of [turns.slice(0, 20), turns.slice(20)]) {
    const seen = await breakOff(page, part);
    heaps.push(await heapOf(page));
    test.info().annotations.push({ type: 'measured', description: JSON.stringify({ ...seen, heaps }) });
    expect(seen.wrong).toEqual([]);
    expect(seen.brokenOff + seen.cancelled).toBeGreaterThan(0.8 * part.length);
  }
  const [early = 0, late] = heaps;
  expect(late).toBeLessThan(early + 1.5 * MB);

  await app.go('Files');
  await expect(app.rows.locator('.tree-label')).toHaveText(['only-in-small-99']);
  await app.go('Layers');
  await expect(app.stack.getByRole('button')).toHaveCount(1);
  // Chromium takes up to two seconds to end a worker in a long loop.
  await expect.poll(() => page.workers().length).toBe(1);
  await page.getByRole('button', { name: 'Open another' }).click();
  await expect.poll(() => page.workers().length).toBe(await waitingWorkers(page));
  big.remove();
});

test('a compressed tarball that unpacks and unpacks can be cancelled, and the next image opens', async ({
  app,
  page,
}) => {
  const bomb = writeBomb(16 * GiB);
  await app.start();
  await app.choose(bomb.file);
  await expect(page.getByRole('progressbar')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.chooseButton).toBeVisible();
  await expect.poll(() => page.workers().length).toBe(await waitingWorkers(page));
  await app.openFixture('app.docker26.tar');
  bomb.remove();
});

test('two tabs with different images at once are both right', async ({ app, page, context }) => {
  const other = await context.newPage();
  const tabs = [
    { name: 'left', app, page },
    { name: 'right', app: new AppPage(other), page: other },
  ];
  await Promise.all(tabs.map(({ app }) => app.start()));
  await Promise.all(tabs.map(({ name, app }) => app.choose(madeUp(`${name}.tar`, smallImage(name)))));
  for (const { name, app, page } of tabs) {
    await app.allRead();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
    await app.go('Files');
    await expect(app.rows.locator('.tree-label')).toHaveText([`only-in-${name}`]);
    await app.goToPath(`/only-in-${name}`);
    await expect(app.details.locator('pre')).toHaveText(name);
    await expect.poll(() => page.workers().length).toBe(1);
  }
});

test('a tab that is closed while both read leaves the other what it is at', async ({ app, page, context }) => {
  const image = writeSlowImage(4 * GiB, smallFilesLayer('lib', 5000));
  const other = new AppPage(await context.newPage());
  await Promise.all([app.start(), other.start()]);
  await Promise.all([app.choose(image.file), other.choose(image.file)]);
  for (const each of [app, other]) await expect(each.page.getByRole('progressbar')).toBeVisible();
  await other.page.close();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await app.allRead();
  await app.goToPath('/data/log.txt');
  await expect(app.details).toContainText(/4\.29\sGB/);
  image.remove();
});
