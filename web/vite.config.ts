import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { thirdPartyLicenses } from './third_party_licenses.ts';
import { sampleImage } from './vite/sample_image.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What the wasm build leaves: the module's JavaScript, its types, its code. */
const engine = here('../build/wasm-release/wasm/bindings/image_anatomy');

/**
 * Vite's development server injects styles as <style> elements and talks over a web socket; both are forbidden by the
 * page's Content-Security-Policy, which the built page keeps as it is written in index.html.
 */
const relaxPolicyInDevelopment: Plugin = {
  name: 'relax-policy-in-development',
  apply: 'serve',
  transformIndexHtml: (html) =>
    html
      .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
      .replace("connect-src 'self'", "connect-src 'self' ws:"),
};

export default defineConfig({
  base: './',
  plugins: [
    relaxPolicyInDevelopment,
    thirdPartyLicenses(),
    sampleImage({ archive: here('../tests/fixtures/sample.docker.tar') }),
  ],
  resolve: {
    alias: [
      { find: /^#engine-module$/, replacement: `${engine}.js` },
      // Also with a query (`?url`).
      { find: /^#engine-wasm(?=$|\?)/, replacement: `${engine}.wasm` },
      // For the tests of the command line, as in vite.cli.config.ts.
      { find: /^yaml$/, replacement: here('node_modules/yaml/browser/index.js') },
    ],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  server: { fs: { allow: [here('..')] } },
  build: {
    outDir: here('../dist'),
    emptyOutDir: true,
    // The oldest browsers with everything used here: module workers, wasm SIMD, light-dark(), AbortSignal.any().
    target: ['chrome123', 'firefox124', 'safari17.5'],
    // A data: URL would need another source in the policy.
    assetsInlineLimit: 0,
  },
  test: { include: ['src/**/*.test.ts', '../tools/cli/**/*.test.ts'], environment: 'node' },
});
