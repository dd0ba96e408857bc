/** The built page with the real wasm and real images, in a real Chromium. Run by `npm run e2e` in web/. */
import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import { launchOptions } from './chromium.mjs';

const site = process.env.IMAGE_ANATOMY_SITE ?? join(__dirname, '../dist');

export default defineConfig({
  testDir: '.',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  // A busy machine may be too slow once; what fails twice is broken.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  timeout: 90_000,
  expect: { timeout: 20_000 },
  webServer: {
    command: `node ../tools/lib/serve.mjs ${JSON.stringify(site)}`,
    cwd: __dirname,
    // The address becomes an environment variable, in the workers too.
    wait: { stdout: /Image Anatomy: (?<image_anatomy_address>\S+)/ },
  },
  use: {
    ...devices['Desktop Chrome'],
    baseURL: process.env.IMAGE_ANATOMY_ADDRESS,
    viewport: { width: 1360, height: 850 },
    locale: 'en-US',
    // Each test begins with an empty cache: filling it every time would take longer than most tests do.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    launchOptions,
  },
});
