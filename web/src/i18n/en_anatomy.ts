/** Texts of the section Anatomy, in English. `{name}` stands for a part that the view puts in. */
import { inEnglish as plural } from './plural.ts';

export const anatomy = {
  title: 'Anatomy',
  titleOf: (name: string) => `Anatomy of ${name}`,

  // The plate.
  config: 'Config',
  manifest: 'Manifest',
  layers: 'Layers',
  stack: 'Layers, topmost first',
  union: 'One file system',
  unionOf: 'what a container sees',
  writable: 'writable layer',
  writableOf: 'of a running container',
  absent: 'not in this archive',
  noCommand: 'no command',
  ports: (count: number, shown: string) => `${plural(count, 'port', 'ports')} ${shown}`,
  user: (name: string) => `user ${name}`,
  variables: (count: number, shown: string) => plural(count, '1 variable', `${shown} variables`),
  contents: (count: number, shown: string) => plural(count, '1 config, 1 layer', `1 config, ${shown} layers`),
  layer: (index: string) => `Layer ${index}`,
  pack: (count: string, first: string, last: string) => `${count} small layers, ${first} to ${last}`,
  noLayers: 'This image has no layers: it is a config alone.',
  noInstruction: 'no instruction recorded',
  unionWaits: 'It appears here when every layer has been read.',
  unionEmpty: 'The layers bring no files.',
  unionStopped: 'Not known: not every layer has been read.',
  fromLayers: (layers: string) => `from layers ${layers}`,
  more: (shown: string) => `and ${shown} more`,
  figure: (shown: string) => `Fig. ${shown}.`,
  caption: {
    image: (count: number, shown: string) =>
      plural(
        count,
        'Config, manifest and one layer, seen as one file system.',
        `Config, manifest and ${shown} layers, seen together as one file system.`,
      ),
    bare: 'Files without config and manifest: a file system, but no image.',
    noLayers: 'Config and manifest of an image without layers.',
    noFiles: 'Config, manifest and the blobs that it names. They are not laid over each other as a file system.',
  },
  captionHow: 'The thicker a slab, the more bytes its layer has in the archive. Each part leads to its section.',

  // The legend.
  legend: 'What the parts are',
  parts: {
    config: {
      name: 'Config',
      what: 'A small JSON document: the command, its environment, ports and user. Docker reads it when a container starts.',
    },
    manifest: {
      name: 'Manifest',
      what: 'The parts list. It names the config and every layer by digest, a fingerprint of the content, so no part can be swapped unnoticed.',
    },
    layers: {
      name: 'Layers',
      what: 'Each holds only what one step of the build changed. Layers never change again, and images share them.',
    },
    union: {
      name: 'Union file system',
      what: 'All layers laid over each other look like one tree. Where two have the same file, the upper one wins; a deletion is a mark, called whiteout, that hides what lies below.',
    },
    writable: {
      name: 'Writable layer',
      what: 'Not part of the image: every container gets an empty one on top. The first write to a file below copies the whole file up (copy-on-write); the image stays as it is.',
    },
  },

  // Roles.
  roles: {
    base: 'Base system',
    runtime: 'Runtime',
    dependencies: 'Dependencies',
    application: 'Application',
    configuration: 'Configuration',
  },
  noRole: 'no guess',
  rolesTitle: 'How the roles were guessed',
  rolesWhat: 'No image says what its layers are for. These are guesses from the instruction that made each.',
  reasons: {
    rootFileSystem: 'the lowest layer fills the root of the file system',
    lowest: 'the lowest layer: all others build on it',
    endsWithShell: 'below a step that starts a shell, as base images end',
    packageOfCommand: 'installs the program that the command starts: {detail}',
    languageRuntime: 'installs a runtime: {detail}',
    languagePackages: 'fetches packages: {detail}',
    systemPackages: 'installs system packages: {detail}',
    dependencyFiles: 'copies lists or folders of dependencies: {detail}',
    build: 'builds the application: {detail}',
    copies: 'copies files to {detail}',
    settings: 'brings settings or a start script: {detail}',
    worksInFolder: 'writes into the working folder: {detail}',
    workingFolder: 'makes the working folder: {detail}',
    arranges: 'only puts things in order: {detail}',
    builderNote: 'the builder notes: {detail}',
    none: 'its instruction speaks for none of them',
  },

  // The verdict.
  verdict: 'In words',
  baseKnown: 'An image built on {base}, for {platform}.',
  baseUnknown: 'An image for {platform} that does not say what system it is built on.',
  baseWaits: 'An image for {platform}.',
  baseSource: {
    'os-release': 'from its file {path}',
    label: 'from a label',
    config: 'from the config',
  },
  runs: 'A container made from it runs {command} as {user}.',
  runsAsAnybody: 'A container made from it runs {command}.',
  runsNothing: 'It names no command: one must be given when a container is started.',
  listens: (count: number) => plural(count, 'It listens on port {ports}.', 'It listens on ports {ports}.'),
  bare: 'This is no image: it is a bare file system, without a config that says what to run.',
  artifact: 'Nothing here is run. Config and manifest carry other content, as {count}.',
  blobs: (count: number, shown: string) => plural(count, 'one blob', `${shown} blobs`),
  size: 'The archive has {archive}. Unpacked, the layers hold {stored} of files; {live} of that can be seen in the end.',
  sizeWaits:
    'The archive has {archive}. How much of it can be seen in the end is known when every layer has been read.',
  sizeArchive: 'The archive has {archive}.',
  sizeAllSeen:
    'The archive has {archive}. Unpacked, the layers hold {stored} of files. All of it can be seen in the end: nothing is carried along in vain.',
  waste: '{bytes} ({percent}) are carried along but can never be seen again, most of it {reason}',
  wasteBy: '(mainly layer {layer}): {instruction}',
  wasteReasons: {
    'deleted-file': 'files deleted by a later layer',
    'deleted-dir': 'folders deleted by a later layer',
    opaque: 'folders emptied by a later layer',
    'type-replaced': 'files and folders replaced by something of another kind',
    'rewritten-different': 'files written again with other content',
    'rewritten-identical': 'files written again without a change of content',
    'duplicate-entry': 'files that one layer holds twice',
  },

  // Warnings.
  warnings: 'To know before using it',
  root: { title: 'Runs as root.', what: 'No other user is set: the process may change everything in the container.' },
  missing: {
    title: (count: number, shown: string) => plural(count, 'One layer is missing.', `${shown} layers are missing.`),
    what: 'The archive names more than it holds; files of what is missing cannot be shown: layer {layers}.',
  },
  partial: {
    title: (count: number, shown: string) => plural(count, 'One layer is damaged.', `${shown} layers are damaged.`),
    what: 'What could be read is shown, and may not be all: layer {layers}.',
  },
  hiddenSecrets: {
    title: 'Deleted, but not gone.',
    what: 'By their names these files are secrets. A later layer deletes them, but who has the image can still read them: {files}.',
    file: '{path} in layer {layer}',
  },
  secretVariables: {
    title: 'Secrets in variables?',
    what: 'Everybody with the image can read these: {names}.',
  },
  remarks: {
    title: 'The archive is not in order.',
    what: (count: number, shown: string) =>
      plural(count, 'One remark above says what is wrong.', `${shown} remarks above say what is wrong.`),
  },
};
