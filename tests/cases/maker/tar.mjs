// Writes tar archives byte by byte: ustar, PAX, GNU long names, base-256 numbers and four sparse forms. The cases need
// odd archives, so nothing here is checked or tidied: a name is written as the case has it.

import { bytesOf, contentOf } from "./parse.mjs";

const BLOCK = 512;
const TYPE_FLAG = { f: "0", h: "1", l: "2", c: "3", b: "4", d: "5", p: "6" };

const pad = (buf) => Buffer.concat([buf, Buffer.alloc((BLOCK - (buf.length % BLOCK)) % BLOCK)]);
const fits = (n, width) => Number.isInteger(n) && n >= 0 && n < 8 ** (width - 1);

/** A number as octal text, or as GNU base-256 (first bit set, big-endian two's complement) where octal has no room. */
function number(n, width) {
  if (fits(n, width)) return Buffer.from(n.toString(8).padStart(width - 1, "0") + "\0", "latin1");
  const out = Buffer.alloc(width);
  let rest = BigInt.asUintN(width * 8, BigInt(n));
  for (let i = width - 1; i >= 0; i--) { out[i] = Number(rest & 255n); rest >>= 8n; }
  out[0] |= 0x80;
  return out;
}

/** One 512-byte header. `h`: name, type (the flag), mode, uid, gid, size, mtime, link, gnu, prefix, major, minor, user, group, sparse. */
function header(h) {
  const b = Buffer.alloc(BLOCK);
  const put = (at, text, width) => b.write(text.slice(0, width), at, "latin1");
  put(0, h.name, 100);
  number(h.mode, 8).copy(b, 100);
  number(h.uid, 8).copy(b, 108);
  number(h.gid, 8).copy(b, 116);
  number(h.size, 12).copy(b, 124);
  number(h.mtime, 12).copy(b, 136);
  put(156, h.type, 1);
  put(157, h.link ?? "", 100);
  put(257, h.gnu ? "ustar  \0" : "ustar\x0000", 8);
  put(265, h.user ?? "", 32);
  put(297, h.group ?? "", 32);
  number(h.major ?? 0, 8).copy(b, 329);
  number(h.minor ?? 0, 8).copy(b, 337);
  if (h.sparse) sparseFields(h.sparse.slice(0, 4), 386).copy(b, 386);
  if (h.sparse?.length > 4) b[482] = 1;
  if (h.sparse) number(h.realSize, 12).copy(b, 483); else put(345, h.prefix ?? "", 155);
  b.fill(" ", 148, 156);
  const sum = b.reduce((a, x) => a + x, 0);
  b.write(sum.toString(8).padStart(6, "0") + "\0 ", 148, "latin1");
  return b;
}

const sparseFields = (extents) => Buffer.concat(extents.flatMap(([offset, length]) => [number(offset, 12), number(length, 12)]));

/** The blocks that follow a GNU `S` header with more than four extents: 21 each, byte 504 says whether one more follows. */
function sparseBlocks(extents) {
  const out = [];
  for (let i = 4; i < extents.length; i += 21) {
    const b = Buffer.alloc(BLOCK);
    sparseFields(extents.slice(i, i + 21)).copy(b);
    b[504] = i + 21 < extents.length ? 1 : 0;
    out.push(b);
  }
  return Buffer.concat(out);
}

/** "LENGTH key=value\n", where LENGTH counts itself. */
function paxRecord([key, value]) {
  const body = ` ${key}=${value}\n`;
  let length = body.length + 1;
  while (String(length).length + body.length !== length) length = String(length).length + body.length;
  return length + body;
}

function paxHeader(records, type, name) {
  const body = bytesOf(records.map(paxRecord).join(""));
  return Buffer.concat([header({ name, type, mode: 0o644, uid: 0, gid: 0, size: body.length, mtime: 0 }), pad(body)]);
}

/** GNU long name (`L`) or long link (`K`): a pseudo entry whose body is the text and a NUL. */
function gnuLong(type, text) {
  const body = bytesOf(text + "\0");
  return Buffer.concat([header({ name: "././@LongLink", type, mode: 0o644, uid: 0, gid: 0, size: body.length, mtime: 0, gnu: true }), pad(body)]);
}

/** The last "/" that splits a long path into the ustar prefix (155) and name (100); null when there is none. */
function ustarSplit(path) {
  for (let i = path.length - 1; i > 0; i--)
    if (path[i] === "/" && i <= 155 && path.length - i - 1 <= 100 && i < path.length - 1) return [path.slice(0, i), path.slice(i + 1)];
  return null;
}

