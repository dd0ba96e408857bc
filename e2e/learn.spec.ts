/** The documentation: both languages, live examples, within its own origin, offline as well. */
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { keptForOffline, ownSite } from './support/own_site.ts';
import { expect, test } from './support/test.ts';

interface Book {
  address: string;
  lang: string;
  title: string;
  other: { name: string; title: string };
  /** Each live example: something that only the sample image's own view has. */
  examples: RegExp[];
}

const books: Book[] = [
  {
    address: 'learn/',
    lang: 'en',
    title: 'What an image is made of',
    other: { name: 'Português', title: 'Do que é feita uma imagem' },
    examples: [
      /Anatomy of tide-tables/,
      /What will run/,
      /application\/vnd\.oci\.image\.config/,
      /writable layer of a running container/,
      /chmod -R 755/,
      /credentials\.env[\s\S]*Versions/,
      /static[\s\S]*Versions/,
      /tide-tables/,
    ],
  },
  {
    address: 'learn/pt-BR/',
    lang: 'pt-BR',
    title: 'Do que é feita uma imagem',
    other: { name: 'English', title: 'What an image is made of' },
    examples: [
      /Anatomia de tide-tables/,
      /O que será executado/,
      /application\/vnd\.oci\.image\.config/,
      /camada gravável de um contêiner/,
      /chmod -R 755/,
      /credentials\.env[\s\S]*Versões/,
      /static[\s\S]*Versões/,
      /tide-tables/,
    ],
  },
];

const examples = (page: Page) => page.locator('image-anatomy');

/** Frames load as they come into sight. */
async function seeExample(page: Page, index: number, words: RegExp): Promise<void> {
  await examples(page).nth(index).scrollIntoViewIfNeeded();
  await expect(examples(page).nth(index).locator('iframe').contentFrame().locator('body')).toContainText(words, {
    useInnerText: true,
  });
}

for (const { address, lang, title, other, examples: expected } of books) {
  test(`${lang}: every live example shows what it is about, from this origin alone`, async ({ page, context }) => {
    const asked: string[] = [];
    context.on('request', (request) => asked.push(request.url()));
    await page.goto(address);
    await expect(page.locator('html')).toHaveAttribute('lang', lang);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(examples(page)).toHaveCount(expected.length);
    for (const [index, words] of expected.entries()) await seeExample(page, index, words);
    const { origin } = new URL(page.url());
    expect(asked.filter((url) => !url.startsWith(`${origin}/`) && !/^(blob|data):/.test(url))).toEqual([]);
  });

  test(`${lang}: contents and links lead somewhere`, async ({ page, request }) => {
    await withoutExamples(page);
    await page.goto(address);
    const links = await page
      .locator('a[href]')
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
    const here = page.url();
    for (const link of new Set(links)) {
      const [file, part] = link.split('#');
      if (file === here && part) await expect(page.locator(`[id="${part}"]`)).toHaveCount(1);
      else expect((await request.get(file ?? '')).status(), link).toBe(200);
    }
  });

  test(`${lang}: the other language, at the same chapter`, async ({ page }) => {
    await withoutExamples(page);
    await page.goto(`${address}#layers`);
    await page.getByRole('link', { name: other.name }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(other.title);
    expect(new URL(page.url()).hash).toBe('#layers');
  });

  test(`${lang}: axe finds nothing wrong, in light and dark`, async ({ page }) => {
    test.setTimeout(120_000);
    await withoutExamples(page);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(address);
      await expectAccessible(page, colorScheme, 'iframe');
    }
  });

  test(`${lang}: nothing is wider than the window`, async ({ page }) => {
    await page.goto(address);
    await seeExample(page, 0, /tide-tables/);
    const inside = examples(page).first().locator('iframe').contentFrame().locator('html');
    for (const width of [320, 800, 1360, 2560]) {
      await page.setViewportSize({ width, height: 800 });
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await expect.poll(overflow, `${width} px`).toBeLessThanOrEqual(0);
      await expect.poll(() => inside.evaluate((root) => root.scrollWidth - root.clientWidth)).toBeLessThanOrEqual(0);
    }
  });
}

/** The page itself has tests of its own. */
async function withoutExamples(page: Page): Promise<void> {
  await page.route(/[?&]url=/, (route) => route.fulfill({ contentType: 'text/html', body: '' }));
}

test('snippets can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('learn/#embed');
  const copy = page.locator('#embed').getByRole('button', { name: 'Copy' }).nth(1);
  await copy.click();
  await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    '<script type="module" src="/anatomy/embed.js"></script>',
  );
});

test('the page leads there, in its own language and to the chapter on the section', async ({ app, page }) => {
  await app.start();
  await page.getByRole('link', { name: 'Learn what an image is made of' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What an image is made of');
  await page.getByRole('link', { name: 'Image Anatomy' }).click();
  await app.openFixture('app.docker26.tar');
  await app.go('Layers');
  await page.getByRole('button', { name: 'Português' }).click();
  await page.getByRole('link', { name: 'Aprenda do que é feita uma imagem' }).click();
  await expect(page).toHaveURL(/learn\/pt-BR\/#layers$/);
});

test('without scripts the text is all there, and examples are links', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${baseURL}learn/`);
  await expect(page.getByRole('link', { name: 'Open the layers of the sample image' })).toHaveAttribute(
    'href',
    '../?url=sample/tide-tables.tar.gz#/layers',
  );
  await context.close();
});

test.describe('with its service worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('after one visit, to the documentation alone, all of it works offline, examples included', async ({
    page,
    context,
  }) => {
    const site = await ownSite();
    await page.goto(`${site.address}learn/`);
    await keptForOffline(page);
    await page.close();
    site.stop();
    await context.setOffline(true);
    const again = await context.newPage();
    for (const [address, words] of [
      ['learn/', /Anatomy of tide-tables/],
      ['learn/pt-BR/', /Anatomia de tide-tables/],
      ['learn/index.html?x', /Anatomy of tide-tables/],
    ] as const) {
      await again.goto(site.address + address);
      await seeExample(again, 0, words);
    }
    await again.goto(site.address);
    await expect(again.getByRole('button', { name: 'Choose an image file' })).toBeVisible();
    site.remove();
  });
});
