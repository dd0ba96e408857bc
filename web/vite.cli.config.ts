/** Bundles the command line (tools/cli) into the npm package build/cli: the same engine client as the page, other workers and readers. */
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { thirdPartyLicenses } from './third_party_licenses.ts';
import { BundledPackages } from './vite/bundled_packages.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const engine = here('../build/wasm-release/wasm/bindings/image_anatomy');
const out = here('../build/cli');
const PROGRAM = 'image-anatomy';

/** What a package has beside the code. It needs no other package, and nothing is done at its installation. */
function packageFiles(): Plugin {
  const { version, license, engines } = JSON.parse(readFileSync(here('package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const manifest = {
    name: 'image-anatomy',
    version,
    description: 'Takes container image tarballs apart: config, manifest, layers, file tree, history, efficiency.',
    license,
    type: 'module',
    bin: { [PROGRAM]: `${PROGRAM}.js` },
    engines,
    files: ['*.js', 'shared', '*.wasm', 'THIRD_PARTY_LICENSES.txt'],
  };
  return {
    name: 'package-files',
    writeBundle: () => {
      writeFileSync(`${out}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
      copyFileSync(`${engine}.wasm`, `${out}/image_anatomy.wasm`);
      copyFileSync(here('../tools/cli/README.md'), `${out}/README.md`);
      copyFileSync(here('../LICENSE'), `${out}/LICENSE`);
      chmodSync(`${out}/${PROGRAM}.js`, 0o755);
      chmodSync(`${out}/image_anatomy.wasm`, 0o644);
    },
  };
}

const packages = new BundledPackages();

export default defineConfig({
  publicDir: false,
  resolve: {
    alias: {
      '#engine-module': `${engine}.js`,
      // tools/cli lies beside node_modules, not above it. Of the package's two forms the one with ES modules.
      yaml: here('node_modules/yaml/browser/index.js'),
    },
  },
  plugins: [packageFiles(), packages.collect(), thirdPartyLicenses(packages)],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: out,
    emptyOutDir: true,
    rollupOptions: {
      // No comments that name the files of this machine.
      experimental: { attachDebugInfo: 'none' },
      input: {
        [PROGRAM]: here('../tools/cli/main.ts'),
        index_worker: here('../tools/cli/index_worker.ts'),
        layer_worker: here('../tools/cli/layer_worker.ts'),
      },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'shared/[name].js',
        banner: ({ name }) => (name === PROGRAM ? '#!/usr/bin/env node' : ''),
      },
    },
  },
});
