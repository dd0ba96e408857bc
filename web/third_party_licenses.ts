/** Puts THIRD_PARTY_LICENSES.txt into a build: the licences of what the wasm module and the bundle are really made from. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import type { BundledPackage, BundledPackages } from './vite/bundled_packages.ts';

/** Written by wasm/third_party/licenses.cmake. */
const ofTheModule = fileURLToPath(new URL('../build/wasm-release/third_party_licenses.txt', import.meta.url));
const FILE_NAME = 'THIRD_PARTY_LICENSES.txt';

export function thirdPartyLicenses(packages: BundledPackages): Plugin {
  return {
    name: 'third-party-licenses',
    apply: 'build',
    writeBundle: ({ dir = '' }) => writeFileSync(join(dir, FILE_NAME), licensesOf(packages)),
  };
}

/** All of them as one text: of the packages in the bundle, and of the wasm module. */
export function licensesOf(packages: BundledPackages): string {
  return [...packages.all.map(licenseOfPackage), readFileSync(ofTheModule, 'utf8')].join('\n');
}

function licenseOfPackage({ folder, name, version }: BundledPackage): string {
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name} has no licence to carry along.`);
  return `==== ${name} ${version} ====\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}
