/**
 * What `docker image inspect` would print of the image, in the order in which it prints it, as far as an archive can tell: GraphDriver
 * and Metadata are about the machine that has the image. Written after the output of Docker 28.
 */
import type { ImageConfig, ImageReport } from '../../engine/api.ts';
import { familiarName, splitName } from '../../format/image_name.ts';

/** In Docker's order; what is not set is not printed. */
const processFields = [
  'User',
  'ExposedPorts',
  'Env',
  'Entrypoint',
  'Cmd',
  'Volumes',
  'WorkingDir',
  'Labels',
  'StopSignal',
  'ArgsEscaped',
  'Healthcheck',
  'OnBuild',
  'Shell',
];

export function dockerInspect(image: ImageReport): Record<string, unknown>[] {
  const config: ImageConfig = image.config ?? {};
  const { variant, osVersion } = image.platform;
  const size = dockerSize(image);
  const tags = image.names.map(familiarName);
  return [
    {
      Id: image.digests.config ?? '',
      RepoTags: tags,
      RepoDigests: repoDigests(tags, image),
      Parent: textOf(config.parent),
      Comment: textOf(config.comment) || (image.history.at(-1)?.comment ?? ''),
      ...(textOf(config.created) && { Created: config.created }),
      DockerVersion: textOf(config.docker_version),
      Author: textOf(config.author),
      Config: processConfig(config),
      Architecture: image.platform.architecture,
      ...(variant && { Variant: variant }),
      Os: image.platform.os,
      ...(osVersion && { OsVersion: osVersion }),
      ...(size !== undefined && { Size: size }),
      RootFS: { Type: 'layers', Layers: diffIds(config) },
    },
  ];
}

/** The bytes of all files of all layers, whether the final tree shows them or not. Unknown until all layers are read. */
export function dockerSize({ ledger }: ImageReport): number | undefined {
  return ledger && ledger.live + ledger.dead;
}

/** Each repository with the digest by which the image is pulled: the index's where there is one. */
function repoDigests(tags: string[], { digests }: ImageReport): string[] {
  const digest = digests.index ?? digests.manifest;
  if (!digest) return [];
  const repositories = tags.map((tag) => splitName(tag).repository).filter((repository) => repository !== '');
  return [...new Set(repositories)].map((repository) => `${repository}@${digest}`);
}

function processConfig(config: ImageConfig): Record<string, unknown> {
  const process: Record<string, unknown> = config.config ?? {};
  return Object.fromEntries(processFields.flatMap((name) => (isSet(process[name]) ? [[name, process[name]]] : [])));
}

function isSet(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== '' && value !== false;
}

function diffIds(config: ImageConfig): unknown[] {
  const { rootfs } = config;
  const ids = typeof rootfs === 'object' && rootfs !== null ? (rootfs as { diff_ids?: unknown }).diff_ids : undefined;
  return Array.isArray(ids) ? ids : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
