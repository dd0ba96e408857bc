/** Puts THIRD_PARTY_LICENSES.txt into a build: the licences of what the wasm module and the bundle are really made from. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin, Rolldown } from 'vite';

/** Written by wasm/third_party/licenses.cmake. */
const ofTheModule = fileURLToPath(new URL('../build/wasm-release/third_party_licenses.txt', import.meta.url));
const FILE_NAME = 'THIRD_PARTY_LICENSES.txt';

export function thirdPartyLicenses(): Plugin {
  return {
    name: 'third-party-licenses',
    apply: 'build',
    writeBundle: ({ dir = '' }, bundle) => writeFileSync(join(dir, FILE_NAME), licensesOf(bundle)),
  };
}

/** All of them as one text: of the packages the bundle has modules of, and of the wasm module. */
export function licensesOf(bundle: Rolldown.OutputBundle): string {
  const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  const folders = new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []));
  const texts = [...folders].sort().map(licenseOfPackage);
  return [...texts, readFileSync(ofTheModule, 'utf8')].join('\n');
}

function licenseOfPackage(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name} has no licence to carry along.`);
  return `==== ${name} ${version} ====\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}
