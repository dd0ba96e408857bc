/** Both languages and both themes on every section: complete, remembered, and without violations that axe can find. */
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { type AppPage, madeUp } from './support/app_page.ts';
import { fixture } from './support/fixtures.ts';
import { expect, test } from './support/test.ts';

const sample = fixture('sample.docker.tar');

const headings = {
  en: ['Anatomy of tide-tables:1.0', 'Config', 'Manifest', 'Layers', 'Files', 'Space'],
  'pt-BR': ['Anatomia de tide-tables:1.0', 'Configuração', 'Manifesto', 'Camadas', 'Arquivos', 'Espaço'],
};
/** What a text looks like when it was not written, or not filled in. */
const holes = /undefined|\[object|NaN|\bnull\b|\{\w*\}|=>/;

for (const language of ['en', 'pt-BR'] as const) {
  test.describe(language, () => {
    test.use({ locale: language === 'en' ? 'en-GB' : 'pt-BR' });

    test('the browser’s language is taken, and every section is written in it', async ({ app, page }) => {
      await page.goto('./');
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      expect(await page.locator('body').innerText()).not.toMatch(holes);
      await openSample(app);
      for (const [index, heading] of headings[language].entries()) {
        await page.keyboard.press(String(index + 1));
        await expect(page.getByRole('heading', { level: 2 })).toHaveText(heading);
        expect(await textsOf(page)).not.toMatch(holes);
      }
    });
  });
}

test('no text of one language is left in the other', async ({ app, page }) => {
  await app.openFixture('sample.docker.tar');
  const english = await words(page);
  await page.getByRole('button', { name: 'Português' }).click();
  const portuguese = await words(page);
  // Names of fields, units and the image's own texts are the same in both; sentences are not.
  const same = [...english].filter((text) => portuguese.has(text) && text.split(' ').length > 4);
  expect(same).toEqual([]);
});

test('a chosen language and theme stay after a reload', async ({ app, page }) => {
  await app.start();
  await page.getByRole('button', { name: 'Português' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'pt-BR');
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const asTheSystem = await background();
  await page.locator('#theme').click();
  await page.locator('#theme').click();
  expect(await background()).not.toBe(asTheSystem);
  const dark = await background();

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'pt-BR');
  await expect(page.getByRole('button', { name: 'English' })).toBeVisible();
  expect(await background()).toBe(dark);
});

test('light and dark follow the system until one is chosen', async ({ app, page }) => {
  await app.start();
  const brightness = () =>
    page.evaluate(() => {
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
      if (!canvas) return -1;
      canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
      return canvas.getImageData(0, 0, 1, 1).data[0] ?? -1;
    });
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await brightness()).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await brightness()).toBeLessThan(60);
});

for (const theme of ['light', 'dark'] as const) {
  test(`no violation of accessibility rules (${theme})`, async ({ app, page }) => {
    test.setTimeout(90_000);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await app.start();
    await expectAccessible(page, 'start page');
    await app.choose(madeUp('no.tar', Buffer.from('no image')));
    await expect(app.problem).toBeVisible();
    await expectAccessible(page, 'start page with a problem');

    await app.openFixture('sample.docker.tar');
    for (const section of ['Anatomy', 'Config', 'Manifest', 'Space', 'Layers'] as const) {
      await app.go(section);
      await expectAccessible(page, section);
    }
    await app.stack.getByRole('button').first().click();
    await expectAccessible(page, 'an opened layer');
    await app.goToPath('/app/data/stations.csv', '?changes=6');
    await expect(app.details.locator('pre')).not.toBeEmpty();
    await expectAccessible(page, 'Files');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'help');
  });
}

async function openSample(app: AppPage) {
  const [chooser] = await Promise.all([
    app.page.waitForEvent('filechooser'),
    app.page.locator('main button').first().click(),
  ]);
  await chooser.setFiles(sample);
  await expect(app.page.getByRole('navigation')).toBeVisible();
  await expect(app.page.getByRole('progressbar')).toBeHidden();
}

/** Everything that can be read on the page: written, hovered over, or told to a screen reader. */
function textsOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const told = [...document.querySelectorAll('[title], [aria-label]')].flatMap((element) => [
      element.getAttribute('title') ?? '',
      element.getAttribute('aria-label') ?? '',
    ]);
    return [document.body.innerText, ...told].join('\n');
  });
}

/** Lines and names of all sections. */
async function words(page: Page): Promise<Set<string>> {
  const found = new Set<string>();
  for (const key of ['1', '2', '3', '4', '5', '6']) {
    await page.getByRole('main').focus();
    await page.keyboard.press(key);
    // What is in `code` and `bdi` is the image's own.
    const lines = await page.evaluate(() => {
      const copy = document.body.cloneNode(true) as HTMLElement;
      for (const own of copy.querySelectorAll('code, bdi, option, noscript, [role=gridcell]')) own.remove();
      return [...copy.querySelectorAll('*')]
        .filter((element) => element.childElementCount === 0)
        .flatMap((element) => [element.textContent ?? '', element.getAttribute('aria-label') ?? '']);
    });
    for (const line of lines) if (line.trim()) found.add(line.trim());
  }
  return found;
}
