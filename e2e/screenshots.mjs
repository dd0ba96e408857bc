// Pictures of the built page for people to look at; not a test.
//
//   node e2e/screenshots.mjs FOLDER [IMAGE]     the start page and every section: light and dark, en and pt-BR, 1360 and 360 px
//   node e2e/screenshots.mjs --readme           the picture of the README: e2e/readme.png

import { mkdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../tools/lib/serve.mjs';
import { launchOptions } from './chromium.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
// What npm installed lies in web/, where this file's own imports do not look.
const { chromium } = createRequire(here('../web/package.json'))('@playwright/test');

const sample = here('../tests/fixtures/sample.docker.tar');
const views = [
  { name: 'anatomy', hash: '#/anatomy' },
  { name: 'config', hash: '#/config' },
  { name: 'manifest', hash: '#/manifest' },
  { name: 'layers', hash: '#/layers' },
  { name: 'layer', hash: '#/layers/4' },
  { name: 'files', hash: '#/files/app/data/stations.csv' },
  { name: 'filter', hash: '#/files/app/data/stations.csv?filter=st&change=added,unmodified' },
  { name: 'changes', hash: '#/files/app/data?changes=4' },
  { name: 'space', hash: '#/space' },
];

async function openPage(browser, options) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.goto(site.address);
  await page.locator('#file-input').waitFor({ state: 'attached' });
  return page;
}

async function openImage(page, image) {
  await page.locator('#file-input').setInputFiles(image);
  await page.getByRole('navigation').waitFor();
  await page.getByRole('progressbar').waitFor({ state: 'hidden' });
}

async function show(page, hash) {
  await page.evaluate((address) => {
    location.hash = address;
  }, hash);
  // Rows, details and the preview follow one another from the engine.
  await page.waitForTimeout(500);
}

async function takeAll(browser, folder, image) {
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ['light', 'dark']) {
    for (const locale of ['en', 'pt-BR']) {
      for (const width of [1360, 360]) {
        const page = await openPage(browser, {
          colorScheme,
          locale,
          viewport: { width, height: width === 360 ? 780 : 850 },
        });
        const take = (name) =>
          page.screenshot({ path: join(folder, `${name}.${colorScheme}.${locale}.${width}.png`), fullPage: true });
        await take('start');
        await openImage(page, image);
        for (const { name, hash } of views) {
          await show(page, hash);
          await take(name);
        }
        await page.context().close();
      }
    }
  }
}

async function takeReadme(browser) {
  const path = here('readme.png');
  const page = await openPage(browser, { colorScheme: 'light', locale: 'en', viewport: { width: 1360, height: 925 } });
  await openImage(page, sample);
  await show(page, '#/anatomy');
  await page.screenshot({ path });
  console.log(`${path}: ${Math.round(statSync(path).size / 1000)} kB`);
}

const [target, image = sample] = process.argv.slice(2);
if (!target) {
  console.error('usage: screenshots.mjs FOLDER [IMAGE] | --readme');
  process.exit(64);
}
const site = await serve(process.env.IMAGE_ANATOMY_SITE ?? here('../dist'));
const browser = await chromium.launch(launchOptions);
try {
  if (target === '--readme') await takeReadme(browser);
  else await takeAll(browser, target, image);
} finally {
  await browser.close();
  site.close();
}
