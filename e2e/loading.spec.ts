/** Little is loaded before the page is shown, the rest before anybody asks for it; what could not be loaded is told and tried again. */
import { gzipSync } from 'node:zlib';
import type { Page, Route } from '@playwright/test';
import { sections } from './support/app_page.ts';
import { fixture } from './support/fixtures.ts';
import { expect, test } from './support/test.ts';

/** What has to run before the start page: the scripts that index.html names, the English catalogue, and what that imports. */
async function neededScripts(page: Page): Promise<string[]> {
  const text = async (address: string) => (await page.request.get(address)).text();
  const named = [...(await text('./')).matchAll(/assets\/[^"]+\.js/g)].map(([name]) => name);
  const [catalogue = ''] = /assets\/en-[^"]+\.js/.exec(await text('./service_worker.js')) ?? [];
  const imported = [...(await text(catalogue)).matchAll(/from"\.\/([^"]+\.js)"/g)].map(([, name]) => `assets/${name}`);
  return [...new Set([...named, catalogue, ...imported])];
}

test('the start page is there with 60 kB of scripts, whatever else is slow', async ({ app, page, complaints }) => {
  const needed = await neededScripts(page);
  const loaded: number[] = [];
  const held: Route[] = [];
  await page.route('**/assets/*.{js,wasm}', async (route) => {
    const url = route.request().url();
    if (!needed.some((name) => url.endsWith(name))) return void held.push(route);
    const response = await route.fetch();
    loaded.push(gzipSync(await response.body()).length);
    await route.fulfill({ response });
  });
  await app.start();
  expect(loaded).toHaveLength(needed.length);
  expect(loaded.reduce((sum, bytes) => sum + bytes)).toBeLessThan(60_000);
  // The rest is on its way without anybody having asked.
  await expect.poll(() => held.filter((route) => /_view-/.test(route.request().url())).length).toBe(sections.length);
  await expect.poll(() => held.some((route) => route.request().url().includes('/pt-BR-'))).toBe(true);
  for (const route of held) await route.abort();
  await expect.poll(() => complaints.length).toBeGreaterThanOrEqual(held.length);
  complaints.length = 0;
});

test('once loaded, sections and languages change in one step, without a frame between', async ({ app, page }) => {
  await app.openFixture('app.docker26.tar');
  await page.waitForLoadState('networkidle');
  const shown = await page.evaluate(async () => {
    const heading = () => document.querySelector('main h2')?.textContent ?? 'nothing';
    const seen = [heading()];
    new MutationObserver(() => {
      if (heading() !== seen.at(-1)) seen.push(heading());
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    const changed = async (step: () => void) => {
      const before = heading();
      step();
      while (heading() === before) await new Promise(requestAnimationFrame);
      // Long enough for what would be shown for a moment only.
      await new Promise((resolve) => setTimeout(resolve, 50));
    };
    for (const section of ['manifest', 'layers', 'files', 'config']) {
      await changed(() => location.assign(`#/${section}`));
    }
    await changed(() => document.getElementById('language')?.click());
    return seen;
  });
  expect(shown).toEqual(['Anatomy of fixture/app:1', 'Manifest', 'Layers', 'Files', 'Config', 'Configuração']);
});

test('a server that does not know wasm by its type is good enough', async ({ app, page }) => {
  const types: (string | undefined)[] = [];
  await page.route('**/assets/*.wasm', async (route) => {
    const response = await route.fetch();
    types.push(response.headers()['content-type']);
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
  });
  await app.openFixture('app.docker26.tar');
  expect(types).toEqual(['application/wasm']);
});

test('a section that could not be loaded says so, and comes when it can', async ({ app, page, complaints }) => {
  let isBroken = true;
  await page.route('**/assets/layers_view-*.js', (route) => (isBroken ? route.abort() : route.continue()));
  const toLayers = page.getByRole('navigation').getByRole('link', { name: 'Layers' });
  await app.start();
  await app.choose(fixture('app.docker26.tar'));
  await app.allRead();
  await toLayers.click();
  await expect(app.problem).toContainText('This part of the page could not be loaded');
  await app.go('Files');
  isBroken = false;
  await toLayers.click();
  await expect(page.getByRole('heading', { level: 2, name: 'Layers' })).toBeVisible();
  complaints.length = 0;
});

test('a language that cannot be loaded changes nothing', async ({ app, page, complaints }) => {
  let isBroken = true;
  await page.route('**/assets/pt-BR-*.js', (route) => (isBroken ? route.abort() : route.continue()));
  await app.start();
  await page.getByRole('button', { name: 'Português' }).click();
  await expect(app.chooseButton).toBeVisible();
  isBroken = false;
  await expect(async () => {
    await page.getByRole('button', { name: 'Português' }).click({ timeout: 1000 });
    await expect(page.locator('html')).toHaveAttribute('lang', 'pt-BR', { timeout: 1000 });
  }).toPass();
  await expect(page.getByRole('button', { name: 'Escolher um arquivo' })).toBeVisible();
  complaints.length = 0;
});

test('a page whose scripts never come does not stay blank', async ({ page, complaints }) => {
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.goto('./');
  await expect(page.getByText('A part of this page could not be loaded.')).toBeVisible({ timeout: 15_000 });
  complaints.length = 0;
});
