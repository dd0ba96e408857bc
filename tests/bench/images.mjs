// Makes the large images of the benchmark from Debian packages: real files, eight or sixteen layers, whiteouts in the later ones, each image
// with plain, gzip, zstd and eStargz layers. Made once, then kept; needs apt-get, dpkg-deb, GNU tar, gzip and zstd.
//
//   node tests/bench/images.mjs FOLDER first|large      FOLDER/first.{plain,gzip,zstd,stargz}.tar

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stargzLayer } from './stargz.mjs';

const first = [
  ['coreutils', 'bash', 'libc6', 'dpkg', 'apt', 'perl-base', 'util-linux', 'locales', 'tzdata', 'git', 'perl-modules-5.36'],
  ['gcc-12', 'cpp-12', 'g++-12', 'libstdc++-12-dev'],
  ['libllvm14', 'llvm-14-dev'],
  ['golang-1.19-src', 'libboost1.74-dev'],
  ['openjdk-17-jre-headless'],
  ['python3-scipy', 'python3-numpy', 'python3-django', 'python3-sympy', 'python3-pandas'],
  ['libreoffice-core', 'libnode108', 'mariadb-server-core'],
  ['breeze-icon-theme', 'numix-icon-theme'],
];

/** Names of the images: the packages of each layer from the base on, and whiteouts in each layer above it. */
const images = {
  first: { layers: first, whiteouts: 2 },
  large: {
    layers: [
      ...first,
      ['papirus-icon-theme'],
      ['golang-1.19-go'],
      ['rust-src'],
      ['oxygen-icon-theme', 'texlive-latex-extra'],
      ['postgresql-15', 'qemu-system-x86'],
      ['chromium-common'],
      ['openjdk-17-jdk-headless'],
      ['librust-winapi-dev', 'libnode108'],
    ],
    whiteouts: 69,
  },
};

const compressors = { plain: null, gzip: ['gzip', '-6', '-n'], zstd: ['zstd', '-3', '-q'] };
const endings = { plain: '.tar', gzip: '.tar.gz', zstd: '.tar.zst' };

function run(program, args, options = {}) {
  return execFileSync(program, args, { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28, ...options });
}

function sha256(path) {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  const block = Buffer.alloc(8 << 20);
  for (let count = readSync(file, block); count > 0; count = readSync(file, block)) hash.update(block.subarray(0, count));
  closeSync(file);
  return hash.digest('hex');
}

/** A file appears under its name only when it is complete. */
function make(path, write) {
  if (existsSync(path)) return path;
  write(`${path}.new`);
  renameSync(`${path}.new`, path);
  return path;
}

/** Regular files of a layer, spread over its whole listing: what later layers delete. */
function victims(layer, count) {
  const files = run('tar', ['-tf', layer])
    .toString()
    .split('\n')
    .filter((path) => path && !path.endsWith('/') && !/\/\.wh\./.test(path));
  return Array.from({ length: Math.min(count, files.length) }, (_, i) => files[Math.floor(((i + 0.5) * files.length) / count)]);
}

function makeLayer(folder, index, packages, deleted) {
  return (path) => {
    const root = `${path}.root`;
    const debs = join(folder, 'packages');
    mkdirSync(root, { recursive: true });
    mkdirSync(debs, { recursive: true });
    for (const name of packages) {
      const known = () => readdirSync(debs).find((file) => file.startsWith(`${name}_`));
      if (!known()) run('apt-get', ['-qq', 'download', name], { cwd: debs });
      run('dpkg-deb', ['-x', join(debs, known()), root]);
    }
    for (const victim of deleted) {
      const marker = join(root, victim.replace(/([^/]+)$/, '.wh.$1'));
      mkdirSync(join(marker, '..'), { recursive: true });
      writeFileSync(marker, '');
    }
    run('tar', ['--sort=name', '--mtime=@1700000000', '--owner=0', '--group=0', '--numeric-owner', '-C', root, '-cf', path, '.']);
    rmSync(root, { recursive: true });
    console.log(`layer ${index}: ${packages.join(' ')}`);
  };
}

