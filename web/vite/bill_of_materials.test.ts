import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type BillOfMaterials, billOf, SBOM_FILE } from './bill_of_materials.ts';

const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
const bill = JSON.parse(read(`../../dist/${SBOM_FILE}`)) as BillOfMaterials;
const names = bill.components.map(({ name }) => name);
const licences = read('../../dist/THIRD_PARTY_LICENSES.txt');
/** Those of LLVM have no title of their own among the licences, only their names in Emscripten's. */
const ofLlvm = /runtime that Emscripten links \(([^)]+)\)/.exec(licences)?.[1]?.split(/,\s+/) ?? [];

test('the form of CycloneDX, and nothing that changes from build to build', () => {
  expect(Object.keys(bill)).toEqual(['bomFormat', 'specVersion', 'version', 'metadata', 'components', 'dependencies']);
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
  expect(Object.keys(bill.metadata)).toEqual(['component']);
  const references = bill.components.map((component) => component['bom-ref']);
  expect(new Set(references).size).toBe(references.length);
  expect(bill.dependencies).toEqual([{ ref: 'image-anatomy', dependsOn: references }]);
  for (const { name, version, licenses, purl, hashes } of bill.components) {
    expect(licenses, name).toEqual([{ expression: expect.stringMatching(/^[\w.-]+( (OR|WITH) [\w.-]+)*$/) }]);
    expect(purl, name).toMatch(/^pkg:(generic|npm)\/[\w.%/-]+@[\w.-]+(\?\S+|#[\w/-]+)?$/);
    if (version !== undefined) expect(purl).toContain(`@${version}`);
    // No archive that could be hashed: the compiler brings it.
    if (['emscripten', 'musl', ...ofLlvm].includes(name)) continue;
    expect(version, name).toBeDefined();
    for (const { alg, content } of hashes ?? [])
      expect(content).toMatch(alg === 'SHA-256' ? /^[0-9a-f]{64}$/ : /^[0-9a-f]{128}$/);
    expect(hashes, name).toHaveLength(1);
  }
});

test('every library and package whose licence travels with the page is in it, and no other', () => {
  const titles = licences.matchAll(/^==== (\S+?),?(?: (?:from )?(\S+))? ====$/gm);
  const licensed = [...titles].map(([, name = '']) => name.toLowerCase());
  expect(licensed).toEqual(expect.arrayContaining(['zlib', 'emscripten', 'preact']));
  expect(ofLlvm).toEqual(expect.arrayContaining(['libc++', 'compiler-rt']));
  expect(names.toSorted()).toEqual([...licensed, ...ofLlvm].toSorted());
});

test('what only a worker has is there as well', () => {
  expect(names).toEqual(expect.arrayContaining(['highlight.js', 'diff']));
});

test('sources that only tests use, and tools of the build, are left out', () => {
  for (const name of ['googletest', 'benchmark', 'vite', 'typescript']) expect(names).not.toContain(name);
});

test('a package that is not the locked one breaks the build', () => {
  expect(() => billOf([{ folder: '', name: 'preact', version: '0.0.1' }])).toThrow(/not the one locked/);
});
