/** Breaks the build when the page takes more bytes than it may before it shows anything, and says what takes them. */
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

export interface Budget {
  /** Most bytes, gzipped, of all scripts that run before the page is shown. */
  firstScripts: number;
  /** Modules loaded on demand of which every reader needs one at once: the heaviest counts. */
  oneOf: RegExp;
  /** Most bytes, gzipped, of the engine's code. */
  engine: number;
}

interface Item {
  name: string;
  bytes: number;
  /** The modules in it, for a script. */
  modules: Item[];
}

const modulesShown = 15;

export function budget(limits: Budget): Plugin {
  return {
    name: 'budget',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const parts = [
          {
            title: 'Scripts before the page is shown',
            limit: limits.firstScripts,
            items: firstScripts(bundle, limits),
          },
          { title: 'Engine', limit: limits.engine, items: engine(bundle) },
        ];
        for (const { title, items } of parts) if (items.length === 0) this.error(`${title}: none found`);
        const exceeded = parts.filter(({ items, limit }) => total(items) > limit);
        if (exceeded.length > 0) this.error(exceeded.map(table).join('\n'));
        for (const { title, items, limit } of parts)
          console.log(`${title}: ${kB(total(items))} of ${kB(limit)} kB gzipped`);
      },
    },
  };
}

function firstScripts(bundle: Rolldown.OutputBundle, { oneOf }: Budget): Item[] {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const page = chunks.find((chunk) => chunk.isEntry && chunk.name === 'index');
  if (!page) return [];
  const first = withImports(page, bundle);
  const weigh = (set: Set<Rolldown.OutputChunk>) => [...set].filter((chunk) => !first.has(chunk)).map(itemOf);
  const choices = chunks
    .filter(({ facadeModuleId }) => facadeModuleId && oneOf.test(facadeModuleId))
    .map((chunk) => weigh(withImports(chunk, bundle)))
    .sort((a, b) => total(b) - total(a));
  return [...[...first].map(itemOf), ...(choices[0] ?? [])].sort(heaviestFirst);
}

/** A chunk and all that it cannot run without. */
function withImports(start: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle): Set<Rolldown.OutputChunk> {
  const found = new Set([start]);
  // A set that grows is walked to its new end.
  for (const chunk of found) {
    for (const name of chunk.imports) {
      const imported = bundle[name];
      if (imported?.type === 'chunk') found.add(imported);
    }
  }
  return found;
}

function itemOf(chunk: Rolldown.OutputChunk): Item {
  const modules = Object.entries(chunk.modules).map(([id, { code }]) => ({
    name: id.replace(/^.*\/(?=(node_modules|src)\/)/, '').replace(/\0/g, ''),
    bytes: weight(code ?? ''),
    modules: [],
  }));
  return { name: basename(chunk.fileName), bytes: weight(chunk.code), modules: modules.sort(heaviestFirst) };
}

function engine(bundle: Rolldown.OutputBundle): Item[] {
  return Object.values(bundle)
    .filter((file) => file.type === 'asset' && file.fileName.endsWith('.wasm'))
    .map((file) => ({
      name: basename(file.fileName),
      bytes: weight((file as Rolldown.OutputAsset).source),
      modules: [],
    }));
}

/** Modules are weighed alone: together they take less. */
function table({ title, limit, items }: { title: string; limit: number; items: Item[] }): string {
  const line = ({ name, bytes }: Item, indent: string) => `${kB(bytes).padStart(8)} kB  ${indent}${name}`;
  return [
    `${title}: ${kB(total(items))} kB gzipped, more than the ${kB(limit)} kB they may take`,
    ...items.flatMap((item) => [
      line(item, ''),
      ...item.modules.slice(0, modulesShown).map((module) => line(module, '  ')),
    ]),
  ].join('\n');
}

const weight = (data: string | Uint8Array) => gzipSync(data).length;
const total = (items: Item[]) => items.reduce((sum, { bytes }) => sum + bytes, 0);
const heaviestFirst = (a: Item, b: Item) => b.bytes - a.bytes;
const kB = (bytes: number) => (bytes / 1000).toFixed(1);
