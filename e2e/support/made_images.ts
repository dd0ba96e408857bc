/** Images made by the tests themselves: from the text cases of tests/cases, or piece by piece. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildArchive, buildLayer, sha256 } from '../../tests/cases/maker/containers.mjs';
import { parseCase } from '../../tests/cases/maker/parse.mjs';
import { END_OF_ARCHIVE, outerEntry as entryOf, tarEntry } from '../../tests/cases/maker/tar.mjs';

/** One of tests/cases as the archive of one container. */
export function caseArchive(id: string, container: 'docker' | 'oci' = 'docker'): Buffer {
  return archiveOf(readFileSync(join(__dirname, `../../tests/cases/${id}.case`), 'latin1'), container);
}

/** The same of a case that only a test has; tests/cases/README.md describes the text. */
export function archiveOf(text: string, container: 'docker' | 'oci' = 'docker'): Buffer {
  const parsed = parseCase(text, 'case') as { images: { layers: never[]; built: unknown[] }[] };
  for (const image of parsed.images) image.built = image.layers.map(buildLayer);
  return buildArchive(parsed, container);
}

/** One file of an outer archive. */
export const outerEntry = (path: string, data: Buffer): Buffer => entryOf({ path, data, link: undefined });

/** A file, or a symbolic link where `link` is given. Names are written as UTF-8. */
export interface MadeFile {
  path: string;
  text?: string;
  /** Instead of a text. */
  bytes?: Buffer;
  link?: string;
  /** PAX records before it. */
  pax?: [key: string, value: string][];
}

/** A plain tar of these files. */
export function tarOf(files: MadeFile[]): Buffer {
  // The maker works with strings of bytes.
  const bytes = (text: string) => Buffer.from(text).toString('latin1');
  const entries = files.map(({ path, text = '', bytes: data, link, pax = [] }) =>
    tarEntry({
      type: link === undefined ? 'f' : 'l',
      path: bytes(path),
      mode: 0o644,
      uid: 0,
      gid: 0,
      mtime: '1700000000',
      pax: pax.map(([key, value]) => [bytes(key), bytes(value)]),
      ...(link === undefined ? { text: data?.toString('latin1') ?? bytes(text) } : { link: bytes(link) }),
    }),
  );
  return Buffer.concat([...entries, END_OF_ARCHIVE]);
}

/** A docker-archive of one image; `config` is completed by the diff_ids. */
export function dockerArchive(tags: string[], config: object, layers: Buffer[]): Buffer {
  const digests = layers.map((layer) => sha256(layer));
  const rootfs = { type: 'layers', diff_ids: digests.map((digest) => `sha256:${digest}`) };
  const document = Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', ...config, rootfs }));
  const configName = `${sha256(document)}.json`;
  const manifest = [{ Config: configName, RepoTags: tags, Layers: digests.map((digest) => `${digest}.tar`) }];
  return Buffer.concat([
    ...layers.map((layer, index) => outerEntry(`${digests[index]}.tar`, layer)),
    outerEntry(configName, document),
    outerEntry('manifest.json', Buffer.from(JSON.stringify(manifest))),
    END_OF_ARCHIVE,
  ]);
}
