/** The whole journey without a mouse: what can be clicked can be reached, what has the focus shows it. */
import type { Locator, Page } from '@playwright/test';
import { sections } from './support/app_page.ts';
import { fixture, readTree } from './support/fixtures.ts';
import { expect, test } from './support/test.ts';

/** Presses Tab until this has the focus: looked at right after each press, so that a slow machine does not pass it by. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; ++presses) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(target).toBeFocused();
}

test('from the start page into a file, keys only', async ({ app, page }) => {
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
  const selected = page.locator('[role=row][aria-selected=true]:not([hidden])');
  const chosen = () => selected.locator('.tree-label');

  // Waited for from the beginning: a key acts at once, the browser's promise not to show its dialog takes a while.
  const chooser = page.waitForEvent('filechooser');
  await app.start();
  await tabTo(page, app.chooseButton);
  await press('Enter');
  await (await chooser).setFiles(fixture('app.docker26.tar'));
  await app.allRead();

  // What was opened has the focus, so that a screen reader begins there.
  await expect(page.getByRole('main')).toBeFocused();
  for (const [index, name] of ['Anatomy', 'Config', 'Manifest', 'Layers', 'Files'].entries()) {
    await press(String(index + 1));
    await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
    await expect(page.getByRole('navigation').getByRole('link', { name })).toHaveAttribute('aria-current', 'page');
  }

  await press('?');
  const help = page.getByRole('dialog', { name: 'Keys' });
  await expect(help).toBeVisible();
  await press('Escape');
  await expect(help).toBeHidden();

  await tabTo(page, app.tree);
  const top = readTree('app').filter(({ path }) => path.lastIndexOf('/') === 0);
  await press('ArrowDown');
  await expect(chosen()).toHaveText('bin');
  await expect(selected).toHaveAttribute('aria-level', '1');
  await expect(selected).toHaveAttribute('aria-posinset', '1');
  await expect(selected).toHaveAttribute('aria-setsize', String(top.length));
  await expect(selected).toHaveAttribute('aria-expanded', 'false');
  await expect(app.tree).toHaveAttribute('aria-activedescendant', (await selected.getAttribute('id')) ?? '');

  // Right opens, then goes in; left goes to the parent, then closes it.
  await press('ArrowRight');
  await expect(selected).toHaveAttribute('aria-expanded', 'true');
  await press('ArrowRight');
  await expect(chosen()).toHaveText('cat');
  await expect(selected).toHaveAttribute('aria-level', '2');
  await expect(selected).not.toHaveAttribute('aria-expanded', /./);
  await press('ArrowLeft');
  await expect(chosen()).toHaveText('bin');
  await press('ArrowLeft');
  await expect(selected).toHaveAttribute('aria-expanded', 'false');
  await press('Enter');
  await expect(selected).toHaveAttribute('aria-expanded', 'true');
  await press('Enter');
  await expect(selected).toHaveAttribute('aria-expanded', 'false');

  await press('End');
  await expect(chosen()).toHaveText('tmp');
  await press('Home');
  await expect(chosen()).toHaveText('bin');
  await press('s');
  await expect(chosen()).toHaveText('srv');
  await expect(page.getByRole('heading', { level: 3, name: '/srv' })).toBeVisible();

  // `*` opens everything: the row stays chosen, though it is now far below.
  await press('*');
  await expect(selected).toHaveAttribute('aria-expanded', 'true');
  await expect(app.tree).toHaveAttribute('aria-rowcount', String(readTree('app').length + 1));
  await expect(chosen()).toHaveText('srv');
  await press('End');
  await expect(chosen()).toHaveText('tmp');
  await press('PageUp');
  await expect(chosen()).not.toHaveText('tmp');
  await press('PageDown');
  await expect(chosen()).toHaveText('tmp');
  await press('Home');
  await page.waitForTimeout(900); // The pause that ends a typed name.
  await page.keyboard.type('index');
  await expect(chosen()).toHaveText('index.html');
  await expect(app.details.locator('pre')).toHaveText('v2\n');

  // On to what lies beside the tree, and back.
  await press('Tab');
  await expect(app.tree).not.toBeFocused();
  await press('Shift+Tab');
  await expect(app.tree).toBeFocused();
});

test('the help opens with ? wherever one is, and names the keys', async ({ app, page }) => {
  await app.start();
  const help = page.getByRole('dialog', { name: 'Keys' });
  const opensAndCloses = async () => {
    await page.keyboard.press('?');
    await expect(help).toBeVisible();
    await expect(help).toContainText('open a copied file');
    await page.keyboard.press('Escape');
    await expect(help).toBeHidden();
  };
  await opensAndCloses();
  await app.openFixture('app.docker26.tar');
  for (const section of sections) {
    await app.go(section);
    await opensAndCloses();
  }
  await app.go('Files');
  await app.tree.focus();
  await opensAndCloses();
  await expect(app.tree).toBeFocused();
});

test('digits typed into a text field stay there', async ({ app, page }) => {
  await app.start('./#/layers');
  await page.getByRole('textbox', { name: 'Image name' }).fill('');
  await page.keyboard.type('app:1');
  await expect(page.getByRole('textbox', { name: 'Image name' })).toHaveValue('app:1');
  await expect(page.getByText('docker save app:1 -o app.tar')).toBeVisible();
  await expect(page).toHaveURL(/#\/layers$/);
});

for (const theme of ['light', 'dark'] as const) {
  test(`whatever has the focus shows it (${theme})`, async ({ app, page }) => {
    test.setTimeout(90_000);
    await page.emulateMedia({ colorScheme: theme });
    await app.openFixture('sample.docker.tar');
    for (const key of ['1', '2', '3', '4', '5']) {
      await page.getByRole('main').focus();
      await page.keyboard.press(key);
      await page.getByRole('banner').getByRole('button').first().focus();
      const seen = new Set<number>();
      for (let step = 0; step < 60; step++) {
        await page.keyboard.press('Tab');
        const focus = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body) return null;
          // `:focus-visible` may be drawn around the element or around a part of it.
          const drawn = [element, ...element.children].map((part) => getComputedStyle(part));
          const isDrawn = drawn.some(
            ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1,
          );
          return {
            isDrawn,
            place: [...document.querySelectorAll('*')].indexOf(element),
            html: element.outerHTML.slice(0, 80),
          };
        });
        if (!focus || seen.has(focus.place)) break;
        seen.add(focus.place);
        expect.soft(focus.isDrawn, focus.html).toBe(true);
      }
      expect(seen.size).toBeGreaterThan(10);
    }
  });
}
