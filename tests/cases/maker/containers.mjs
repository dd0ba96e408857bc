// Packs the images of a case as a docker-archive (three dialects) or an OCI layout, as described in tests/cases/README.md.
// Damage to a layer is done here: digests and sizes are those of the sound layer, what is stored is not.

import { createHash } from "node:crypto";
import { compress, gunzip } from "./compress.mjs";
import { bytesOf } from "./parse.mjs";
import { END_OF_ARCHIVE, outerEntry, tarEntry } from "./tar.mjs";
import { hasToc, packWithToc } from "./toc.mjs";

export const sha256 = (buf) => createHash("sha256").update(buf).digest("hex");
const json = (value) => Buffer.from(JSON.stringify(value));

const MEDIA_SUFFIX = { none: "", gzip: "+gzip", "gzip-members": "+gzip", estargz: "+gzip", zstd: "+zstd", "zstd-skippable": "+zstd", "zstd-chunked": "+zstd", xz: "+xz" };
const OCI = "application/vnd.oci.image";
const CREATED = "2023-11-14T22:13:20Z";

/** The bytes of one layer: {plain, blob, stored, diffId, digest, mediaType, annotations, missing}; `stored` is `blob` after the damage. */
export function buildLayer({ options: o, entries }) {
  let plain, blob, annotations;
  if (o.base64 !== undefined) {
    blob = Buffer.from(o.base64, "base64");
    plain = o.form === "gzip" ? gunzip(blob) : o.form ? null : blob;
  } else {
    const end = [];
    if (!o.noend) end.push(END_OF_ARCHIVE);
    if (o.trailing !== undefined) end.push(bytesOf(o.trailing));
    if (hasToc(o.form)) {
      ({ plain, blob, annotations } = packWithToc(o.form, entries, Buffer.concat(end), { lie: o.toclie, ...(o.chunk && { chunk: Number(o.chunk) }) }));
    } else {
      const tar = Buffer.concat([...entries.map(tarEntry), ...end]);
      if (o.tarflip !== undefined) tar[Number(o.tarflip)] ^= 0xff;
      ({ plain, blob } = compress(o.form, tar));
    }
  }
  let stored = blob;
  if (o.flip !== undefined) { stored = Buffer.from(blob); stored[Number(o.flip)] ^= 0xff; }
  if (o.cut !== undefined) stored = blob.subarray(0, Number(o.cut));
  return {
    plain, blob, stored, form: o.form ?? "none", missing: Boolean(o.missing),
    diffId: o.diffid ?? sha256(plain), digest: sha256(blob), mediaType: `${OCI}.layer.v1.tar${MEDIA_SUFFIX[o.form ?? "none"] ?? ""}`,
    annotations,
  };
}

function config(image, platform = { architecture: "amd64", os: "linux" }) {
  const history = image.history === "none" ? undefined
    : (image.history ?? image.built.map((_, i) => ({ text: `RUN step ${i}`, empty: false })))
      .map((h) => ({ created: CREATED, created_by: h.text, ...(h.empty && { empty_layer: true }) }));
  return json({
    created: CREATED, ...platform, config: { Env: ["PATH=/bin"], Cmd: ["sh"] },
    rootfs: { type: "layers", diff_ids: image.built.map((l) => `sha256:${l.diffId}`) }, history,
  });
}

/** The records of a docker-archive in the order of the dialect. */
function dockerRecords(c) {
  const files = new Map();
  const manifest = [];
  const configs = [];
  const repositories = {};
  const add = (path, record) => { if (!files.has(path)) files.set(path, { path, ...record }); };
  c.images.forEach((image, n) => {
    const cfg = config(image);
    const hex = sha256(cfg);
    const configName = c.dialect === "kaniko" ? `sha256:${hex}` : `${hex}.json`;
    configs.push({ path: configName, data: cfg });
    const firstOf = new Map(); // digest → path of its first use: legacy archives store a repeated layer as a symlink
    const layers = image.built.map((l, i) => {
      const legacyId = sha256(Buffer.from(`${n}/${i}/${l.digest}`));
      const path = { skopeo: `${l.digest}.tar`, kaniko: `${l.digest}.tar.gz`, legacy: `${legacyId}/layer.tar` }[c.dialect];
      if (!path) throw new Error(`unknown dialect: ${c.dialect}`);
      if (c.dialect === "legacy") {
        add(`${legacyId}/VERSION`, { data: Buffer.from("1.0") });
        add(`${legacyId}/json`, { data: json({ id: legacyId, created: CREATED }) });
      }
      const twin = c.dialect === "legacy" ? firstOf.get(l.digest) : undefined;
      if (l.missing) return path;
      add(path, twin ? { link: `../${twin}` } : { data: l.stored, layer: l });
      firstOf.set(l.digest, path);
      return path;
    });
    manifest.push({ Config: configName, RepoTags: image.tags.length ? image.tags : null, Layers: layers });
    for (const t of image.tags) (repositories[t.split(":")[0]] ??= {})[t.split(":")[1]] = layers.at(-1)?.split("/")[0] ?? "";
  });
  const meta = [...configs, { path: "manifest.json", data: json(manifest) }];
  if (c.dialect === "legacy") meta.push({ path: "repositories", data: json(repositories) });
  return c.archive.metadata === "first" ? [...meta, ...files.values()] : [...files.values(), ...meta];
}

