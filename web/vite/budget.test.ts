import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';
import { budget } from './budget.ts';

/** Does not compress, as it is made of numbers that look random. */
const bulk = (name: string) => {
  const numbers = Array.from({ length: 2000 }, (_, index) => (Math.sin(index + name.length) * 1e9) | 0);
  return `export const ${name} = ${JSON.stringify(numbers)};`;
};

const modules: Record<string, string> = {
  'index.html': '<script type="module" src="/src/main.js"></script>',
  '/src/main.js':
    'import { needed } from "/src/needed.js"; console.log(needed, import("/src/later.js"), import("/words/a.js"), import("/words/bb.js"));',
  '/src/needed.js': bulk('needed'),
  '/src/later.js': bulk('later'),
  '/words/a.js': 'export const a = 1;',
  '/words/bb.js': bulk('bb'),
};

function buildWith(limits: { firstScripts: number; engine: number }) {
  return build({
    configFile: false,
    logLevel: 'silent',
    root: '/nowhere',
    build: { write: false, modulePreload: false, rollupOptions: { input: '/nowhere/index.html' } },
    plugins: [
      {
        name: 'made-up',
        enforce: 'pre',
        resolveId: (id) => (id in modules ? id : id.endsWith('index.html') ? '/nowhere/index.html' : undefined),
        load: (id) => modules[id] ?? (id.endsWith('index.html') ? modules['index.html'] : undefined),
        generateBundle() {
          this.emitFile({ type: 'asset', fileName: 'engine.wasm', source: Buffer.alloc(1000) });
        },
      },
      budget({ ...limits, oneOf: /\/words\// }),
    ],
  }) as Promise<Rolldown.RolldownOutput>;
}

test('the page within its budget is built', async () => {
  const { output } = await buildWith({ firstScripts: 100_000, engine: 100 });
  expect(output.map(({ fileName }) => fileName)).toContain('index.html');
});

test('too much before the page is shown breaks the build, and a table says what takes it', async () => {
  const failure = buildWith({ firstScripts: 1000, engine: 100 });
  await expect(failure).rejects.toThrow(/Scripts before the page is shown: [\d.]+ kB gzipped, more than the 1\.0 kB/);
  const message = await failure.catch((error: Error) => error.message);
  expect(message).toMatch(/[\d.]+ kB {4}src\/needed\.js/);
  // One of what every reader needs one of: the heaviest.
  expect(message).toMatch(/words\/bb\.js/);
  expect(message).not.toMatch(/words\/a\.js/);
  // Loaded later.
  expect(message).not.toMatch(/later/);
  expect(message).not.toMatch(/Engine/);
});

test('an engine that is too large does the same', async () => {
  await expect(buildWith({ firstScripts: 100_000, engine: 10 })).rejects.toThrow(/Engine: 0\.0 kB gzipped, more than/);
});
