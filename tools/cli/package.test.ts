/** The npm package: what `npm pack` makes of build/cli installs without a network into an empty folder, and works there. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { FIXTURES, filesBelow } from '../../web/src/engine/testing.ts';
import { PACKAGE, scratchFolder } from './testing.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const scratch = scratchFolder();
const project = join(scratch, 'project');
const image = `${FIXTURES}app.docker26.tar`;

function start(command: string, args: string[]) {
  // A cache of its own, and nothing from a registry.
  const env = { ...process.env, npm_config_cache: join(scratch, 'cache'), npm_config_offline: 'true' };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: project, env, encoding: 'utf8' });
  return { status, text: stdout, error: stderr };
}

beforeAll(() => {
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{"private":true}\n');
  expect(start('npm', ['pack', PACKAGE, '--pack-destination', scratch])).toMatchObject({ status: 0 });
  const archive = readdirSync(scratch).find((name) => name.endsWith('.tgz')) as string;
  expect(start('npm', ['install', '--no-audit', '--no-fund', join(scratch, archive)])).toMatchObject({ status: 0 });
}, 120_000);

test('inspect, tree, cat and check', () => {
  const program = (args: string[]) => start('npx', ['--no', '--', 'image-anatomy', ...args]);
  expect(program(['inspect', image]).text).toContain('linux/amd64');
  expect(program(['tree', image]).text).toContain('/bin/tiny');
  expect(program(['cat', image, '/bin/tiny'])).toMatchObject({ status: 0 });
  expect(program(['check', image]).text).toMatch(/^Result:/m);
  const { version } = JSON.parse(readFileSync(join(root, 'web/package.json'), 'utf8')) as { version: string };
  expect(program(['--version']).text).toBe(`${version}\n`);
});

test('it is all there, needs nothing else, and does not name the machine that built it', () => {
  const folder = join(project, 'node_modules/image-anatomy/');
  const files = filesBelow(folder);
  expect(files).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'THIRD_PARTY_LICENSES.txt', 'image_anatomy.wasm', 'package.json']),
  );
  expect(files.filter((name) => name.endsWith('.map'))).toEqual([]);
  expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).not.toHaveProperty('dependencies');
  for (const name of files) {
    const content = readFileSync(join(folder, name), 'latin1');
    for (const place of [root, homedir() === '/' ? root : `${homedir()}/`])
      expect(content.includes(place), `${name} names ${place}`).toBe(false);
  }
});

test('the licences of what is inside travel with the package and with the page', () => {
  const inside = [
    'zlib',
    'zstd',
    'xz',
    'bzip2',
    'libarchive',
    'nlohmann-json',
    'xxhash',
    'libmd',
    'musl',
    'Emscripten',
  ];
  const page = ['preact', '@preact/signals'];
  for (const [file, names] of [
    [`${PACKAGE}THIRD_PARTY_LICENSES.txt`, [...inside, 'yaml']],
    [join(root, 'dist/THIRD_PARTY_LICENSES.txt'), [...inside, ...page]],
  ] as const) {
    const text = readFileSync(file, 'utf8');
    for (const name of names) expect(text).toMatch(new RegExp(`^==== ${name}\\b`, 'm'));
  }
});
