/** Texts of the section Space, in English. `{name}` stands for a part that the view puts in. */
import { inEnglish as plural } from './plural.ts';

export const space = {
  title: 'Space',
  intro:
    'Where the bytes of the image lie. First those that a container can see, folder by folder; then the books: what the layers store, what of it can be seen, and what is carried along in vain.',

  leadsTo: 'What to change, in the byte ledger',

  // The treemap.
  map: 'Where the visible bytes lie',
  treemap: 'Treemap of the files',
  where: 'Folder shown',
  root: 'all files',
  figure: (shown: string) => `Fig. ${shown}.`,
  caption:
    'The final file system: the larger a field, the more bytes lie there. The colour is the layer they come from; a strip at the foot shows several.',
  waiting: 'The picture appears as soon as the first layer has been read.',
  growing: (done: string, total: string) => `So far with ${done} of ${total} layers; the picture grows with each.`,
  stopped: 'The picture cannot be drawn, because reading stopped.',
  notHere: (path: string) => `There is no folder ${path} in the final file system.`,
  toRoot: 'Show all files',
  empty: 'No layer brings any bytes here.',
  files: (count: number, shown: string) => plural(count, '1 file', `${shown} files`),
  rest: (count: number, shown: string) => plural(count, '1 smaller entry', `${shown} smaller entries`),
  restName: (count: number, shown: string) => plural(count, '+ 1 smaller', `+ ${shown} smaller`),
  /** How a screen reader hears a field. */
  tile: (name: string, bytes: string, share: string, layer: string) => `${name}, ${bytes}, ${share}, layer ${layer}`,
  ofAll: (share: string) => `${share} of what is shown`,
  layer: (index: string) => `layer ${index}`,
  mostlyLayer: (share: string) => `${share} of it from`,
  openInFiles: 'Open in Files',
  hint: 'Choose a field to go into its folder; Backspace leads out again.',

  // Its table and legend.
  contents: 'What lies in it',
  columns: { name: 'Name', size: 'Size', share: 'Share', layer: 'Layer' },
  legend: 'Layers in the picture',
  legendHint: 'Choose a layer to see only its bytes.',
  showAll: 'Show all layers',

  // The ledger.
  ledger: 'The byte ledger',
  ledgerWaits: 'The books are made when every layer has been read.',
  ledgerStopped: 'The books cannot be made: not every layer has been read.',
  noBytes: 'No layer stores any bytes: there is nothing to keep books on.',
  summary:
    'The layers store {stored} of files. {live} can be seen in the end; {dead} cannot, and travel with the image all the same.',
  noWaste:
    'The layers store {stored} of files, and every byte of it can be seen in the end. Nothing is wasted: well built.',
  ledgerCaption:
    'All stored bytes. In the colours of their layers: what can be seen in the end. Hatched: what was hidden again.',
  bar: 'Stored bytes: seen, by layer, and hidden, by reason',
  seen: 'seen',
  hidden: 'hidden',

  scores: 'Two ways to count',
  ours: 'Efficiency',
  oursWhat:
    'Bytes that can be seen, of all bytes that are stored. What remains is what a squash of the image would save.',
  dive: 'dive-compatible score',
  diveWhat: 'The smallest version of each path, of all versions together: the number that dive shows.',
  wasted: (bytes: string) => `${bytes} wasted`,
  differ: 'Why they differ here',
  equal: 'In this image both count the same bytes.',
  differences: {
    'deleted-dir': '{bytes} only the ledger counts: folders that were deleted whole, into which dive does not look.',
    opaque: '{bytes} only the ledger counts: folders that were emptied by an opaque marker, which dive does not know.',
    'duplicate-entry':
      '{bytes} only the ledger counts: files that one layer holds twice, of which dive sees the last one.',
  },
  starts: 'The ledger finds {ours} that cannot be seen; dive reports {dive} as wasted.',
  kept: '{bytes} only dive counts: it takes every version of a path that was written more than once, also the last one, which you keep.',
  missed: '{bytes} only the ledger counts: dive compares paths, not what is stored.',
  userShare: (share: string) => `dive relates this to the layers above the base: ${share} of them are wasted.`,
  noUserShare: 'dive relates waste to the layers above the base. This image has none above, so there is no such share.',

  reasons: 'Why bytes are hidden',
  reason: 'Reason',
  bytes: 'Bytes',
  filesColumn: 'Files',

  steps: 'What to change',
  stepsIntro:
    'Each entry is what one step wrote and one step hid again, the costliest first, with what to write instead in the Dockerfile. The advice is drawn from the instructions and the names of the files.',
  writtenBy: 'Written by',
  hiddenBy: 'Hidden by',
  inOneLayer: 'Both are the same layer.',
  noInstruction: 'no instruction recorded',
  largest: 'The largest of them',
  showMore: (shown: string) => `Show ${shown} more`,
  dockerfile: 'Dockerfile',
  advice: {
    secret: {
      title: 'A deleted secret is still there.',
      what: 'Deleting it in a later layer hides it from the container, not from whoever has the image. Regard it as known to others and replace it. In the build, mount it for the one step that needs it.',
    },
    twice: {
      title: 'One layer holds the same path twice.',
      what: 'Only the last one counts. The tool that wrote the layer appended to it: build it anew with a current builder.',
    },
    permissions: {
      title: 'Changing mode or owner copies every file.',
      what: 'A layer cannot change an attribute alone: each file it touches is stored once more, whole. Let the step that brings the files set them.',
    },
    copiedAgain: {
      title: 'The same content is stored again.',
      what: 'A later step writes files that were there already, unchanged but for time, owner or mode. Copy only what differs, or copy once, after the last change.',
    },
    packageCache: {
      title: 'A package cache was deleted one step too late.',
      what: 'It is in the layer that fetched it. Clear it in the same RUN, or keep it outside of the image in a cache mount.',
    },
    buildTools: {
      title: 'Build tools were removed in a later step.',
      what: 'They stay in the layer that installed them. Build in one stage and copy only the result into the next.',
    },
    archive: {
      title: 'An archive was unpacked and then deleted.',
      what: 'The archive stays in its layer. Mount it for the one step that unpacks it, let ADD unpack it, or fetch and unpack it in one go.',
    },
    packageDatabase: {
      title: 'Each installation writes the package database anew.',
      what: 'Every RUN that installs something stores the whole database again. Install everything in one RUN.',
    },
    baseFiles: {
      title: 'Files of the base image are replaced or deleted.',
      what: 'They come with the base image and stay in it. Choose a newer or a smaller base that does not need the change, such as a “slim” one.',
    },
    copiedThenChanged: {
      title: 'Files are copied, and then copied over.',
      what: 'Both versions are stored. Copy each file once, in its final form, or leave the first ones out with a .dockerignore.',
    },
    rewritten: {
      title: 'Files are written, and then changed by a later step.',
      what: 'The earlier version stays in its layer. Write and change in one RUN, or change the files before they are copied in.',
    },
    copiedThenDeleted: {
      title: 'Files are copied in, and deleted later.',
      what: 'They stay in the layer that copied them. Do not copy them: name them in .dockerignore, or mount them for the one step that needs them (RUN --mount=type=bind).',
    },
    deletedLater: {
      title: 'Files are made by one step and deleted by another.',
      what: 'They stay in the layer that made them. Delete them in the RUN that makes them, or make them in another stage.',
    },
    replaced: {
      title: 'Something is replaced by an entry of another kind.',
      what: 'A folder becomes a link, or a file a folder; what was there stays in its layer. Make it what it shall be in the first place.',
    },
  },

  paths: 'The largest hidden files',
  path: 'Path',

  secrets: 'Secrets?',
  secretsIntro: (count: number, shown: string) =>
    plural(
      count,
      'By its name, one file looks like a secret. Nobody but you can tell whether it is one.',
      `By their names, ${shown} files look like secrets. Nobody but you can tell whether they are.`,
    ),
  secretHidden: 'deleted by layer {by}, but readable in layer {layer}',
  secretReplaced: 'replaced by layer {by}, but readable in layer {layer}',
  secretSeen: 'readable, in layer {layer}',
  secretKinds: {
    'private-key': 'private key',
    credentials: 'credentials',
    environment: 'environment file',
    'shell-history': 'shell history',
  },
  more: (shown: string) => `and ${shown} more`,

  caches: 'Caches that nothing needs any more',
  cachesIntro:
    'They can be seen, so the ledger does not count them as waste. A container hardly ever needs them; leaving them out would save {bytes}.',
  cacheKinds: {
    'apt-lists': 'apt package lists',
    'apt-packages': 'apt packages',
    apk: 'apk packages',
    dnf: 'dnf cache',
    yum: 'yum cache',
    pacman: 'pacman packages',
    zypper: 'zypper cache',
    pip: 'pip cache',
    uv: 'uv cache',
    npm: 'npm cache',
    yarn: 'Yarn cache',
    go: 'Go build and module cache',
    cargo: 'Cargo registry',
    maven: 'Maven repository',
    gradle: 'Gradle cache',
    composer: 'Composer cache',
    bytecode: 'Python bytecode',
  },

  duplicates: 'Stored more than once, and visible',
  duplicatesIntro:
    '{bytes} in {files} have the content of another visible file. This is not counted as waste: all of it can be seen, and a squash would keep it. A hard or symbolic link instead of a copy would save it.',
  copies: (shown: string) => `${shown} copies`,
  each: 'each',

  keys: {
    title: 'In the treemap of Space',
    arrows: 'move to the field on that side',
    enter: 'go into the folder; open a file in Files',
    out: 'back to the folder above',
    ends: 'largest and smallest field',
  },
};
