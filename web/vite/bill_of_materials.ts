/**
 * Puts sbom.cdx.json into a build, a CycloneDX 1.6 bill of materials: the pinned libraries in the wasm module (wasm/third_party/sources.lock),
 * what Emscripten adds to them, and the npm packages in the bundle (package-lock.json). Nothing in it changes from one build to the next.
 */
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import type { BundledPackage, BundledPackages } from './bundled_packages.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const read = (path: string) => readFileSync(here(path), 'utf8');

export const SBOM_FILE = 'sbom.cdx.json';

/** SPDX expressions of what is linked into the module. Of two to choose from, the one whose text is carried along comes first. */
const licenseOfLibrary: Record<string, string> = {
  zlib: 'Zlib',
  libdeflate: 'MIT',
  zstd: 'BSD-3-Clause OR GPL-2.0-only',
  xz: '0BSD',
  bzip2: 'bzip2-1.0.6',
  libarchive: 'BSD-2-Clause',
  'nlohmann-json': 'MIT',
  xxhash: 'BSD-2-Clause',
  libmd: 'BSD-3-Clause',
  pcre2: 'BSD-3-Clause WITH PCRE2-exception',
  emscripten: 'MIT OR NCSA',
  musl: 'MIT',
  'libc++': 'Apache-2.0 WITH LLVM-exception',
  'libc++abi': 'Apache-2.0 WITH LLVM-exception',
  'compiler-rt': 'Apache-2.0 WITH LLVM-exception',
};
/** LLVM's libraries, by their folders in Emscripten's system/lib. */
const folderOfLlvm = { 'libc++': 'libcxx', 'libc++abi': 'libcxxabi', 'compiler-rt': 'compiler-rt' };
const onlyTests = ['googletest', 'benchmark'];

interface Hash {
  alg: 'SHA-256' | 'SHA-512';
  content: string;
}

export interface Component {
  type: 'application' | 'library';
  'bom-ref': string;
  name: string;
  version?: string;
  licenses: { expression: string }[];
  purl: string;
  hashes?: Hash[];
  externalReferences?: { type: 'distribution'; url: string; hashes: Hash[] }[];
}

export interface BillOfMaterials {
  bomFormat: 'CycloneDX';
  specVersion: '1.6';
  version: 1;
  metadata: { component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

export function billOfMaterials(packages: BundledPackages): Plugin {
  return {
    name: 'bill-of-materials',
    apply: 'build',
    writeBundle: ({ dir = '' }) =>
      writeFileSync(join(dir, SBOM_FILE), `${JSON.stringify(billOf(packages.all), null, 2)}\n`),
  };
}

/** Exported for its test. */
export function billOf(packages: readonly BundledPackage[]): BillOfMaterials {
  const { version, license } = JSON.parse(read('../package.json')) as { version: string; license: string };
  const product: Component = {
    type: 'application',
    'bom-ref': 'image-anatomy',
    name: 'image-anatomy',
    version,
    licenses: [{ expression: license }],
    purl: `pkg:generic/image-anatomy@${version}`,
  };
  const components = [...libraries(), ...runtime(), ...packages.map(componentOfPackage)];
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: product },
    components,
    dependencies: [{ ref: product['bom-ref'], dependsOn: components.map((component) => component['bom-ref']) }],
  };
}

/** Fields of a line: name version sha256 debian-source-package orig-file upstream-url upstream-sha256. */
function libraries(): Component[] {
  const lines = read('../../wasm/third_party/sources.lock').split('\n');
  const fields = lines.filter((line) => /^[a-z]/.test(line)).map((line) => line.split(' '));
  return fields.flatMap(([name = '', version = '', , , , url = '', sha256 = '']) => {
    if (onlyTests.includes(name)) return [];
    const purl = `pkg:generic/${name}@${version}?checksum=sha256:${sha256}&download_url=${encodeURIComponent(url)}`;
    const hashes: Hash[] = [{ alg: 'SHA-256', content: sha256 }];
    return { ...library(name, purl, version), hashes, externalReferences: [{ type: 'distribution', url, hashes }] };
  });
}

/**
 * What the compiler links in from itself. LLVM's libraries are told as parts of Emscripten, whose version settles theirs: the releases
 * that their own files name lag behind the sources.
 */
function runtime(): Component[] {
  const root = emscriptenRoot();
  const versionIn = (file: string) => readFileSync(join(root, file), 'utf8').replaceAll('"', '').trim();
  const version = versionIn('emscripten-version.txt');
  const musl = versionIn('system/lib/libc/musl/VERSION');
  const emscripten = `pkg:generic/emscripten@${version}`;
  return [
    library('emscripten', emscripten, version),
    library('musl', `pkg:generic/musl@${musl}`, musl),
    ...Object.entries(folderOfLlvm).map(([name, folder]) => library(name, `${emscripten}#system/lib/${folder}`)),
  ];
}

/** The folder of the Emscripten that built the module, as wasm/emscripten.cmake found it. */
function emscriptenRoot(): string {
  const [, emcc] = /^IMAGE_ANATOMY_EMCC:\w+=(.+)$/m.exec(read('../../build/wasm-release/CMakeCache.txt')) ?? [];
  if (!emcc) throw new Error('The build of the module does not say which Emscripten it took.');
  return dirname(realpathSync(emcc));
}

function library(name: string, purl: string, version?: string): Component {
  const expression = licenseOfLibrary[name];
  if (!expression) throw new Error(`The licence of ${name} is not known.`);
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    ...(version === undefined ? {} : { version }),
    licenses: [{ expression }],
    purl,
  };
}

function componentOfPackage({ name, version }: BundledPackage): Component {
  const { packages } = JSON.parse(read('../package-lock.json')) as {
    packages: Record<string, { version: string; integrity: string; license: string } | undefined>;
  };
  const locked = packages[`node_modules/${name}`];
  const [algorithm, hash = ''] = locked?.integrity.split('-') ?? [];
  if (locked?.version !== version || algorithm !== 'sha512')
    throw new Error(`${name} ${version} is not the one locked.`);
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    licenses: [{ expression: locked.license }],
    purl,
    hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }],
  };
}
