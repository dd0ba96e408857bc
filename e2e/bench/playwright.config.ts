/** Measures the built page in Chromium; tools/bench runs it beside the peers. Not tests: nothing here fails for being slow. */
import { defineConfig } from '@playwright/test';
import tests from '../playwright.config.ts';

export default defineConfig({
  ...tests,
  testMatch: '**/*.bench.ts',
  testDir: '.',
  outputDir: '../test-results',
  workers: 1,
  fullyParallel: false,
  timeout: 900_000,
});
