/** The parts an image is made of, as the manifest lists them, completed by what the engine found out itself. */
import type { Claim, ImageReport } from '../../engine/api.ts';
import { partOf } from '../verification/verification_state.ts';

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
  /** What is declared about its stored bytes, and about those of its unpacked layer. */
  claims: Claim[];
  unpackedClaims: Claim[];
  annotations: [name: string, value: string][];
}

/** Top down: index, manifest, config, layers from the base up. */
export function partsOf(image: ImageReport): Part[] {
  const parts: Part[] = [];
  const { digests } = image;
  const manifest = isObject(image.manifest) ? image.manifest : {};
  for (const digest of indexesOf(image)) {
    const claims = claimsOf(image, 'index').filter(({ declared }) => declared === digest);
    parts.push({ kind: 'index', depth: parts.length, digest, claims, unpackedClaims: [], annotations: [] });
  }
  const depth = parts.length;
  if (image.manifest !== null) {
    parts.push({
      kind: 'manifest',
      depth,
      ...optional('mediaType', textOf(manifest.mediaType)),
      ...optional('digest', digests.manifest),
      claims: claimsOf(image, 'manifest'),
      unpackedClaims: [],
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
      claims: claimsOf(image, 'config'),
      unpackedClaims: [],
      annotations: annotationsOf(config),
    });
  }
  const declared = Array.isArray(manifest.layers) ? manifest.layers : [];
  for (const layer of image.layers) {
    const descriptor: unknown = declared[layer.index];
    const claims = claimsOf(image, 'layer').filter((claim) => claim.layer === layer.index);
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
      claims: claims.filter(({ subject }) => subject !== 'diff-id'),
      unpackedClaims: claims.filter(({ subject }) => subject === 'diff-id'),
      annotations: isObject(descriptor) ? annotationsOf(descriptor) : [],
    });
  }
  return parts;
}

function claimsOf({ verification }: ImageReport, kind: Part['kind']): Claim[] {
  return verification.claims.filter((claim) => partOf(claim) === kind);
}

/** The outermost first; index.json itself has no digest. */
function indexesOf(image: ImageReport): string[] {
  const named = claimsOf(image, 'index').map(({ declared }) => declared);
  return [...new Set([...named, ...(image.digests.index ? [image.digests.index] : [])])];
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
