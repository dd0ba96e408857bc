/** Bundles the command line (tools/cli) for Node into build/cli: the same engine client as the page, other workers and readers. */
import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const engine = here('../build/wasm-release/wasm/bindings/image_anatomy');
const out = here('../build/cli');

export default defineConfig({
  publicDir: false,
  resolve: {
    alias: {
      '#engine-module': `${engine}.js`,
      // tools/cli lies beside node_modules, not above it. Of the package's two forms the one with ES modules.
      yaml: here('node_modules/yaml/browser/index.js'),
    },
  },
  plugins: [{ name: 'copy-engine', writeBundle: () => copyFileSync(`${engine}.wasm`, `${out}/image_anatomy.wasm`) }],
  // The package has no dependencies: what it needs is in it.
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: out,
    emptyOutDir: true,
    rollupOptions: {
      input: {
        'image-anatomy': here('../tools/cli/main.ts'),
        index_worker: here('../tools/cli/index_worker.ts'),
        layer_worker: here('../tools/cli/layer_worker.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'shared/[name].js' },
    },
  },
});
