// Compressed forms of a layer or of a whole archive. A bare machine may lack the programs zstd and xz and an older Node has
// no zstd either, so both are written here as frames of *stored* blocks: valid for every decoder, and the same bytes
// everywhere. Really compressed zstd, xz and bzip2 come from real tools, in tests/fixtures.

import { gzipSync, gunzipSync } from "node:zlib";

/** A number of so many bytes, little-endian. */
export const le = (n, width) => { const b = Buffer.alloc(width); b.writeUIntLE(n, 0, width); return b; };

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
function crc32(buf) {
  let c = 0xffffffff;
  for (const x of buf) c = CRC_TABLE[(c ^ x) & 255] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function split(buf, size) {
  const parts = [];
  for (let i = 0; i < buf.length; i += size) parts.push(buf.subarray(i, i + size));
  return parts.length ? parts : [buf];
}

/** One zstd frame (RFC 8878 §3.1.1): magic, descriptor (single segment, 4-byte content size), raw blocks of at most 128 KiB. */
export function zstdFrame(buf) {
  const blocks = split(buf, 128 * 1024);
  return Buffer.concat([
    Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0]), le(buf.length, 4),
    ...blocks.flatMap((b, i) => [le((b.length << 3) | (i === blocks.length - 1 ? 1 : 0), 3), b]),
  ]);
}

/** A frame that decoders skip; its magic is one of sixteen. */
export const zstdSkippable = (data, n) => Buffer.concat([le(0x184d2a50 + n, 4), le(data.length, 4), data]);

/** xz's variable-length integer. */
function vli(n) {
  const out = [];
  while (n >= 0x80) { out.push((n & 0x7f) | 0x80); n = Math.floor(n / 128); }
  return Buffer.from([...out, n]);
}

/** One .xz stream (xz file format 1.1.0): one LZMA2 block of stored chunks of at most 64 KiB, CRC-32 as the check. */
function xzStream(buf) {
  const flags = Buffer.from([0, 1]);
  const withCrc = (b) => Buffer.concat([b, le(crc32(b), 4)]);
  const padded = (b) => Buffer.concat([b, Buffer.alloc((4 - (b.length % 4)) % 4)]);
  const head = withCrc(Buffer.from([2, 0, 0x21, 1, 0x16, 0, 0, 0])); // size (2+1)*4, no sizes, filter LZMA2, 8 MiB dictionary
  const chunks = buf.length ? split(buf, 65536).flatMap((b, i) => [Buffer.from([i ? 2 : 1, (b.length - 1) >> 8, (b.length - 1) & 255]), b]) : [];
  const block = Buffer.concat([head, ...chunks, Buffer.from([0])]);
  const index = withCrc(padded(Buffer.concat([Buffer.from([0]), vli(1), vli(block.length + 4), vli(buf.length)])));
  const footer = Buffer.concat([le(index.length / 4 - 1, 4), flags]);
  return Buffer.concat([
    Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), withCrc(flags),
    padded(block), le(crc32(buf), 4), index, le(crc32(footer), 4), footer, Buffer.from("YZ"),
  ]);
}

/** A tar in one of the forms that know nothing of its entries; toc.mjs has those that do. */
export function compress(form, whole) {
  switch (form) {
    case undefined:
    case "none": return { blob: whole, plain: whole };
    case "gzip": return { blob: gzipSync(whole), plain: whole };
    case "gzip-members": return { blob: Buffer.concat(split(whole, 700).map((b) => gzipSync(b))), plain: whole };
    case "zstd": return { blob: zstdFrame(whole), plain: whole };
    case "zstd-skippable": {
      const frames = split(whole, 700).flatMap((b, i) => [zstdSkippable(Buffer.from(`note ${i}`), i % 16), zstdFrame(b)]);
      return { blob: Buffer.concat([...frames, zstdSkippable(Buffer.alloc(64, "m"), 0)]), plain: whole };
    }
    case "xz": return { blob: xzStream(whole), plain: whole };
    default: throw new Error(`unknown compression: ${form}`);
  }
}

export const gunzip = (blob) => gunzipSync(blob);
