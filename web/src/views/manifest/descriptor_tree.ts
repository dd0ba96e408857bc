/**
 * The archive as a tree of descriptors: the documents at its root, the indexes and manifests these name, and of each manifest its
 * config and layers, completed by what the engine found out itself. What is named but not there is in the tree, too.
 */
import type { Claim, DocumentReport, ImageReport, Platform, Report } from '../../engine/api.ts';
import { partOf } from '../verification/verification_state.ts';
import { annotationsOf, fieldAnyCase, isObject, listOf, numberOf, optional, platformOf, textOf } from './documents.ts';

export interface TreeNode {
  /** Unique in the tree. */
  key: string;
  /** `document`: at the root of the archive; `entry`: of a Docker archive's manifest.json; `blob`: named, but not known. */
  kind: 'document' | 'index' | 'entry' | 'manifest' | 'config' | 'layer' | 'blob';
  /** What the node belongs to: index into the report's images. */
  image?: number;
  layer?: number;
  /** In the archive, where documents and not digests name things. */
  path?: string;
  mediaType?: string;
  size?: number;
  digest?: string;
  diffId?: string;
  chainId?: string;
  platform?: Platform;
  /** The digest that an attestation is about. */
  about?: string;
  annotations: [name: string, value: string][];
  missing?: boolean;
  /** What is declared about its stored bytes, and about those of its unpacked layer. */
  claims: Claim[];
  unpackedClaims: Claim[];
  /** The document itself, where it is one and was kept. */
  json?: unknown;
  children: TreeNode[];
}

/** Indexes may name each other in any number of ways, and images be many: a tree has an end. */
const maxNodes = 20_000;

export function descriptorTree(report: Report): TreeNode[] {
  return new TreeBuilder(report).build();
}

/** The nodes that lead to an image, its own included: the first way there is. Empty where nothing does. */
export function wayTo(nodes: readonly TreeNode[], image: number): TreeNode[] {
  for (const node of nodes) {
    if (node.image === image && (node.kind === 'manifest' || node.kind === 'entry')) return [node];
    const way = wayTo(node.children, image);
    if (way.length > 0) return [node, ...way];
  }
  return [];
}

class TreeBuilder {
  private readonly byDigest: Map<string, DocumentReport>;
  private readonly imageOf = new Map<string, number>();
  private readonly indexClaims = new Map<string, Claim[]>();
  private readonly reached = new Set<number>();
  private readonly expanded = new Set<string>();
  private nodes = 0;

  constructor(private readonly report: Report) {
    this.byDigest = new Map(
      report.documents.flatMap((document) => (document.digest ? [[document.digest, document]] : [])),
    );
    report.images.forEach((image, index) => {
      const { manifest } = image.digests;
      if (manifest && !this.imageOf.has(manifest)) this.imageOf.set(manifest, index);
      for (const claim of claimsAbout(image, 'index')) {
        const known = this.indexClaims.get(claim.declared) ?? [];
        if (
          !known.some(({ subject, declaredSize }) => subject === claim.subject && declaredSize === claim.declaredSize)
        ) {
          this.indexClaims.set(claim.declared, [...known, claim]);
        }
      }
    });
  }

  build(): TreeNode[] {
    const roots = this.report.documents
      .filter(({ digest }) => digest === undefined)
      .map((document) => this.root(document));
    // Nothing names these: an old archive, or one whose index is damaged.
    this.report.images.forEach((image, index) => {
      if (!this.reached.has(index) && hasParts(image)) roots.push(this.manifest(`image${index}`, index, {}));
    });
    return roots;
  }

  private root(document: DocumentReport): TreeNode {
    const key = document.path;
    const { content } = document;
    const children = Array.isArray(content) ? this.entries(key, content) : this.descriptors(key, content);
    return {
      ...node(key, 'document'),
      path: document.path,
      size: document.size,
      annotations: annotationsOf(content),
      ...optional('mediaType', document.mediaType),
      ...optional('json', content),
      children,
    };
  }

  private descriptors(key: string, content: unknown): TreeNode[] {
    if (!isObject(content)) return [];
    return listOf(content.manifests).flatMap((descriptor, index) => {
      if (!isObject(descriptor) || ++this.nodes > maxNodes) return [];
      return [this.descriptor(`${key}/${index}`, descriptor)];
    });
  }

  private descriptor(key: string, descriptor: Record<string, unknown>): TreeNode {
    const digest = textOf(descriptor.digest) ?? '';
    const image = this.imageOf.get(digest);
    if (image !== undefined) return this.manifest(key, image, descriptor);
    const document = this.byDigest.get(digest);
    const common = {
      ...node(key, document ? 'index' : 'blob'),
      ...ofDescriptor(descriptor),
      claims: this.indexClaims.get(digest) ?? [],
    };
    if (!document) return { ...common, missing: true };
    const isFirst = !this.expanded.has(digest);
    this.expanded.add(digest);
    return {
      ...common,
      ...optional('json', document.content),
      // What has been shown already is not shown again.
      children: isFirst ? this.descriptors(key, document.content) : [],
    };
  }

