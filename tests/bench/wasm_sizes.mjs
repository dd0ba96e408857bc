// What takes the bytes of the wasm module: it is linked once more, with the linker's map and the names of its functions, and each function
// and each piece of data goes to the library or the folder of the engine that it came from. What was inlined counts where it went.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

const MODULE = 'wasm/bindings/image_anatomy.js';

/**
 * The parts of the module, each with all its bytes.
 *
 * @param {string} root of the repository
 * @param {string} out folder for the module that is linked here
 * @returns {Map<string, Buffer[]>}
 */
export function wasmParts(root, out) {
  mkdirSync(out, { recursive: true });
  const build = join(root, 'build/wasm-release');
  link(build, out);
  const wasm = readFileSync(join(out, 'image_anatomy.wasm'));
  const sections = readSections(wasm);
  const map = readMap(readFileSync(join(out, 'image_anatomy.map'), 'utf8'), partNames(root));

  /** @type {Map<string, Buffer[]>} */
  const parts = new Map();
  const add = (part, bytes) => parts.set(part, [...(parts.get(part) ?? []), bytes]);
  const bodies = functionsOf(sections.get(CODE));
  const names = readNames(readFileSync(join(out, 'image_anatomy.js.symbols'), 'utf8')).slice(-bodies.length);
  // Of functions with one name, all but one get a number; a few are made by the linker.
  const partOf = (name) => map.functions.get(name) ?? map.functions.get(name.replace(/_\d+$/, '')) ?? 'made by the linker';
  for (const [index, body] of bodies.entries()) add(partOf(names[index]), body);
  const segments = segmentsOf(sections.get(DATA));
  for (const { part, begin, end } of map.data) {
    for (const { at, bytes } of segments) {
      const piece = bytes.subarray(Math.max(0, begin - at), Math.max(0, end - at));
      if (piece.length > 0) add(part, piece);
    }
  }
  for (const [id, bytes] of sections) if (id !== CODE && id !== DATA) add('tables', bytes);
  return parts;
}

function link(build, out) {
  const commands = execFileSync('ninja', ['-t', 'commands', MODULE], { cwd: build, maxBuffer: 1 << 28 }).toString().trim().split('\n');
  const command = commands.at(-1).replace(/ --emit-tsd=\S+/, '').replace(` -o ${MODULE}`, ` -o ${out}/image_anatomy.js`);
  execFileSync('sh', ['-c', command.replace(' -o ', ` --emit-symbol-map -Wl,-Map=${out}/image_anatomy.map -o `)], {
    cwd: build,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

// --- the linker's map ---

/** The part a file of the map belongs to: `…/libthird_party_zlib.a(inflate.c.o)`. */
function partNames(root) {
  const engine = join(root, 'wasm/engine');
  const sources = readdirSync(engine, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.cc'));
  const folders = new Map(sources.map((file) => [basename(file), dirname(relative('.', file))]));
  return (file) => {
    const [, source = ''] = /libengine\.a\((.*)\.o\)$/.exec(file) ?? [];
    if (source) return `engine/${folders.get(source) ?? ''}`.replace(/\/\.?$/, '');
    const [, library] = /libthird_party_(\w+)\.a/.exec(file) ?? [];
    if (library) return library;
    if (file.includes('/image_anatomy.dir/') || file.includes('libembind')) return 'bindings';
    if (file.includes('<internal>')) return 'texts';
    return 'C and C++ library';
  };
}

/** Lines are address, offset and size in hexadecimal, then by their indentation a section, a file's piece of it, or the piece's symbol. */
function readMap(text, partOf) {
  const functions = new Map();
  const data = [];
  let section = '';
  let part = '';
  for (const line of text.split('\n')) {
    const [, address, size, indent, name] = /^ *([-0-9a-f]+) +[0-9a-f]+ +([0-9a-f]+)( +)(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    if (indent.length < 8) section = name;
    else if (indent.length < 16) {
      part = partOf(name.slice(0, name.lastIndexOf(':(')));
      const begin = Number.parseInt(address, 16);
      if (section === '.rodata' || section === '.data') data.push({ part, begin, end: begin + Number.parseInt(size, 16) });
    } else if (section === 'CODE') {
      // It consists of headers, so that its functions lie in the files that use them.
      functions.set(name, name.includes('nlohmann::') ? 'json' : part);
    }
  }
  return { functions, data };
}

/** `INDEX:NAME`, where what is special in the text format is written as `\2c`. */
const readNames = (symbols) =>
  symbols
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(line.indexOf(':') + 1).replace(/\\([0-9a-f]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16))));

// --- the module (WebAssembly 2.0, 5.5) ---

const CODE = 10;
const DATA = 11;

class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  get isAtEnd() {
    return this.at >= this.bytes.length;
  }
  /** LEB128, unsigned. */
  number() {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
  take(count) {
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }
}

function readSections(wasm) {
  const reader = new Reader(wasm, 8);
  const sections = new Map();
  while (!reader.isAtEnd) {
    const id = reader.number();
    const before = sections.get(id) ?? Buffer.alloc(0);
    sections.set(id, Buffer.concat([before, reader.take(reader.number())]));
  }
  return sections;
}

function functionsOf(code) {
  const reader = new Reader(code);
  return Array.from({ length: reader.number() }, () => reader.take(reader.number()));
}

/** Those with a constant address, which are all. */
function segmentsOf(data) {
  const reader = new Reader(data);
  return Array.from({ length: reader.number() }, () => {
    // Kind 0, i32.const.
    reader.take(2);
    const at = reader.number();
    // end
    reader.take(1);
    return { at, bytes: reader.take(reader.number()) };
  });
}
