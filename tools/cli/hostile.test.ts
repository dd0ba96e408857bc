/** Text that a terminal would obey: no command writes it as it is, neither for people nor for programs. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { END_OF_ARCHIVE, outerEntry } from '../../tests/cases/maker/tar.mjs';
import type { Report } from '../../web/src/engine/report.ts';
import { CASES } from '../../web/src/engine/testing.ts';
import { json, run, scratchFolder, writeImage } from './testing.ts';

const obeyed = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const commands = ['inspect', 'tree', 'history', 'digests', 'check'].flatMap((name) => [name, `${name} --json`]);

// Sets a title, clears the screen, colours it (C1), turns the line round, ends a string of C.
const NAME = 'a\u001B]0;x\u0007\u001B[2J\u009B31m\u202Ez';
const EVIL = `${NAME}\u0000.`;

const scratch = scratchFolder();

describe('names in layers', () => {
  const image = `${CASES}T9.docker.tar`;

  test.each(commands)('%s', (command) => {
    const { text, error } = run([...command.split(' '), image]);
    expect(text).not.toBe('');
    expect(text + error).not.toMatch(obeyed);
  });

  test('as JSON they are what they were', () => {
    const { entries } = json<{ entries: { path: string }[] }>(['tree', image]);
    const paths = entries.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['/rlo-\u202Egpj.exe', '/esc-\u001B[31m', '/nl-\nx']));
  });
});

const config = {
  created: EVIL,
  author: EVIL,
  architecture: EVIL,
  variant: EVIL,
  os: EVIL,
  'os.version': EVIL,
  config: {
    User: EVIL,
    WorkingDir: EVIL,
    Env: [`${EVIL}=${EVIL}`],
    Entrypoint: [EVIL],
    Cmd: [EVIL, EVIL],
    Labels: { [EVIL]: EVIL },
    ExposedPorts: { [EVIL]: {} },
    Volumes: { [EVIL]: {} },
    StopSignal: EVIL,
    Healthcheck: { Test: ['CMD', EVIL] },
    Shell: [EVIL],
    OnBuild: [EVIL],
  },
  rootfs: { type: EVIL, diff_ids: [EVIL] },
  history: [
    { created: EVIL, created_by: EVIL, author: EVIL, comment: EVIL },
    { created_by: EVIL, comment: EVIL, empty_layer: true },
  ],
};
const layer = Buffer.concat([outerEntry({ path: 'file', data: Buffer.from('text') }), END_OF_ARCHIVE]);

/** An OCI layout with an image, and an artifact that has a name for everything. */
function writeLayout(file: string): void {
  const blobs: Buffer[] = [];
  const descriptor = (data: Buffer, rest: object = {}) => {
    const digest = createHash('sha256').update(data).digest('hex');
    blobs.push(outerEntry({ path: `blobs/sha256/${digest}`, data }));
    return { digest: `sha256:${digest}`, size: data.length, mediaType: EVIL, annotations: { [EVIL]: EVIL }, ...rest };
  };
  const document = (value: object) => Buffer.from(JSON.stringify({ schemaVersion: 2, ...value }));
  const of = (kind: string) => `application/vnd.oci.image.${kind}`;
  const named = {
    mediaType: of('manifest.v1+json'),
    platform: { os: EVIL, architecture: EVIL, 'os.version': EVIL },
    annotations: { 'org.opencontainers.image.ref.name': EVIL, 'io.containerd.image.name': EVIL },
  };
  const image = document({
    config: descriptor(document(config), { mediaType: of('config.v1+json') }),
    layers: [descriptor(layer, { mediaType: of('layer.v1.tar') }), { mediaType: EVIL, digest: EVIL, size: 1 }],
  });
  const title = { 'org.opencontainers.image.title': EVIL };
  const artifact = document({
    artifactType: EVIL,
    config: descriptor(document({ [EVIL]: EVIL })),
    layers: [descriptor(Buffer.from(EVIL), { annotations: title })],
  });
  const index = document({ manifests: [descriptor(image, named), descriptor(artifact, named)] });
  const version = Buffer.from('{"imageLayoutVersion":"1.0.0"}');
  const roots = { 'index.json': index, 'oci-layout': version, [`${NAME}.txt`]: Buffer.from(EVIL) };
  const entries = Object.entries(roots).map(([path, data]) => outerEntry({ path, data }));
  writeFileSync(file, Buffer.concat([...blobs, ...entries, END_OF_ARCHIVE]));
}

describe.each([
  [
    'a docker-archive',
    (file: string) => writeImage(file, { layers: [layer], tags: [EVIL, `${EVIL}:${EVIL}`], config }),
  ],
  ['an OCI layout', writeLayout],
])('what the documents of %s say', (what, write) => {
  const image = join(scratch, `${what} ${NAME}.tar`);
  write(image);

  test.each(commands)('%s', (command) => {
    const { text, error } = run([...command.split(' '), image]);
    expect(text).not.toBe('');
    expect(text + error).not.toMatch(obeyed);
    if (command.endsWith('--json')) JSON.parse(text);
  });

  test('as JSON it is what it was', () => {
    const { source, images } = json<Report>(['inspect', image]);
    expect(source.name).toBe(`${what} ${NAME}.tar`);
    expect(images[0]).toMatchObject({
      names: expect.arrayContaining([expect.stringContaining(EVIL)]),
      config: { author: EVIL, config: config.config },
      history: [{ createdBy: EVIL, comment: EVIL }, { createdBy: EVIL }],
    });
  });
});

describe('what is said on standard error', () => {
  const image = join(scratch, `${NAME}.tar`);
  writeImage(image, { layers: [layer], tags: [EVIL], config });
  const rules = join(scratch, `rules ${NAME}`);
  writeFileSync(rules, JSON.stringify({ rules: { [EVIL]: EVIL } }));
  const noRules = join(scratch, `no rules ${NAME}`);
  writeFileSync(noRules, EVIL);

  test.each([
    ['a file that is not there', ['inspect', join(scratch, `${NAME}.nowhere`)]],
    ['a path that is not there', ['cat', image, NAME]],
    ['a path without a history', ['history', image, NAME]],
    ['a path that cannot be exported', ['export', image, NAME]],
    ['no such platform', ['inspect', image, '--platform', NAME]],
    ['no such number', ['tree', image, '--at', NAME]],
    ['no such command', [NAME, image]],
    ['no such option', ['inspect', image, `--${NAME}`]],
    ['too many words', ['inspect', image, NAME]],
    ['a rule that is none', ['check', image, '--rules', rules]],
    ['rules that are none', ['check', image, '--rules', noRules]],
  ])('%s', (_, args) => {
    const { text, error } = run(args);
    expect(error).not.toBe('');
    expect(text + error).not.toMatch(obeyed);
  });
});
