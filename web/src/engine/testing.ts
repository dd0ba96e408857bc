/** For tests: the real engine in this process, over files of the test data. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DigestsValue, LostValue } from '#engine-module';
import { END_OF_ARCHIVE, outerEntry } from '../../../tests/cases/maker/tar.mjs';
import { type Engine, type ImageInspector, instantiateEngine } from './module.ts';
import type { Reader } from './reader.ts';
import type { ImageReport, Report } from './report.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const CASES = here('../../../build/cases/');
export const FIXTURES = here('../../../tests/fixtures/');
/** A folder of real images, where there is one beside the clone. */
export const CORPUS = `${resolve(process.env.IMAGE_ANATOMY_CORPUS ?? here('../../../../shared/corpus'))}/`;
export const hasCorpus = existsSync(CORPUS);

/** Paths below `folder` of all files, relative to it. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('//', '/').slice(folder.length))
    .toSorted();
}

export function compileEngine(): Promise<WebAssembly.Module> {
  const bytes = readFileSync(here('../../../build/wasm-release/wasm/bindings/image_anatomy.wasm'));
  return WebAssembly.compile(new Uint8Array(bytes));
}

export async function loadEngine(): Promise<Engine> {
  return instantiateEngine(await compileEngine());
}

export interface MadeImage {
  layers: Buffer[];
  tags?: string[];
  /** Completed by a platform and diff IDs. */
  config?: object;
}

/** A docker-archive of one image, whose diff IDs are nobody's. */
export function archiveOf({ layers, tags = ['made:1'], config }: MadeImage): Buffer {
  const paths = layers.map((_, index) => `${index}.tar`);
  const document = (path: string, value: unknown) => outerEntry({ path, data: Buffer.from(JSON.stringify(value)) });
  const rootfs = { type: 'layers', diff_ids: layers.map(() => `sha256:${'0'.repeat(64)}`) };
  return Buffer.concat([
    ...layers.map((data, index) => outerEntry({ path: paths[index] ?? '', data })),
    document('c.json', { architecture: 'amd64', os: 'linux', rootfs, ...config }),
    document('manifest.json', [{ Config: 'c.json', RepoTags: tags, Layers: paths }]),
    END_OF_ARCHIVE,
  ]);
}

export function memoryReader(bytes: Uint8Array): Reader {
  return {
    size: bytes.length,
    worthJumping: Number.MAX_SAFE_INTEGER,
    read: (offset, into) => {
      const part = bytes.subarray(offset, offset + into.length);
      into.set(part);
      return part.length;
    },
  };
}

/** One entry of `tree --json`. */
export interface TreeEntry {
  path: string;
  pathBytes?: string;
  type: string;
  mode: number;
  uid: number;
  gid: number;
  size: number;
  storedSize?: number;
  mtime: number;
  linkname?: string;
  linknameBytes?: string;
  device?: { major: number; minor: number };
  xattrs?: Record<string, string>;
  capability?: string;
  layer: number;
  implicit?: true;
  status?: string;
  reasons?: string[];
}

/** An archive opened with all its layers read, image by image. */
export class OpenedArchive {
  private constructor(
    private readonly engine: Engine,
    private readonly bytes: Uint8Array,
    private readonly inspector: ImageInspector,
  ) {}

  /** The archive, or the code of the error that kept it from being opened. */
  static async open(engine: Engine, bytes: Uint8Array, name: string): Promise<OpenedArchive | string> {
    const inspector = new engine.ImageInspector();
    const outcome = await inspector.openTar(memoryReader(bytes), name, () => undefined);
    if (outcome.code) {
      inspector.delete();
      return outcome.code;
    }
    return new OpenedArchive(engine, bytes, inspector);
  }

  get imageCount(): number {
    return this.inspector.imageCount();
  }

  get preferred(): number {
    return this.inspector.preferredImage();
  }

  /** Chooses an image and reads its layers, their tables of contents first where all have one. */
  async scan(image: number): Promise<void> {
    this.inspector.selectImage(image);
    const onToc = (blob: number, block: Uint8Array | null) => {
      if (!block) return this.inspector.giveUpToc(blob);
      const { code } = this.inspector.addToc(blob, block);
      if (code) throw new Error(code);
    };
    const onTable = (blob: number, block: Uint8Array) => {
      const { code } = this.inspector.addTable(blob, block);
      if (code) throw new Error(code);
    };
    const reader = memoryReader(this.bytes);
    await this.engine.readTocs(reader, this.inspector.missingTocs(), onToc);
    await this.engine.scanLayers(reader, this.inspector.missingTables(), [], () => undefined, onTable);
    const onBodies = (blob: number, block: Uint8Array) => {
      const { code } = this.inspector.addBodies(blob, block);
      if (code) throw new Error(code);
    };
    await this.engine.hashBodies(reader, this.inspector.missingBodies(), () => undefined, onBodies);
  }

  /** Chooses an image and computes what its claims need. */
  async verify(image: number): Promise<ImageReport> {
    this.inspector.selectImage(image);
    const onDigests = (blob: number, digests: DigestsValue) => this.inspector.addDigests(blob, digests);
    const wishes = this.inspector.missingDigests();
    await this.engine.hashBlobs(memoryReader(this.bytes), wishes, () => undefined, onDigests);
    return JSON.parse(this.inspector.reportImage()) as ImageReport;
  }

  get layersInTree(): number {
    return this.inspector.layersInTree();
  }

  report(): Report {
    return JSON.parse(this.inspector.report()) as Report;
  }

  tree(to: number, from?: number): TreeEntry[] {
    const pieces: string[] = [];
    this.inspector.writeTree(to, from !== undefined, from ?? -1, (text) => pieces.push(text));
    return (JSON.parse(pieces.join('')) as { entries: TreeEntry[] }).entries;
  }

  /** What each layer did to a path that is there at `layer`. */
  versions(path: string | Uint8Array, layer: number): { layer: number; change: string }[] {
    this.inspector.setPointOfView(layer, false, -1);
    const [row] = this.inspector.rows(this.inspector.reveal(path), 1);
    return row ? this.inspector.details(row.node).versions.map(({ layer, change }) => ({ layer, change })) : [];
  }

  /** A file's bytes, links followed; the code of the error where there are none. */
  async cat(path: string | Uint8Array, layer: number): Promise<Uint8Array | string> {
    const { outcome, plan } = this.inspector.locatePath(path, layer);
    if (outcome.code) return outcome.code;
    const pieces: Uint8Array[] = [];
    const read = await this.engine.readEntry(memoryReader(this.bytes), plan, (piece) => {
      pieces.push(piece);
      return true;
    });
    return read.code || Buffer.concat(pieces);
  }

  /** A tar of what `path` leads to and of all below it. */
  async exportTree(path: string, layer: number): Promise<{ tar: Uint8Array; lost: LostValue[] }> {
    const { outcome, plan } = this.inspector.planExportOfPath(path, layer);
    if (outcome.code) throw new Error(outcome.code);
    const pieces: Uint8Array[] = [];
    const lost: LostValue[] = [];
    const onPiece = (piece: Uint8Array) => {
      pieces.push(piece);
      return true;
    };
    await this.engine.exportTree([memoryReader(this.bytes)], plan, onPiece, (each) => lost.push(each));
    return { tar: Buffer.concat(pieces), lost };
  }

  close(): void {
    this.inspector.delete();
  }
}
