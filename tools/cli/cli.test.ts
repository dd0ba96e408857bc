/** The bundled command line, run as people run it, on images that real tools wrote. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { Report } from '../../web/src/engine/api.ts';
import { listingOf, readTruth } from '../../web/src/engine/oracle.ts';
import { FIXTURES, type TreeEntry } from '../../web/src/engine/testing.ts';

const program = fileURLToPath(new URL('../../build/cli/image-anatomy.js', import.meta.url));
const image = `${FIXTURES}app.docker26.tar`;
const scratch = mkdtempSync(join(tmpdir(), 'image-anatomy-test-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function run(args: string[], input?: Buffer) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { input, maxBuffer: 1 << 28 });
  return { status, bytes: stdout, text: stdout.toString(), error: stderr.toString() };
}

const json = <T>(args: string[], input?: Buffer) => JSON.parse(run([...args, '--json'], input).text) as T;

describe('inspect', () => {
  test('tells everything as JSON, with the ledger in balance', () => {
    const report = json<Report>(['inspect', image]);
    expect(report).toMatchObject({
      schemaVersion: 1,
      source: { name: 'app.docker26.tar', container: 'docker-archive' },
    });
    const [found] = report.images;
    expect(found?.platform).toMatchObject({ os: 'linux', architecture: 'amd64' });
    expect(found?.digests.config).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(found?.layers.every(({ state, chainId }) => state === 'complete' && chainId)).toBe(true);
    const reasons = Object.values(found?.ledger?.byReason ?? {});
    expect(reasons.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(found?.ledger?.dead);
    expect(found?.layers.at(-1)?.sizes?.cumulative).toBe(found?.ledger?.live);
  });

  test('reads standard input, and finds the same as in the file', () => {
    const { images } = json<Report>(['inspect', '-'], readFileSync(image));
    expect(images).toEqual(json<Report>(['inspect', image]).images);
  });

  test('reads a folder with an OCI layout', () => {
    const folder = join(scratch, 'layout');
    spawnSync('mkdir', [folder]);
    expect(spawnSync('tar', ['-xf', `${FIXTURES}app.layout-folder.tar`, '-C', folder]).status).toBe(0);
    const report = json<Report>(['inspect', folder]);
    expect(report.source.container).toBe('oci-layout');
    expect(report.images[0]?.layers).toEqual(
      json<Report>(['inspect', `${FIXTURES}app.layout-folder.tar`]).images[0]?.layers,
    );
  });

  test('chooses one of several platforms', () => {
    const { images } = json<Report>(['inspect', `${FIXTURES}multi.buildx-oci.tar`, '--platform', 'linux/arm64']);
    expect(images.map(({ platform }) => platform.architecture)).toEqual(['arm64']);
  });

  test('for people: no escape codes where there is no terminal', () => {
    const { status, text, error } = run(['inspect', image]);
    expect(status).toBe(0);
    expect(text).toContain('linux/amd64');
    expect(text).not.toContain('\x1b');
    expect(error).toBe('');
  });
});

describe('history', () => {
  test('has one entry for each layer and for each instruction without one', () => {
    const { history } = json<{ history: { layer: number | null; createdBy?: string }[] }>(['history', image]);
    const layers = history.flatMap(({ layer }) => (layer === null ? [] : [layer]));
    expect(layers).toEqual(layers.map((_, i) => i));
    expect(history.length).toBeGreaterThan(layers.length);
    expect(run(['history', image]).text.split('\n')[0]).toMatch(/^CREATED +LAYER +SIZE +COMMENT +CREATED BY$/);
  });
});

describe('tree', () => {
  test('is what an independent tool unpacked', () => {
    const { entries } = json<{ entries: TreeEntry[] }>(['tree', image]);
    expect(listingOf(entries)).toEqual(readTruth(`${FIXTURES}app.tree.tsv`));
    const paths = entries.map(({ path }) => Buffer.from(path));
    expect(paths).toEqual(paths.toSorted(Buffer.compare));
  });

  test('--at shows fewer layers, --changes only what one did', () => {
    const base = json<{ at: number; entries: TreeEntry[] }>(['tree', image, '--at', '0']);
    expect(base.at).toBe(0);
    expect(base.entries.every(({ layer }) => layer === 0)).toBe(true);
    const { entries } = json<{ entries: TreeEntry[] }>(['tree', image, '--changes', '1']);
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.every(({ status }) => ['added', 'modified', 'removed'].includes(status ?? ''))).toBe(true);
  });
});

describe('cat', () => {
  test('follows links and gives the bytes as they are', () => {
    const { entries } = json<{ entries: TreeEntry[] }>(['tree', image]);
    const file = entries.find(({ type, size }) => type === 'file' && size > 0) as TreeEntry;
    expect(run(['cat', image, file.path]).bytes.length).toBe(file.size);
    const hardlink = entries.find(({ type }) => type === 'hardlink') as TreeEntry;
    expect(run(['cat', image, hardlink.path]).bytes).toEqual(run(['cat', image, hardlink.linkname ?? '']).bytes);
  });

  test('gives the same from a compressed tarball', () => {
    const path = '/bin/tiny';
    const plain = run(['cat', `${FIXTURES}app.docker20.tar`, path]);
    expect(plain.status).toBe(0);
    expect(run(['cat', `${FIXTURES}app.docker20.tar.xz`, path]).bytes).toEqual(plain.bytes);
  });
});

describe('failures have a code, a sentence and an exit code', () => {
  const write = (name: string, content: string | Buffer) => {
    const path = join(scratch, name);
    writeFileSync(path, content);
    return path;
  };

  test.each([
    ['not-an-archive', write('notes.txt', 'no archive at all\n'.repeat(100))],
    ['empty-file', write('empty.tar', '')],
    ['file-unreadable', join(scratch, 'nowhere.tar')],
  ])('%s', (code, path) => {
    const { status, error, text } = run(['inspect', path]);
    expect(status).toBe(2);
    expect(error).toMatch(new RegExp(`^image-anatomy: ${code}: .+\\n$`));
    expect(text).toBe('');
  });

  test.each([
    [['inspect']],
    [['frobnicate', image]],
    [['tree', image, '--at', '99']],
    [['tree', image, '--at', 'x']],
    [['inspect', image, '--image', '7']],
    [['inspect', image, '--colour']],
  ])('wrong usage: %j', (args) => {
    expect(run(args).status).toBe(64);
  });

  test('a path that is not there, and one that is no file', () => {
    expect(run(['cat', image, '/no/such/file'])).toMatchObject({ status: 2, text: '' });
    expect(run(['cat', image, '/bin'])).toMatchObject({ status: 2, text: '' });
  });

  test('a truncated archive shows what is left of it, though its index.json and manifest.json are cut off', () => {
    const whole = readFileSync(image);
    const cut = write('cut.tar', whole.subarray(0, Math.floor(whole.length * 0.6)));
    const [found] = json<Report>(['inspect', cut]).images;
    expect(found?.layers.map(({ state }) => state)).toEqual([
      'complete',
      'partial',
      'complete',
      'complete',
      'complete',
      'missing',
      'complete',
    ]);
    expect(found?.diagnostics.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['layer-truncated', 'layer-missing']),
    );
  });
});
