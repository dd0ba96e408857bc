#!/usr/bin/env node
// Seeds of the fuzz targets, from the fixtures and the text cases:
//
//   node tests/fuzz/seeds.mjs OUTDIR CASES
//
// writes OUTDIR/<target>/… for archive, layer, path and pattern; block_seeds makes those of wire and read out of the layers.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), "..", "fixtures");
const BLOCK = 512;
/** Of an archive as tools/lib/fuzzers.sh has them. */
const LONGEST = 32768;

/** Named by content, so that equal ones are there once. */
function seed(out, target, bytes) {
  writeFileSync(join(out, target, createHash("sha256").update(bytes).digest("hex").slice(0, 16)), bytes);
}

/** Names, contents and blocks of a tar's files; nothing where a header makes no sense. */
function members(tar) {
  const found = [];
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(tar.toString("latin1", at + 124, at + 136), 8) || 0;
    const name = tar.subarray(at, at + 100);
    const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    found.push({
      name: name.subarray(0, (name.indexOf(0) + 1 || 101) - 1),
      content: tar.subarray(at + BLOCK, at + BLOCK + size),
      blocks: tar.subarray(at, end),
    });
    at = end;
  }
  return found;
}

const isGzip = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;
const isTar = (bytes) => bytes.toString("latin1", 257, 262) === "ustar";
const MAGICS = ["1f8b", "28b52ffd", "fd377a585a00", "425a68", "502a4d18"];
const isCompressed = (bytes) => MAGICS.some((magic) => bytes.subarray(0, magic.length / 2).toString("hex") === magic);

/** Damaged ones stay as they are. */
function unpacked(bytes) {
  if (!isGzip(bytes)) return bytes;
  try {
    return gunzipSync(bytes);
  } catch {
    return bytes;
  }
}

/** The documents of an archive and its small layers: libFuzzer cuts off what is longer, and tools write documents last. */
function inShort(archive) {
  const isDocument = ({ content }) => content[0] === 0x7b || content[0] === 0x5b;   // { or [
  const all = members(archive);
  const layers = all.filter((member) => !isDocument(member)).toSorted((a, b) => a.blocks.length - b.blocks.length);
  const short = [];
  let length = 2 * BLOCK;
  for (const { blocks } of [...all.filter(isDocument), ...layers]) {
    if (length + blocks.length > LONGEST) continue;
    short.push(blocks);
    length += blocks.length;
  }
  return Buffer.concat([...short, Buffer.alloc(2 * BLOCK)]);
}

function addArchive(out, archive) {
  seed(out, "archive", archive);
  if (archive.length > LONGEST && isTar(archive)) seed(out, "archive", inShort(archive));
  if (isCompressed(archive)) seed(out, "layer", archive);
  for (const { content } of members(unpacked(archive))) {
    if (!isTar(content) && !isCompressed(content)) continue;
    seed(out, "layer", content);
    const layer = unpacked(content);
    seed(out, "layer", layer);
    for (const { name } of members(layer)) seed(out, "path", name);
  }
}

const PATHS = ["", "/", "./a//b/../c", "../../etc/passwd", ".wh.file", "a/.wh..wh..opq", ".wh..wh.plnk", "caf\u00e9", `sha256:${"0".repeat(64)}`, "sha512:ab/../cd"];
// Kind (a part of the name, glob, regular expression), pattern, name; as pattern_fuzzer reads them.
const PATTERNS = [
  [0, "READ", "readme.md"],
  [1, "*.conf", "nginx.conf"],
  [1, "/etc/**/[!a-c]?.conf", "/etc/x/dz.conf"],
  [1, "v[[:digit:]]\\*", "v7*"],
  [2, "^(?!lib).*z$", "zlib"],
  [2, "(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaa!"],
  [2, "(.)\\1{2,5}|[^\\w\\d]", "xx-yyy"],
  [2, "(?<n>a)(?i:B)\\k<n>", "aba"],
];

// Tables of contents; layer_fuzzer.cc has the bodies at 13, 425 and 737.
const TOCS = [
  [{ name: "d/", type: "dir", mode: 16877, modtime: "2026-11-23T07:28:35Z" }, { name: "d/l", type: "symlink", linkName: "../a" }, { name: "h", type: "hardlink", linkName: "d/l" }],
  [{ name: "a", type: "reg", size: 700, mode: 33188, uid: 1, gid: 2, offset: 13, innerOffset: 0, digest: `sha256:${"a".repeat(64)}` }, { name: "a", type: "chunk", offset: 425, chunkOffset: 400, chunkSize: 300 }],
  [{ name: "b", type: "reg", size: 100, offset: 425, xattrs: { "user.a": "AQ==" } }, { name: "b2", type: "reg", size: 50, offset: 425, innerOffset: 100 }, { name: "c", type: "reg", size: 200, offset: 737 }],
  [{ name: "t", type: "char", devMajor: 5, devMinor: 1 }, { name: ".wh.a", type: "reg" }, { name: "p", type: "fifo" }],
];

const [out, cases] = process.argv.slice(2);
if (!out || !cases) {
  console.error("usage: seeds.mjs OUTDIR CASES");
  process.exit(2);
}
for (const target of ["archive", "layer", "path", "pattern", "wire", "read"]) {
  rmSync(join(out, target), { recursive: true, force: true });
  mkdirSync(join(out, target), { recursive: true });
}
for (const folder of [FIXTURES, cases]) {
  for (const name of readdirSync(folder)) {
    if (/\.tar(\.\w+)?$/.test(name)) addArchive(out, readFileSync(join(folder, name)));
  }
}
for (const entries of TOCS) seed(out, "layer", Buffer.from(JSON.stringify({ version: 1, entries })));
for (const path of PATHS) seed(out, "path", Buffer.from(path));
for (const [kind, pattern, name] of PATTERNS) seed(out, "pattern", Buffer.from([kind, pattern.length, ...Buffer.from(pattern + name)]));
