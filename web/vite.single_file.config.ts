/** Builds the page once more, as one file: dist/image-anatomy.html. Runs after the build of the site, which empties dist/. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { BundledPackages } from './vite/bundled_packages.ts';
import { sampleImage } from './vite/sample_image.ts';
import { singleFile } from './vite/single_file.ts';
import site, { aliases, engine, withoutNode } from './vite.config.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const packages = new BundledPackages();

export default defineConfig({
  ...site,
  plugins: [
    withoutNode,
    sampleImage({ archive: here('../tests/fixtures/sample.docker.tar'), inline: true }),
    packages.collect(),
    singleFile({
      packages,
      engine: `${engine}.wasm`,
      icon: here('public/favicon.svg'),
      check: here('public/browser_check.js'),
      fileName: 'image-anatomy.html',
    }),
  ],
  resolve: {
    // The first that fits is taken.
    alias: [{ find: /^#delivery$/, replacement: here('src/delivery/single_file.ts') }, ...aliases],
  },
  // Chromium loads no module from a blob: URL of a file: page.
  worker: { format: 'iife', plugins: () => [packages.collect()] },
  build: { ...site.build, emptyOutDir: false },
});
