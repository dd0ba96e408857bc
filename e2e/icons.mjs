// Draws the icons of the installed page from web/public/favicon.svg; run it when that changes, and commit what it writes.
//
//   node e2e/icons.mjs

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchOptions } from './chromium.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
// What npm installed lies in web/, where this file's own imports do not look.
const { chromium } = createRequire(here('../web/package.json'))('@playwright/test');

const svg = readFileSync(here('../web/public/favicon.svg'), 'utf8');
const folder = here('../web/public/icons');
const drawings = {
  icon: svg,
  // Cut to whatever shape the system likes: the ground reaches the edges, the drawing is within the inner 80 %.
  maskable: svg.replace(/ rx="[\d.]+"/, ''),
};

const browser = await chromium.launch(launchOptions);
mkdirSync(folder, { recursive: true });
for (const [name, drawing] of Object.entries(drawings)) {
  for (const size of [192, 512]) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const source = `data:image/svg+xml;base64,${Buffer.from(drawing).toString('base64')}`;
    await page.setContent(`<body style="margin:0"><img src="${source}" width="${size}" height="${size}">`);
    await page.locator('img').evaluate((image) => image.decode());
    writeFileSync(join(folder, `${name}-${size}.png`), await page.screenshot({ omitBackground: true }));
    await page.close();
  }
}
await browser.close();
