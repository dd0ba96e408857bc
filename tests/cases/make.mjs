#!/usr/bin/env node
// Turns the text cases of this folder into real image tarballs and golden JSON:
//
//   node tests/cases/make.mjs OUTDIR [ID…]
//
// For each <id>.case it writes <id>.docker.tar and/or <id>.oci.tar and <id>.expected.json, and cases.json, the list of all.
// The grammar of a case and the shape of the JSON are in README.md. Plain Node (≥ 20), nothing to install.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildArchive, buildLayer, sha256 } from "./maker/containers.mjs";
import { bytesOf, contentOf, parseCase, typeName, utf8 } from "./maker/parse.mjs";
import { storedBytes } from "./maker/tar.mjs";

const FORMATS = { estargz: "estargz", "zstd-chunked": "zstd:chunked" };
const EXTENSION = { none: ".tar", gzip: ".tar.gz", "gzip-members": ".tar.gz", zstd: ".tar.zst", "zstd-skippable": ".tar.zst", xz: ".tar.xz" };

/** "d/a" → {path: "/d/a"}; a name that is no UTF-8 has its bytes beside the readable path. */
function pathFields(path) {
  const full = path === "." ? "/" : `/${path}`;
  const text = utf8(full);
  return bytesOf(full).equals(Buffer.from(text)) ? { path: text } : { path: text, pathBytes: bytesOf(full).toString("base64") };
}

function treeLine(e) {
  const out = { ...pathFields(e.path), type: typeName(e.type) };
  for (const k of ["mode", "uid", "gid", "size", "stored", "dev"]) if (e[k] !== undefined) out[k] = e[k];
  if (e.mtime !== undefined) out.mtime = Math.floor(Number(e.mtime));
  if (e.link !== undefined) out.linkname = utf8(e.link);
  if (e.implicit) out.implicit = true;
  if (e.artefact) out.artefact = e.artefact;
  if (e.xattrs) out.xattrs = Object.fromEntries(Object.entries(e.xattrs).map(([k, v]) => [k, bytesOf(v).toString("base64")]));
  const described = e.text !== undefined || e.fill !== undefined;
  if (described) {
    const content = contentOf(e);
    out.size = content.length;
    out.sha256 = sha256(content);
  }
  return out;
}

const byPath = (a, b) => Buffer.compare(Buffer.from(a.pathBytes ?? a.path, a.pathBytes ? "base64" : "utf8"), Buffer.from(b.pathBytes ?? b.path, b.pathBytes ? "base64" : "utf8"));

/** `.wh.name`; a body that a marker may have is no file's body. */
const isWhiteout = (e) => /(^|\/)\.wh\.(?!\.wh\.)[^/]*$/.test(e.path ?? "");

function expectedOf(image) {
  const damaged = image.layers.some((l) => ["cut", "flip", "tarflip", "missing"].some((k) => l.options[k] !== undefined));
  const opaqueBlob = image.layers.some((l) => l.options.base64 !== undefined); // its entries are not known here
  const waste = image.waste.map(({ path, ...body }) => ({ ...body, ...pathFields(path) }));
  const states = image.states ?? image.layers.map(() => "complete");
  const dead = waste.reduce((n, w) => n + w.bytes, 0);
  const bodies = damaged || opaqueBlob ? null : image.layers.flatMap((l) => l.entries).filter((e) => !isWhiteout(e)).reduce((n, e) => n + storedBytes(e), 0);
  return {
    tags: image.tags,
    layers: image.layers.length,
    layerDetails: image.built.map((l, i) => ({
      diffId: `sha256:${l.diffId}`, digest: `sha256:${l.digest}`, size: l.blob.length, unpackedSize: l.plain?.length ?? null, form: l.form,
      ...(FORMATS[l.form] && { format: FORMATS[l.form] }), state: states[i],
    })),
    history: image.history === "none" ? [] : image.history ?? image.layers.map((_, i) => ({ text: `RUN step ${i}`, empty: false })),
    tree: image.tree.map(treeLine).sort(byPath),
    waste,
    bodies, dead, efficiency: bodies === null ? null : bodies === 0 ? 1 : (bodies - dead) / bodies,
    changes: image.changes.map((c) => ({ layer: c.layer, ...pathFields(c.path), status: c.status, reasons: c.reasons })),
    diagnostics: image.diagnostics.filter((d) => !d.endsWith("?")),
    optionalDiagnostics: image.diagnostics.filter((d) => d.endsWith("?")).map((d) => d.slice(0, -1)),
    ...(image.dive && { dive: image.dive }),
    ...(image.duplicates && { duplicates: image.duplicates.map(({ bytes, paths }) => ({ bytes, paths: paths.map((p) => pathFields(p).path) })) }),
  };
}

function make(id, text, out) {
  const c = parseCase(text, `${id}.case`);
  for (const image of c.images) image.built = image.layers.map(buildLayer);
  const files = c.containers.map((container) => {
    const file = `${id}.${container}${EXTENSION[c.archive.form ?? "none"]}`;
    writeFileSync(join(out, file), buildArchive(c, container));
    return { file, container };
  });
  const [first, ...others] = c.images.map(expectedOf);
  const index = c.index.map(([what, arg]) => ({ what, ...(arg && { platform: arg }) }));
  const expected = { id, title: c.title, files, ...first, ...(index.length && { index }), ...(others.length && { otherImages: others }) };
  writeFileSync(join(out, `${id}.expected.json`), JSON.stringify(expected, null, 1) + "\n");
  return { id, title: c.title, files, expected: `${id}.expected.json` };
}

const [out, ...only] = process.argv.slice(2);
if (!out) {
  console.error("usage: make.mjs OUTDIR [ID…]");
  process.exit(64);
}
const here = dirname(fileURLToPath(import.meta.url));
mkdirSync(out, { recursive: true });
const ids = readdirSync(here).filter((f) => f.endsWith(".case")).map((f) => f.slice(0, -5)).filter((id) => !only.length || only.includes(id));
ids.sort((a, b) => (a < b ? -1 : 1));
const list = ids.map((id) => make(id, readFileSync(join(here, `${id}.case`), "latin1"), out));
writeFileSync(join(out, "cases.json"), JSON.stringify(list, null, 1) + "\n");
console.log(`${list.length} cases, ${list.reduce((n, c) => n + c.files.length, 0)} archives in ${out}`);
