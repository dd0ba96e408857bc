// Layers that carry a table of contents at their end: eStargz and zstd:chunked. Every body begins a gzip member or a zstd frame, large ones
// several; what lies between them, headers and padding, are members or frames of their own.

import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { le, zstdFrame, zstdSkippable } from "./compress.mjs";
import { bytesOf, contentOf, utf8 } from "./parse.mjs";
import { END_OF_ARCHIVE, tarEntry } from "./tar.mjs";

const TYPES = { f: "reg", d: "dir", l: "symlink", h: "hardlink", c: "char", b: "block", p: "fifo" };
const sha256 = (buf) => `sha256:${createHash("sha256").update(buf).digest("hex")}`;

/** What the table says of an entry, without where its body lies. */
function described(form, e, content) {
  const time = new Date(1000 * FORMS[form].time(Number(e.mtime))).toISOString();
  const [devMajor, devMinor] = (e.dev ?? "0,0").split(",").map(Number);
  return {
    name: utf8(e.path), type: TYPES[e.type], size: content?.length, modtime: time.replace(".000", ""),
    linkName: e.link && utf8(e.link), mode: e.mode, uid: e.uid, gid: e.gid,
    ...(devMajor + devMinor > 0 && { devMajor, devMinor }),
    ...(e.xattrs && { xattrs: Object.fromEntries(Object.entries(e.xattrs).map(([k, v]) => [k, bytesOf(v).toString("base64")])) }),
  };
}

/** The last 51 bytes of an eStargz layer: an empty gzip member whose extra field gives the offset of the table of contents. */
function stargzFooter(tocOffset) {
  const field = Buffer.from(`${tocOffset.toString(16).padStart(16, "0")}STARGZ`);
  return Buffer.concat([
    Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255]), le(field.length + 4, 2), Buffer.from("SG"), le(field.length, 2), field,
    Buffer.from([1, 0, 0, 255, 255]), Buffer.alloc(8),
  ]);
}

/** The frame that ends a zstd:chunked layer: offset, length and unpacked length of the table, its kind, and 24 bytes about tar-split. */
function chunkedFooter(tocOffset, tocFrame, toc) {
  return zstdSkippable(Buffer.concat([...[tocOffset, tocFrame.length, toc.length, 1].map((n) => le64(n)), Buffer.alloc(24), Buffer.from("GNUlInUx")]), 0);
}
const le64 = (n) => Buffer.concat([le(n, 6), Buffer.alloc(2)]);

const FORMS = {
  estargz: {
    compress: gzipSync,
    time: Math.round, // halves up, as Go does
    annotations: (toc) => ({ "containerd.io/snapshot/stargz/toc.digest": sha256(toc) }),
    // The table is one more file of the tar, behind its end.
    tail(toc, offset) {
      const member = Buffer.concat([
        tarEntry({ type: "f", path: "stargz.index.json", text: toc.toString("latin1"), mode: 0o644, uid: 0, gid: 0, mtime: "0" }), END_OF_ARCHIVE,
      ]);
      return { stored: Buffer.concat([gzipSync(member), stargzFooter(offset)]), plain: member };
    },
  },
  "zstd-chunked": {
    compress: zstdFrame,
    time: (seconds) => seconds, // with the fraction
    annotations: (toc, offset) => ({ "io.github.containers.zstd-chunked.manifest-position": `${offset + 8}:${zstdFrame(toc).length}:${toc.length}:1` }),
    tail(toc, offset) {
      const frame = zstdFrame(toc);
      return { stored: Buffer.concat([zstdSkippable(frame, 0), chunkedFooter(offset + 8, frame, toc)]), plain: Buffer.alloc(0) };
    },
  },
};

export const hasToc = (form) => form in FORMS;

/**
 * The pieces of a tar as a layer with a table of contents, and `end` behind them: `entry` is what the table says of a piece, and absent
 * where it says nothing; `head` comes before the body, which is cut after `chunkSize` bytes, `pad` behind it. Gives {blob, annotations,
 * behind}, the last being what the tar has more than pieces and end.
 */
export function pack(form, pieces, end, chunkSize) {
  const { compress, annotations, tail } = FORMS[form];
  const stored = [];
  const listed = [];
  let offset = 0;
  let between = [];
  const add = (bytes) => {
    const piece = compress(bytes);
    stored.push(piece);
    offset += piece.length;
    return offset - piece.length;
  };
  const flush = () => {
    if (between.length) add(Buffer.concat(between));
    between = [];
  };
  for (const { entry, head, body, pad } of pieces) {
    if (entry) listed.push(entry);
    between.push(head);
    if (!body.length) continue;
    flush();
    for (let at = 0; at < body.length; at += chunkSize) {
      const chunk = body.subarray(at, at + chunkSize);
      const place = { offset: add(chunk), chunkSize: chunk.length, chunkDigest: sha256(chunk), ...(at > 0 && { chunkOffset: at }) };
      if (!entry) continue;
      if (at === 0) Object.assign(entry, place, { digest: sha256(body) });
      else listed.push({ name: entry.name, type: "chunk", ...place });
    }
    between.push(pad);
  }
  between.push(end);
  flush();
  const toc = Buffer.from(JSON.stringify({ version: 1, entries: listed }));
  const last = tail(toc, offset);
  return { blob: Buffer.concat([...stored, last.stored]), annotations: annotations(toc, offset), behind: last.plain };
}

/** `lie`, a path, is given another mode by the table; with "-" before it, it is left out. */
function pieceOf(form, e, lie) {
  const whole = tarEntry(e);
  const body = e.type === "f" ? contentOf(e) : Buffer.alloc(0);
  const padding = (512 - (body.length % 512)) % 512;
  const entry = described(form, e, e.type === "f" ? body : undefined);
  if (lie === e.path) entry.mode ^= 0o4000;
  return {
    ...(lie !== `-${e.path}` && { entry }),
    head: whole.subarray(0, whole.length - body.length - padding), body, pad: Buffer.alloc(padding),
  };
}

/** The entries of a case in the same way. Gives {blob, plain, annotations}. */
export function packWithToc(form, entries, end, { lie, chunk = 1024 }) {
  const { behind, ...packed } = pack(form, entries.map((e) => pieceOf(form, e, lie)), end, chunk);
  return { ...packed, plain: Buffer.concat([...entries.map(tarEntry), end, behind]) };
}
