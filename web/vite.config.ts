import { fileURLToPath } from 'node:url';
import type { Alias, Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { thirdPartyLicenses } from './third_party_licenses.ts';
import { billOfMaterials } from './vite/bill_of_materials.ts';
import { budget } from './vite/budget.ts';
import { BundledPackages } from './vite/bundled_packages.ts';
import { offline } from './vite/offline.ts';
import { sampleImage } from './vite/sample_image.ts';
import { standalone } from './vite/standalone.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What the wasm build leaves: the module's JavaScript, its types, its code. */
export const engine = here('../build/wasm-release/wasm/bindings/image_anatomy');

/**
 * Vite's development server injects styles as <style> elements, talks over a web socket and writes its own markup; all are forbidden by the
 * page's Content-Security-Policy, which the built page keeps as it is written in index.html.
 */
const relaxPolicyInDevelopment: Plugin = {
  name: 'relax-policy-in-development',
  apply: 'serve',
  transformIndexHtml: (html) =>
    html
      .replace(/; require-trusted-types-for.*?(?=")/, '')
      .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
      .replace("connect-src 'self'", "connect-src 'self' ws:"),
};

/** The engine's JavaScript can run in Node too, where the tests need it; the page can do without that part. */
export const withoutNode: Plugin = {
  name: 'without-node',
  apply: 'build',
  config: () => ({
    define: { process: 'undefined' },
    worker: { rollupOptions: { external: ['module'] } },
  }),
};

export const aliases: Alias[] = [
  { find: /^#delivery$/, replacement: here('src/delivery/site.ts') },
  { find: /^#engine-module$/, replacement: `${engine}.js` },
  // Also with a query (`?url`).
  { find: /^#engine-wasm(?=$|\?)/, replacement: `${engine}.wasm` },
  // For the tests of the command line, as in vite.cli.config.ts.
  { find: /^yaml$/, replacement: here('node_modules/yaml/browser/index.js') },
];

const standaloneScripts = [
  { name: 'service_worker', source: here('src/service_worker.ts'), limit: 10_000 },
  { name: 'embed', source: here('src/embed/embed.ts'), limit: 3_000 },
];

/** The site's pages: the one that opens images, and the documentation. */
const pages: Plugin = {
  name: 'pages',
  apply: 'build',
  config: () => ({
    build: {
      rollupOptions: {
        input: {
          index: here('index.html'),
          learn: here('learn/index.html'),
          'learn-pt-BR': here('learn/pt-BR/index.html'),
        },
      },
    },
  }),
};

const packages = new BundledPackages();

export default defineConfig({
  base: './',
  plugins: [
    relaxPolicyInDevelopment,
    withoutNode,
    packages.collect(),
    thirdPartyLicenses(packages),
    billOfMaterials(packages),
    sampleImage({ archive: here('../tests/fixtures/sample.docker.tar') }),
    budget({ firstScripts: 60_000, oneOf: /\/i18n\/[^/]+\.ts$/, engine: 400_000 }),
    pages,
    standalone(standaloneScripts),
    // The icons are for the system that installs the page.
    offline({ script: 'service_worker.js', without: /^icons\// }),
  ],
  resolve: {
    alias: aliases,
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es', plugins: () => [packages.collect()] },
  server: { fs: { allow: [here('..')] } },
  build: {
    outDir: here('../dist'),
    emptyOutDir: true,
    // The oldest browsers with everything used here: module workers, wasm SIMD, light-dark(), AbortSignal.any().
    target: ['chrome123', 'firefox124', 'safari17.5'],
    // A data: URL would need another source in the policy.
    assetsInlineLimit: 0,
    rollupOptions: {
      output: {
        entryFileNames: ({ name }) =>
          standaloneScripts.some((script) => script.name === name) ? '[name].js' : 'assets/[name]-[hash].js',
        // By themselves, what several views share would be named after one of them.
        chunkFileNames: ({ isDynamicEntry }) => `assets/${isDynamicEntry ? '[name]' : 'shared'}-[hash].js`,
      },
    },
  },
  test: {
    include: ['src/**/*.test.ts', 'vite/**/*.test.ts', '../tools/cli/**/*.test.ts', '../tests/oracle/**/*.test.ts'],
    environment: 'node',
    // One core less would be the default: of two, that leaves one idle.
    maxWorkers: '100%',
  },
});