/** How a sparse file is stored: its body, extra PAX records, and changes of the header. */
function sparseForm(e, data) {
  const map = e.sparse.flat();
  const size = [["GNU.sparse.size", e.size], ["GNU.sparse.numblocks", e.sparse.length]];
  switch (e.sparseFormat) {
    case "gnu":
      return { body: data, pax: [], head: { type: "S", gnu: true, sparse: e.sparse, realSize: e.size }, extra: sparseBlocks(e.sparse) };
    case "pax00":
      return { body: data, pax: [...size, ...e.sparse.flatMap(([o, l]) => [["GNU.sparse.offset", o], ["GNU.sparse.numbytes", l]])], head: {} };
    case "pax01":
      return { body: data, pax: [...size, ["GNU.sparse.map", map.join(",")], ["GNU.sparse.name", e.path]], head: { name: `GNUSparseFile.0/${e.path}` } };
    case "pax10":
      return {
        body: Buffer.concat([pad(bytesOf([e.sparse.length, ...map].join("\n") + "\n")), data]),
        pax: [["GNU.sparse.major", 1], ["GNU.sparse.minor", 0], ["GNU.sparse.name", e.path], ["GNU.sparse.realsize", e.size]],
        head: { name: `GNUSparseFile.0/${e.path}` },
      };
    default:
      throw new Error(`unknown sparse form: ${e.sparseFormat}`);
  }
}

/** The bytes of a file's body that really lie in the archive. */
export function storedBytes(e) {
  if (e.type !== "f") return 0;
  return e.sparse ? e.sparse.reduce((n, [, length]) => n + length, 0) : contentOf(e).length;
}

/** All blocks of one entry of a case: long-name and PAX pseudo entries, header, body. */
export function tarEntry(e) {
  if (e.type === "g") return paxHeader(e.pax, "g", "pax_global_header");
  const gnu = e.format === "gnu";
  const pax = [...(e.pax ?? []), ...Object.entries(e.xattrs ?? {}).map(([k, v]) => [`SCHILY.xattr.${k}`, v])];
  const before = [];
  let body = e.type === "f" ? contentOf(e) : Buffer.alloc(0);
  const mtime = Number(e.mtime);
  const [major, minor] = (e.dev ?? "0,0").split(",").map(Number);
  const h = { name: e.path, type: TYPE_FLAG[e.type], mode: e.mode, uid: e.uid, gid: e.gid, mtime, link: e.link, major, minor, user: e.user, group: e.group, gnu };

  let extra = Buffer.alloc(0);
  if (e.sparse) {
    const data = Buffer.alloc(storedBytes(e), e.fill ?? "a");
    const form = sparseForm(e, data);
    ({ body } = form);
    pax.push(...form.pax);
    Object.assign(h, form.head);
    extra = form.extra ?? extra;
  }
  const split = h.name.length > 100 && !gnu && e.format !== "pax" ? ustarSplit(h.name) : null;
  if (split) [h.prefix, h.name] = split;
  else if (h.name.length > 100 && gnu) before.push(gnuLong("L", h.name));
  else if (h.name.length > 100 || (e.format === "pax" && !e.sparse)) pax.push(["path", e.path]);
  if (e.link?.length > 100 && gnu) before.push(gnuLong("K", e.link));
  else if (e.link?.length > 100) pax.push(["linkpath", e.link]);
  if (!gnu) {
    for (const k of ["uid", "gid"]) if (!fits(h[k], 8)) { pax.push([k, h[k]]); h[k] = 0; }
    if (!fits(mtime, 12)) pax.push(["mtime", e.mtime]);
  }
  if (!fits(h.mtime, 12)) h.mtime = gnu ? Math.floor(mtime) : Math.max(0, Math.floor(mtime));
  h.size = body.length;
  if (pax.length) before.unshift(paxHeader(pax, "x", `PaxHeaders/${h.name.slice(-80)}`));
  return Buffer.concat([...before, header(h), extra, pad(body)]);
}

export const END_OF_ARCHIVE = Buffer.alloc(2 * BLOCK);

/** A whole plain archive of {path, data | link} records: the outer tar of an image. */
export function outerEntry({ path, data, link }) {
  const e = { type: link === undefined ? "0" : "2", name: path, mode: 0o644, uid: 0, gid: 0, size: data?.length ?? 0, mtime: 0, link };
  return Buffer.concat([header(e), pad(data ?? Buffer.alloc(0))]);
}
