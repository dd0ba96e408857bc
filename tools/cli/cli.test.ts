/** The bundled command line, run as people run it, on images that real tools wrote. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PathHistory, Report } from '../../web/src/engine/api.ts';
import { listingOf, readTruth } from '../../web/src/engine/oracle.ts';
import { CASES, FIXTURES, type TreeEntry } from '../../web/src/engine/testing.ts';
import { json, PACKAGE, run, scratchFolder } from './testing.ts';

const image = `${FIXTURES}app.docker26.tar`;
const multi = `${FIXTURES}multi.buildx-oci.tar`;
const scratch = scratchFolder();

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
    const { images } = json<Report>(['inspect', '-'], { input: readFileSync(image) });
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
    expect(run(['cat', multi, '/hello', '--platform', 'linux/arm/v7']).text).toContain('linux/arm/v7');
  });

  test('a platform that is not there is wrong usage, with a list of those that are', () => {
    const { status, error, text } = run(['tree', multi, '--platform', 'linux/riscv64']);
    expect({ status, text }).toEqual({ status: 64, text: '' });
    expect(error).toContain('no image for linux/riscv64');
    expect(error).toContain('  2: docker.io/fixture/multi:1 linux/arm/v7\n');
  });

  test('a layout put together of links is one, a folder of anything else is not', () => {
    const [plain, linked] = [join(scratch, 'plain'), join(scratch, 'linked')];
    mkdirSync(plain);
    spawnSync('tar', ['-xf', `${FIXTURES}app.layout-folder.tar`, '-C', plain]);
    cpSync(plain, linked, { recursive: true });
    const index = join(linked, 'index.json');
    renameSync(index, join(scratch, 'elsewhere.json'));
    symlinkSync(join(scratch, 'elsewhere.json'), index);
    expect(json<Report>(['inspect', linked]).images).toEqual(json<Report>(['inspect', plain]).images);
    mkdirSync(join(scratch, 'empty'));
    expect(run(['inspect', join(scratch, 'empty')])).toMatchObject({
      status: 2,
      error: expect.stringMatching('no-image'),
    });
  });

  test('a pipe with a name, as <(…) of a shell', () => {
    const pipe = join(scratch, 'pipe');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    spawn('sh', ['-c', `cat '${image}' > '${pipe}'`]);
    expect(run(['inspect', pipe]).text).toContain('linux/amd64');
  });

  test('for people: no escape codes where there is no terminal', () => {
    const { status, text, error } = run(['inspect', image]);
    expect(status).toBe(0);
    expect(text).toContain('linux/amd64');
    expect(text).toMatch(/^ {2}Environment +PATH=/m);
    expect(text).toMatch(
      /^ {2}LAYER {2}STATE +AT REST +ADDS {2}TREE SO FAR {2}ADDED {2}MODIFIED {2}REMOVED {2}CREATED BY$/m,
    );
    expect(text).toMatch(/^ {2}Dead +.+ are stored but not seen; efficiency \d+\.\d\d %$/m);
    expect(text).not.toContain('\x1b');
    expect(error).toBe('');
  });

  test('for people: every image has its number, an attestation its documents', () => {
    const { text } = run(['inspect', multi]);
    expect(text.match(/^Image \d: /gm)).toHaveLength(6);
    expect(text).toMatch(/^Image 2: .+ linux\/arm\/v7$/m);
    expect(text).toMatch(/ 0 {2}complete +\d+ B {2}application\/vnd\.in-toto\+json {2}sha256:/);
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

describe('history of a path', () => {
  const rewritten = `${CASES}H1.docker.tar`;

  test('every layer that wrote it, with the instruction', () => {
    const { entries } = json<{ entries: TreeEntry[] }>(['tree', image, '--changes', '1']);
    const changed = entries.find(({ status }) => status === 'modified') ?? entries[0];
    const { schemaVersion, path, versions } = json<PathHistory>(['history', image, changed?.path ?? '']);
    expect({ schemaVersion, path }).toEqual({ schemaVersion: 1, path: changed?.path });
    expect(versions.find(({ layer }) => layer === 1)).toMatchObject({
      status: changed?.status,
      createdBy: expect.any(String),
    });
    const table = run(['history', image, changed?.path ?? '']).text;
    expect(table.split('\n')[1]).toMatch(/^LAYER {2}CHANGE +MODE +OWNER +SIZE +MODIFIED +CREATED BY$/);
    expect(table.split('\n')).toHaveLength(versions.length + 3);
  });

  test('a removed path has a history, one that never was has none', () => {
    const layers = json<Report>(['inspect', image]).images[0]?.layers ?? [];
    const with_removals = layers.find(({ changes }) => (changes?.removed ?? 0) > 0)?.index ?? 0;
    const { entries } = json<{ entries: TreeEntry[] }>(['tree', image, '--changes', String(with_removals)]);
    const removed = entries.find(({ status }) => status === 'removed')?.path ?? '';
    expect(json<PathHistory>(['history', image, removed]).versions.at(-1)?.status).toBe('removed');
    expect(run(['history', rewritten, '/never'])).toMatchObject({
      status: 2,
      error: expect.stringMatching('path-not-found'),
    });
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

  test('--from compares any two points, the empty tree among them', () => {
    const changes = json(['tree', image, '--changes', '1']);
    expect(json(['tree', image, '--from', '0', '--at', '1'])).toEqual(changes);
    expect(changes).toMatchObject({ from: 0, at: 1 });
    const all = json<{ entries: TreeEntry[] }>(['tree', image, '--from', '-1']);
    expect(all.entries.every(({ status }) => status === 'added')).toBe(true);
    expect(all.entries.map(({ path }) => path)).toEqual(
      json<{ entries: TreeEntry[] }>(['tree', image]).entries.map(({ path }) => path),
    );
    expect(json(['tree', image, '--from', 'empty'])).toEqual(all);
    const back = json<{ entries: TreeEntry[] }>(['tree', image, '--from', '1', '--at', '0']).entries;
    expect(back.length).toBe((changes as typeof all).entries.length);
  });

  test('for people: one line an entry, what is written as it comes', () => {
    const lines = run(['tree', image]).text.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^MODE +OWNER +SIZE {2}MODIFIED +LAYER {2}PATH$/);
    expect(lines.length - 1).toBe(json<{ entries: TreeEntry[] }>(['tree', image]).entries.length);
    expect(run(['tree', image, '--changes', '1']).text).toMatch(/^[AMD]/m);
  });

  test('a reader that has seen enough is no failure', () => {
    const command = `"${process.execPath}" "${PACKAGE}image-anatomy.js" tree "${image}" | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
    expect(stdout).toMatch(/^MODE .+\n0\n$/);
    expect(stderr).toBe('');
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

describe('export', () => {
  const listed = (tar: Buffer) => {
    const { stdout, stderr } = spawnSync('tar', ['-tf', '-'], { input: tar, encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout.trimEnd().split('\n');
  };

  test('writes a tar of the whole tree', () => {
    const { bytes, status, error } = run(['export', image]);
    expect([status, error]).toEqual([0, '']);
    const { entries } = json<{ entries: TreeEntry[] }>(['tree', image]);
    expect(listed(bytes)).toHaveLength(entries.length);
  });

  test('and of a folder at a layer, under its own name', () => {
    const names = listed(run(['export', image, '/srv/data', '--at', '1']).bytes);
    expect(names[0]).toBe('data/');
    expect(names).toContain('data/tool');
  });

  test('says which path is not there', () => {
    expect(run(['export', image, '/nowhere'])).toMatchObject({ status: 2, text: '' });
  });

  test('names what is damaged, and gives the rest', () => {
    const { bytes, status, error } = run(['export', `${CASES}A13.docker.tar`]);
    expect(status).toBe(2);
    expect(error).toContain('is cut and filled with zeros');
    expect(listed(bytes).length).toBeGreaterThan(0);
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
    [[]],
    [['cat', image]],
    [['inspect', image, 'more']],
    [['cat', image, '/a', '--json']],
    [['tree', image, '--changes', '1', '--at', '1']],
    [['tree', image, '--from', '-2']],
    [['tree', image, '--rules', 'x']],
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
    expect(run(['tree', cut])).toMatchObject({ status: 0, error: expect.stringContaining('1 (partial), 5 (missing)') });
  });
});
