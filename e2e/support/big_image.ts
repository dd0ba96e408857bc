/**
 * Large images for the tests and benchmarks, written to disk in seconds: bodies are one random block again and again, headers are one
 * header with another name. `slow` takes long to read: one gzip member, many times over.
 */
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { END_OF_ARCHIVE, tarEntry } from '../../tests/cases/maker/tar.mjs';

export const MiB = 1024 * 1024;
export const GiB = 1024 * MiB;

/** As it is in the archive. */
export interface Layer {
  /** Pieces of its bytes, hashed and written one after the other. */
  pieces: Iterable<Buffer>;
  size: number;
}

export interface BigImage {
  file: string;
  bytes: number;
  remove(): void;
}

/** Two layers of `entries` small files each, `bodies` layers of one file of `bodySize` bytes each. */
export function writeBigImage(entries: number, bodies: number, bodySize: number): BigImage {
  return writeImage([
    ...Array.from({ length: bodies }, (_, index) => bodiesLayer([`data/big-${index}.bin`], bodySize)),
    ...['lib', 'share'].map((folder) => smallFilesLayer(folder, entries)),
  ]);
}

/** One gzip layer that holds `size` bytes, a multiple of 16 MiB, in a hundredth of the room: the block fits deflate's window. */
export function writeSlowImage(size: number, ...layersBelow: Layer[]): BigImage {
  return writeImage([...layersBelow, gzipLayer('data/log.txt', size, textBlock(16 * 1024))]);
}

/** A tarball that is itself compressed, and has no image but one file of `size` bytes, a multiple of 16 MiB. */
export function writeBomb(size: number): BigImage {
  const folder = mkdtempSync(join(tmpdir(), 'bomb-'));
  const file = join(folder, 'bomb.tar.gz');
  const { pieces, size: bytes } = gzipLayer('data/log.txt', size, textBlock(16 * 1024));
  writeFileSync(file, Buffer.concat([...pieces]));
  return { file, bytes, remove: () => rmSync(folder, { recursive: true }) };
}

/** One gzip layer with one file of `size` bytes, a multiple of 16 MiB: `text` again and again. */
export function gzipLayer(path: string, size: number, text: Buffer): Layer {
  const member = gzipSync(Buffer.alloc(16 * MiB, text), { level: 1 });
  const pieces = [
    gzipSync(fileHeader(path, size)),
    ...Array.from({ length: size / (16 * MiB) }, () => member),
    gzipSync(END_OF_ARCHIVE),
  ];
  return { pieces, size: pieces.reduce((sum, piece) => sum + piece.length, 0) };
}

export function writeImage(layers: Layer[]): BigImage {
  const folder = mkdtempSync(join(tmpdir(), 'big-image-'));
  const file = join(folder, 'big.tar');
  const out = openSync(file, 'w');
  let bytes = 0;
  const write = (piece: Buffer) => {
    bytes += writeSync(out, piece);
  };
  const writeFile = (path: string, { pieces, size }: Layer): string => {
    const hash = createHash('sha256');
    write(fileHeader(path, size));
    for (const piece of pieces) {
      hash.update(piece);
      write(piece);
    }
    write(Buffer.alloc(padding(size)));
    return hash.digest('hex');
  };
  const text = (value: unknown): Layer => {
    const data = Buffer.from(JSON.stringify(value));
    return { pieces: [data], size: data.length };
  };

  const digests = layers.map((layer, index) => writeFile(`layer-${index}.tar`, layer));
  const config = {
    architecture: 'amd64',
    os: 'linux',
    config: { Cmd: ['/bin/big'] },
    history: layers.map((_, index) => ({ created_by: `COPY part-${index} /` })),
    rootfs: { type: 'layers', diff_ids: digests.map((digest) => `sha256:${digest}`) },
  };
  writeFile('config.json', text(config));
  writeFile(
    'manifest.json',
    text([{ Config: 'config.json', RepoTags: ['big:1'], Layers: layers.map((_, index) => `layer-${index}.tar`) }]),
  );
  write(END_OF_ARCHIVE);
  closeSync(out);
  return { file, bytes, remove: () => rmSync(folder, { recursive: true }) };
}

/** Files of `size` bytes each. */
export function bodiesLayer(paths: string[], size: number): Layer {
  const block = textBlock(4 * MiB);
  function* pieces() {
    for (const path of paths) {
      yield fileHeader(path, size);
      for (let left = size; left > 0; left -= block.length) yield block.subarray(0, left);
      yield Buffer.alloc(padding(size));
    }
    yield END_OF_ARCHIVE;
  }
  return { pieces: pieces(), size: paths.length * (512 + size + padding(size)) + END_OF_ARCHIVE.length };
}

/** `entries` files of 100 bytes, a hundred in each folder. */
export function smallFilesLayer(folder: string, entries: number): Layer {
  const names = Array.from({ length: entries }, (_, index) => smallFile(folder, index));
  return renamedLayer(Buffer.concat([fileHeader(smallFile(folder, 0), 100), Buffer.alloc(512, 'text ')]), names);
}

/** Hides every `step`-th file of a layer of `entries` small files, from the `first` on. */
export function whiteoutsLayer(folder: string, entries: number, first: number, step: number): Layer {
  const names: string[] = [];
  for (let index = first; index < entries; index += step) names.push(smallFile(folder, index, '.wh.'));
  return renamedLayer(fileHeader(smallFile(folder, 0, '.wh.'), 0), names);
}

const smallFile = (folder: string, index: number, prefix = '') =>
  `${folder}/${serial(index / 100)}/${prefix}file-${serial(index)}.txt`;

function renamedLayer(one: Buffer, names: string[]): Layer {
  const pieces = [renamedEntries(one, names), END_OF_ARCHIVE];
  return { pieces, size: pieces.reduce((sum, piece) => sum + piece.length, 0) };
}

/** An entry again and again, with these names, all of one length. */
export function renamedEntries(one: Buffer, names: string[]): Buffer {
  const whole = Buffer.alloc(names.length * one.length);
  for (const [index, name] of names.entries()) {
    const at = index * one.length;
    one.copy(whole, at);
    whole.write(name, at, 'latin1');
    let sum = 8 * 32;
    for (let i = 0; i < 512; i++) if (i < 148 || i >= 156) sum += whole[at + i] ?? 0;
    whole.write(`${sum.toString(8).padStart(6, '0')}\0 `, at + 148, 'latin1');
  }
  return whole;
}

const serial = (value: number) => String(Math.floor(value)).padStart(6, '0');
const padding = (size: number) => (512 - (size % 512)) % 512;

/** Of an entry whose body of `size` bytes comes from elsewhere. `type`: the header's flag. */
export function fileHeader(path: string, size: number, type = '0'): Buffer {
  // The maker writes a file's header with its body, or with extents of which none are stored here.
  const header: Buffer = tarEntry({ type: 'f', path, mode: 0o644, uid: 0, gid: 0, mtime: '1700000000', text: '' });
  header.write(type, 156, 'latin1');
  if (size < 8 ** 11) {
    header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  } else {
    // In base 256, as GNU tar writes what octal digits have no room for.
    header.writeUInt32BE(0x80000000, 124);
    header.writeBigUInt64BE(BigInt(size), 128);
  }
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** Looks random to a compressor, and is the same on every run. */
function textBlock(size: number): Buffer {
  const parts: Buffer[] = [];
  for (let length = 0, turn = 0; length < size; length += 32, turn++) {
    parts.push(createHash('sha256').update(String(turn)).digest());
  }
  return Buffer.concat(parts).subarray(0, size);
}
