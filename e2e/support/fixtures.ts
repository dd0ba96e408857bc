/** The committed images and what is known of them: from their own JSON, from their own layers, from the lists beside them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readTar, type TarEntry } from './tar_reader.ts';

const folder = join(__dirname, '../../tests/fixtures');
export const fixture = (name: string) => join(folder, name);
export const readFixture = (name: string) => readFileSync(fixture(name));

export interface ImageConfig {
  architecture: string;
  variant?: string;
  config: Record<string, unknown> & {
    Env: string[];
    Cmd: string[];
    Entrypoint: string[];
    Labels: Record<string, string>;
  };
  history: { created_by: string; empty_layer?: boolean }[];
  rootfs: { diff_ids: string[] };
}

export interface KnownImage {
  tags: string[];
  config: ImageConfig;
  /** `sha256:…` of the config's bytes. */
  id: string;
  /** Entries of each layer, the base first. */
  readonly layers: TarEntry[][];
}

interface Descriptor {
  mediaType: string;
  digest: string;
}

/** The only image of an archive with a manifest.json; its layers are plain tars. */
export function readDockerArchive(name: string): KnownImage {
  const { bytesOf, json } = openArchive(name);
  const [{ Config, RepoTags, Layers }] = json('manifest.json');
  return {
    tags: RepoTags,
    config: json(Config),
    id: digestOf(bytesOf(Config)),
    layers: Layers.map((path: string) => readTar(bytesOf(path))),
  };
}

/** All images with a config that an OCI archive's indexes lead to, in their order; layers can be read if plain or gzip. */
export function readOciArchive(name: string): KnownImage[] {
  const { bytesOf, json } = openArchive(name);
  const blob = ({ digest }: Descriptor) => `blobs/${digest.replace(':', '/')}`;
  const imagesOf = (descriptor: Descriptor): KnownImage[] => {
    const document = json(blob(descriptor));
    if (document.manifests) return document.manifests.flatMap(imagesOf);
    const layers: Descriptor[] = document.layers;
    if (layers.some((layer) => !layer.mediaType.includes('tar'))) return [];
    return [
      {
        tags: [],
        config: json(blob(document.config)),
        id: document.config.digest,
        get layers() {
          return layers.map((layer) => readTar(unpacked(bytesOf(blob(layer)))));
        },
      },
    ];
  };
  return json('index.json').manifests.flatMap(imagesOf);
}

function openArchive(name: string) {
  const files = new Map(readTar(readFixture(name)).map((entry) => [entry.path, entry]));
  const bytesOf = (path: string): Buffer => {
    const entry = files.get(path);
    if (!entry) throw new Error(`${name} has no ${path}`);
    return entry.data;
  };
  return { bytesOf, json: (path: string) => JSON.parse(bytesOf(path).toString()) };
}

const unpacked = (blob: Buffer) => (blob[0] === 0x1f && blob[1] === 0x8b ? gunzipSync(blob) : blob);

export const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** One line of a `*.tree.tsv`: see tests/fixtures/README.md. */
export interface TreeLine {
  path: string;
  type: 'd' | 'f' | 'l' | 'h' | 'c' | 'b' | 'p' | 's';
  mode: string;
  owner: string;
  size: number;
  link: string;
}

export function readTree(name: string): TreeLine[] {
  const lines = readFixture(`${name}.tree.tsv`).toString().trimEnd().split('\n');
  return lines.map((line) => {
    const [path = '', type, mode = '', uid, gid, size, link] = line.split('\t');
    return {
      path: JSON.parse(path),
      type: type as TreeLine['type'],
      mode,
      owner: `${uid}:${gid}`,
      size: Number(size),
      link: link ? JSON.parse(link) : '',
    };
  });
}

/** The topmost layer with an entry for a path: where what is seen comes from. */
export function layerOf(image: KnownImage, path: string): number {
  return image.layers.findLastIndex((entries) => entries.some((entry) => `/${entry.path}` === path));
}

/** A file's bytes as the topmost layer that has it stores them. */
export function contentOf(image: KnownImage, path: string): Buffer {
  const entry = image.layers[layerOf(image, path)]?.find((candidate) => `/${candidate.path}` === path);
  if (!entry) throw new Error(`no layer has ${path}`);
  return entry.data;
}
