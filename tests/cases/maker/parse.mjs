// Reads the text of a .case file (grammar: tests/cases/README.md) into a plain object.
//
// The file is read as latin1, so that every string here is a string of bytes: a UTF-8 name passes through
// untouched, and "\xNN" can write a name that is no UTF-8. `utf8()` makes text of it where JSON is written.

const TYPES = { f: "file", d: "dir", l: "symlink", h: "hardlink", c: "char", b: "block", p: "fifo" };
const DEFAULT_MODE = { f: 0o644, d: 0o755, l: 0o777, h: 0o644, c: 0o600, b: 0o600, p: 0o644 };
const DEFAULT_MTIME = 1700000000;

export const bytesOf = (s) => Buffer.from(s, "latin1");
export const utf8 = (s) => bytesOf(s).toString("utf8");

/** Splits a line into words; a part in double quotes may hold blanks, \n \t \\ \" and \xNN. `#` begins a comment. */
export function words(line, where) {
  const out = [];
  let i = 0;
  while (i < line.length) {
    if (/\s/.test(line[i])) { i++; continue; }
    if (line[i] === "#") break;
    let word = "";
    while (i < line.length && !/\s/.test(line[i])) {
      if (line[i] !== '"') { word += line[i++]; continue; }
      const m = /^"((?:[^"\\]|\\.)*)"/.exec(line.slice(i));
      if (!m) throw new Error(`${where}: quote not closed: ${line}`);
      word += m[1].replace(/\\(x[0-9a-fA-F]{2}|.)/g, (_, e) =>
        e[0] === "x" && e.length === 3 ? String.fromCharCode(parseInt(e.slice(1), 16)) : ({ n: "\n", t: "\t" })[e] ?? e);
      i += m[0].length;
    }
    out.push(word);
  }
  return out;
}

function options(list) {
  const opts = {};
  for (const w of list) {
    const eq = w.indexOf("=");
    if (eq < 0) opts[w] = true; else opts[w.slice(0, eq)] = w.slice(eq + 1);
  }
  return opts;
}

/** `TYPE PATH [-> TARGET] [KEY=VALUE …]`; `strict` fills in the defaults of a tar entry, else only what is written counts. */
function entry(list, strict, where) {
  const [type, path, ...rest] = list;
  if (!type.split("|").every((t) => TYPES[t])) throw new Error(`${where}: no entry type: ${type}`);
  if (path === undefined) throw new Error(`${where}: no path`);
  const e = { type, path };
  if (rest[0] === "->") { e.link = rest[1]; rest.splice(0, 2); }
  const o = options(rest);
  for (const [k, v] of Object.entries(o)) {
    if (k === "mode") e.mode = parseInt(v, 8);
    else if (["uid", "gid", "size", "stored"].includes(k)) e[k] = Number(v);
    else if (k === "sparse") e.sparse = v === "" ? [] : v.split(",").map((x) => x.split("+").map(Number));
    else if (k.startsWith("xattr.")) (e.xattrs ??= {})[k.slice(6)] = v;
    else if (k.startsWith("pax.")) (e.pax ??= []).push([k.slice(4), v]);
    else if (["mtime", "dev", "text", "fill", "format", "sparseFormat", "user", "group", "implicit", "artefact"].includes(k)) e[k] = v;
    else throw new Error(`${where}: unknown option: ${k}`);
  }
  if (strict) {
    e.mode ??= DEFAULT_MODE[type];
    e.uid ??= 0;
    e.gid ??= 0;
    e.mtime ??= String(DEFAULT_MTIME);
  }
  return e;
}

/** The bytes of a file as a case describes them: `text=`, or `size=` bytes of the letter `fill=` (a), or the extents of `sparse=`. */
export function contentOf(e) {
  if (e.text !== undefined) return bytesOf(e.text);
  const fill = e.fill ?? "a";
  if (!e.sparse) return Buffer.alloc(e.size ?? 0, fill);
  const whole = Buffer.alloc(e.size);
  for (const [offset, length] of e.sparse) whole.fill(fill, offset, offset + length);
  return whole;
}

export function typeName(letters) {
  return letters.split("|").map((t) => TYPES[t]).join("|");
}

/** `0>2`: written by layer 0, hidden by layer 2. */
const layersOf = (word) => {
  if (word === undefined) return {};
  const [layer, deadLayer] = word.split(">").map(Number);
  return { layer, deadLayer };
};

const newImage = (opts) => ({
  tags: opts.tags === undefined ? ["case:1"] : opts.tags.split(",").filter(Boolean),
  layers: [], history: null, tree: [], waste: [], changes: [], states: null, diagnostics: [], dive: null, duplicates: null,
});

/** Returns {title, containers, dialect, archive, index, images: [{tags, layers, history, tree, waste, …}]}. */
export function parseCase(text, name) {
  const c = { title: "", containers: ["docker", "oci"], dialect: "skopeo", archive: {}, index: [], images: [] };
  let image = newImage({});
  let line = null; // what an indented line of the current section does
  const start = {
    title: (rest) => { c.title = utf8(rest); },
    containers: (rest) => { c.containers = rest.split(" "); },
    dialect: (rest) => { c.dialect = rest; },
    archive: (rest, where) => { c.archive = options(words(rest, where)); },
    index: () => (w) => c.index.push(w),
    image: (rest, where) => {
      if (image.layers.length) c.images.push(image);
      image = newImage(options(words(rest, where)));
    },
    layer: (rest, where) => {
      const layer = { options: options(words(rest, where)), entries: [] };
      image.layers.push(layer);
      return (w, at) => layer.entries.push(w[0] === "global" ? { type: "g", pax: Object.entries(options(w.slice(1))) } : entry(w, true, at));
    },
    history: (rest) => {
      image.history = [];
      if (rest === "none") { image.history = "none"; return null; }
      return (w) => image.history.push({ text: utf8(w.slice(1).join(" ")), empty: w[0] === "-" });
    },
    tree: () => (w, at) => image.tree.push(entry(w, false, at)),
    waste: () => (w) => image.waste.push({ bytes: Number(w[0]), reason: w[1], path: w[2], ...layersOf(w[3]) }),
    duplicates: () => {
      image.duplicates = [];
      return (w) => image.duplicates.push({ bytes: Number(w[0]), paths: w.slice(1) });
    },
    changes: (rest) => (w) => image.changes.push({ layer: Number(rest), status: w[0], path: w[1], reasons: w.slice(2) }),
    states: (rest) => { image.states = rest.split(" "); },
    diagnostics: (rest) => { image.diagnostics = rest.split(" ").filter(Boolean); },
    dive: (rest, where) => { image.dive = Object.fromEntries(Object.entries(options(words(rest, where))).map(([k, v]) => [k, JSON.parse(v)])); },
  };
  text.split("\n").forEach((raw, n) => {
    const where = `${name}:${n + 1}`;
    if (/^\s*(#|$)/.test(raw)) return;
    const head = /^([a-z]+):\s*(.*?)\s*$/.exec(raw);
    if (head) {
      if (!start[head[1]]) throw new Error(`${where}: unknown section: ${head[1]}`);
      line = start[head[1]](head[2], where) ?? null;
    } else if (!/^\s/.test(raw) || !line) {
      throw new Error(`${where}: line outside a section: ${raw}`);
    } else {
      line(words(raw, where), where);
    }
  });
  c.images.push(image);
  if (!c.title) throw new Error(`${name}: no title`);
  return c;
}