  private manifest(key: string, index: number, descriptor: Record<string, unknown>): TreeNode {
    const image = this.report.images[index] as ImageReport;
    this.reached.add(index);
    const isEntry = isDockerEntry(image.manifest);
    return {
      ...node(key, 'manifest'),
      ...optional('digest', image.digests.manifest),
      ...optional('mediaType', isObject(image.manifest) ? textOf(image.manifest.mediaType) : undefined),
      ...ofDescriptor(descriptor),
      image: index,
      platform: image.platform,
      annotations: [...annotationsOf(descriptor), ...annotationsOf(image.manifest)],
      missing: image.manifest === null && image.digests.manifest !== undefined,
      claims: claimsAbout(image, 'manifest'),
      ...optional('json', isEntry ? undefined : (image.manifest ?? undefined)),
      children: this.parts(key, index),
    };
  }

  /** The images of manifest.json come first, in its order; the engine leaves out what names neither config nor layers. */
  private entries(key: string, content: unknown[]): TreeNode[] {
    const named = content.filter((entry) => {
      const layers = listOf(fieldAnyCase(entry, 'Layers'));
      return textOf(fieldAnyCase(entry, 'Config')) !== undefined || layers.length > 0;
    });
    return named.flatMap((entry, index) => {
      const image = this.report.images[index];
      if (!image || ++this.nodes > maxNodes) return [];
      this.reached.add(index);
      const parts = this.parts(`${key}/${index}`, index);
      const paths = [fieldAnyCase(entry, 'Config'), ...listOf(fieldAnyCase(entry, 'Layers'))].map(textOf);
      for (const part of parts) {
        const path = paths[part.kind === 'config' ? 0 : (part.layer ?? 0) + 1];
        if (path) part.path = path;
      }
      return [
        { ...node(`${key}/${index}`, 'entry'), image: index, platform: image.platform, json: entry, children: parts },
      ];
    });
  }

  private parts(key: string, index: number): TreeNode[] {
    const image = this.report.images[index] as ImageReport;
    const manifest = isObject(image.manifest) ? image.manifest : {};
    const parts: TreeNode[] = [];
    this.nodes += image.layers.length + 1;
    if (this.nodes > maxNodes) return parts;
    if (image.digests.config || image.config) {
      parts.push({
        ...node(`${key}/config`, 'config'),
        ...ofDescriptor(isObject(manifest.config) ? manifest.config : {}),
        ...optional('digest', image.digests.config),
        image: index,
        missing: image.diagnostics.some(({ code }) => code === 'config-missing'),
        claims: claimsAbout(image, 'config'),
        ...optional('json', image.config ?? undefined),
      });
    }
    const descriptors = listOf(manifest.layers ?? manifest.blobs);
    for (const layer of image.layers) {
      const descriptor = descriptors[layer.index];
      const claims = claimsAbout(image, 'layer').filter((claim) => claim.layer === layer.index);
      parts.push({
        ...node(`${key}/${layer.index}`, 'layer'),
        image: index,
        layer: layer.index,
        size: layer.size,
        ...optional('mediaType', layer.mediaType),
        ...optional('digest', layer.digest),
        ...optional('diffId', layer.diffId),
        ...optional('chainId', layer.chainId),
        annotations: annotationsOf(descriptor),
        missing: layer.state === 'missing',
        claims: claims.filter(({ subject }) => subject !== 'diff-id'),
        unpackedClaims: claims.filter(({ subject }) => subject === 'diff-id'),
        ...optional('json', this.byDigest.get(layer.digest ?? '')?.content),
      });
    }
    return parts;
  }
}

function node(key: string, kind: TreeNode['kind']): TreeNode {
  return { key, kind, annotations: [], claims: [], unpackedClaims: [], children: [] };
}

/** What a descriptor says itself. */
function ofDescriptor(descriptor: Record<string, unknown>): Partial<TreeNode> & Pick<TreeNode, 'annotations'> {
  const annotations = annotationsOf(descriptor);
  return {
    annotations,
    ...optional('mediaType', textOf(descriptor.mediaType)),
    ...optional('size', numberOf(descriptor.size)),
    ...optional('digest', textOf(descriptor.digest)),
    ...optional('platform', platformOf(descriptor.platform)),
    ...optional('about', annotations.find(([name]) => name === 'vnd.docker.reference.digest')?.[1]),
  };
}

function claimsAbout({ verification }: ImageReport, kind: 'index' | 'manifest' | 'config' | 'layer'): Claim[] {
  return verification.claims.filter((claim) => partOf(claim) === kind);
}

function hasParts(image: ImageReport): boolean {
  return image.manifest !== null || image.config !== null || image.digests.manifest !== undefined;
}

/** One element of docker-archive's manifest.json, not a manifest of a registry. */
export function isDockerEntry(manifest: unknown): boolean {
  return isObject(manifest) && !('layers' in manifest) && fieldAnyCase(manifest, 'Layers') !== undefined;
}
