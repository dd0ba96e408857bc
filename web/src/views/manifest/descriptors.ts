/** The parts an image is made of, as the manifest lists them, completed by what the engine found out itself. */
import type { ImageReport } from '../../engine/api.ts';

export interface Part {
  kind: 'index' | 'manifest' | 'config' | 'layer';
  depth: number;
  /** Of a layer. */
  index?: number;
  mediaType?: string;
  size?: number;
  digest?: string;
  diffId?: string;
  chainId?: string;
  missing?: boolean;
  annotations: [name: string, value: string][];
}

/** Top down: index, manifest, config, layers from the base up. */
export function partsOf(image: ImageReport): Part[] {
  const parts: Part[] = [];
  const { digests } = image;
  const manifest = isObject(image.manifest) ? image.manifest : {};
  if (digests.index) parts.push({ kind: 'index', depth: 0, digest: digests.index, annotations: [] });
  const depth = parts.length;
  if (image.manifest !== null) {
    parts.push({
      kind: 'manifest',
      depth,
      ...optional('mediaType', textOf(manifest.mediaType)),
      ...optional('digest', digests.manifest),
      annotations: annotationsOf(manifest),
    });
  }
  const config = isObject(manifest.config) ? manifest.config : {};
  if (digests.config || image.config) {
    parts.push({
      kind: 'config',
      depth: depth + 1,
      ...optional('mediaType', textOf(config.mediaType)),
      ...optional('size', numberOf(config.size)),
      ...optional('digest', digests.config),
      annotations: annotationsOf(config),
    });
  }
  const declared = Array.isArray(manifest.layers) ? manifest.layers : [];
  for (const layer of image.layers) {
    const descriptor: unknown = declared[layer.index];
    parts.push({
      kind: 'layer',
      depth: depth + 1,
      index: layer.index,
      size: layer.size,
      ...optional('mediaType', layer.mediaType),
      ...optional('digest', layer.digest),
      ...optional('diffId', layer.diffId),
      ...optional('chainId', layer.chainId),
      missing: layer.state === 'missing',
      annotations: isObject(descriptor) ? annotationsOf(descriptor) : [],
    });
  }
  return parts;
}

/** One element of docker-archive's manifest.json, not a manifest of a registry. */
export function isDockerArchiveManifest(manifest: unknown): boolean {
  return isObject(manifest) && ('RepoTags' in manifest || 'Layers' in manifest) && !('layers' in manifest);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}

function annotationsOf(descriptor: Record<string, unknown>): [string, string][] {
  const { annotations } = descriptor;
  return isObject(annotations) ? Object.entries(annotations).map(([name, value]) => [name, String(value)]) : [];
}

/** A property that is there only when it has a value. */
function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
}