/** The records of an OCI layout; blobs in the order of their digests, so that only the manifest knows the order of the layers. */
function ociRecords(c) {
  const blobs = new Map();
  const descriptor = (mediaType, data, more = {}) => ({ mediaType, digest: `sha256:${sha256(data)}`, size: data.length, ...more });
  const put = (data, record = { data }) => blobs.set(sha256(data), record);
  const manifests = [];
  for (const image of c.images) {
    const cfg = config(image);
    put(cfg);
    for (const l of image.built) if (!l.missing) put(l.blob, { data: l.stored, layer: l });
    const m = json({
      schemaVersion: 2, mediaType: `${OCI}.manifest.v1+json`, config: descriptor(`${OCI}.config.v1+json`, cfg),
      layers: image.built.map((l) => descriptor(l.mediaType, l.blob, l.annotations && { annotations: l.annotations })),
    });
    put(m);
    const platform = c.index.length ? { platform: { architecture: "amd64", os: "linux" } } : {};
    for (const t of image.tags.length ? image.tags : [null])
      manifests.push(descriptor(`${OCI}.manifest.v1+json`, m, { ...platform, ...(t && { annotations: { "org.opencontainers.image.ref.name": t } }) }));
  }
  let index = { schemaVersion: 2, mediaType: `${OCI}.index.v1+json`, manifests };
  for (const [what, arg] of c.index) index = INDEX_PARTS[what](index, { put, descriptor, arg });
  const meta = [
    { path: "oci-layout", data: json({ imageLayoutVersion: "1.0.0" }) },
    { path: "index.json", data: json(index) },
  ];
  const stored = [...blobs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([hex, record]) => ({ path: `blobs/sha256/${hex}`, ...record }));
  // A cut archive must still have its metadata and its lower layers: those come first, the layers in their own order.
  const layers = [...blobs].filter(([, r]) => r.layer).map(([hex, record]) => ({ path: `blobs/sha256/${hex}`, ...record }));
  const ordered = c.archive.metadata === "first" ? [...stored.filter((r) => !r.layer), ...layers] : stored;
  return c.archive.metadata === "last" ? [...ordered, ...meta] : [...meta, ...ordered];
}

const INDEX_PARTS = {
  /** BuildKit's attestation: an image manifest that is none; its layer is in-toto JSON. */
  attestation(index, { put, descriptor }) {
    const statement = json({ _type: "https://in-toto.io/Statement/v0.1", predicateType: "https://slsa.dev/provenance/v0.2", subject: [] });
    const cfg = json({ architecture: "unknown", os: "unknown", config: {}, rootfs: { type: "layers", diff_ids: [`sha256:${sha256(statement)}`] } });
    const m = json({
      schemaVersion: 2, mediaType: `${OCI}.manifest.v1+json`, config: descriptor(`${OCI}.config.v1+json`, cfg),
      layers: [descriptor("application/vnd.in-toto+json", statement, { annotations: { "in-toto.io/predicate-type": "https://slsa.dev/provenance/v0.2" } })],
    });
    [statement, cfg, m].forEach((b) => put(b));
    const annotations = { "vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": index.manifests[0].digest };
    return { ...index, manifests: [...index.manifests, descriptor(`${OCI}.manifest.v1+json`, m, { platform: { architecture: "unknown", os: "unknown" }, annotations })] };
  },
  /** A platform whose manifest is not in the archive. */
  absent(index, { descriptor, arg }) {
    const [os, architecture, variant] = arg.split("/");
    const entry = descriptor(`${OCI}.manifest.v1+json`, Buffer.from(`not stored: ${arg}`), { platform: { architecture, os, ...(variant && { variant }) } });
    return { ...index, manifests: [...index.manifests, entry] };
  },
  /** An entry of a type nobody knows. */
  unknown(index, { put, descriptor }) {
    const blob = json({ hello: "world" });
    put(blob);
    return { ...index, manifests: [...index.manifests, descriptor("application/vnd.example.unknown+json", blob)] };
  },
  /** Everything so far moves into an index of its own, which index.json names. */
  nested(index, { put, descriptor }) {
    const inner = json(index);
    put(inner);
    return { ...index, manifests: [descriptor(index.mediaType, inner, { annotations: { "org.opencontainers.image.ref.name": "case:1" } })] };
  },
};

/** The finished archive of one case in one container, cut or compressed as the case says. */
export function buildArchive(c, container) {
  const records = container === "docker" ? dockerRecords(c) : ociRecords(c);
  const parts = [];
  let length = 0;
  let cutAt = Infinity;
  for (const r of records) {
    const piece = outerEntry(r);
    if (c.archive.cutlayer !== undefined && r.layer === c.images[0].built[Number(c.archive.cutlayer)]) cutAt = length + 512 + Number(c.archive.at);
    parts.push(piece);
    length += piece.length;
  }
  if (!c.archive.noend) parts.push(END_OF_ARCHIVE);
  if (c.archive.trailing) parts.push(bytesOf(c.archive.trailing));
  const archive = Buffer.concat(parts).subarray(0, cutAt);
  return compress(c.archive.form, archive).blob;
}