function makeLayers(folder, name) {
  const { layers, whiteouts } = images[name];
  const made = [];
  for (const [index, packages] of layers.entries()) {
    const below = made.at(-1);
    const deleted = () => (below ? victims(below, whiteouts) : []);
    const path = join(folder, `${name}-${index}.tar`);
    if (!existsSync(path)) make(path, makeLayer(folder, index, packages, deleted()));
    made.push(path);
  }
  return made;
}

function configOf(name, diffIds) {
  return {
    architecture: 'amd64',
    os: 'linux',
    config: { Cmd: ['bash'] },
    history: images[name].layers.map((packages) => ({ created_by: `RUN apt-get install -y ${packages.join(' ')}` })),
    rootfs: { type: 'layers', diff_ids: diffIds },
  };
}

function makeArchive(folder, name, form, layers) {
  make(join(folder, `${name}.${form}.tar`), (path) => {
    const parts = `${path}.parts`;
    mkdirSync(parts, { recursive: true });
    const names = layers.map((layer, index) => {
      const file = join(parts, `${index}${endings[form]}`);
      const [program, ...args] = compressors[form] ?? ['cat'];
      const out = openSync(file, 'w');
      const input = openSync(layer, 'r');
      execFileSync(program, args, { stdio: [input, out, 'inherit'] });
      closeSync(input);
      closeSync(out);
      return `${index}${endings[form]}`;
    });
    const config = configOf(name, layers.map((layer) => `sha256:${sha256(layer)}`));
    writeFileSync(join(parts, 'config.json'), JSON.stringify(config));
    writeFileSync(join(parts, 'manifest.json'), JSON.stringify([{ Config: 'config.json', RepoTags: [`bench/${name}:${form}`], Layers: names }]));
    run('tar', ['-C', parts, '-cf', path, ...names, 'config.json', 'manifest.json']);
    rmSync(parts, { recursive: true });
    console.log(`${name}.${form}.tar: ${Math.round(statSync(path).size / 1e6)} MB`);
  });
}

/** As docker with containerd's store saves it: what the layers are is said by the OCI manifest, which manifest.json stands beside. */
function makeStargzArchive(folder, name, layers) {
  make(join(folder, `${name}.stargz.tar`), (path) => {
    const parts = `${path}.parts`;
    mkdirSync(join(parts, 'blobs/sha256'), { recursive: true });
    const put = (bytes, mediaType, more = {}) => {
      const hex = createHash('sha256').update(bytes).digest('hex');
      writeFileSync(join(parts, 'blobs/sha256', hex), bytes);
      return { mediaType: `application/vnd.oci.image.${mediaType}`, digest: `sha256:${hex}`, size: bytes.length, ...more };
    };
    const diffIds = [];
    const packed = layers.map((layer) => {
      const { blob, annotations, diffId } = stargzLayer(layer);
      diffIds.push(diffId);
      return put(blob, 'layer.v1.tar+gzip', { annotations });
    });
    const config = put(Buffer.from(JSON.stringify(configOf(name, diffIds))), 'config.v1+json');
    const manifest = put(Buffer.from(JSON.stringify({ schemaVersion: 2, config, layers: packed })), 'manifest.v1+json');
    const pathOf = ({ digest }) => `blobs/${digest.replace(':', '/')}`;
    writeFileSync(join(parts, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
    writeFileSync(join(parts, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [manifest] }));
    const names = { Config: pathOf(config), RepoTags: [`bench/${name}:stargz`], Layers: packed.map(pathOf) };
    writeFileSync(join(parts, 'manifest.json'), JSON.stringify([names]));
    run('tar', ['-C', parts, '-cf', path, 'blobs', 'oci-layout', 'index.json', 'manifest.json']);
    rmSync(parts, { recursive: true });
    console.log(`${name}.stargz.tar: ${Math.round(statSync(path).size / 1e6)} MB`);
  });
}

const [folder, name] = process.argv.slice(2);
if (!folder || !images[name]) {
  console.error(`usage: images.mjs FOLDER ${Object.keys(images).join('|')}`);
  process.exit(64);
}
mkdirSync(folder, { recursive: true });
const layers = makeLayers(folder, name);
for (const form of Object.keys(compressors)) makeArchive(folder, name, form, layers);
makeStargzArchive(folder, name, layers);
