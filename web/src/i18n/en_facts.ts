/** Words of Config, Manifest, the header, recent files and long work that came after the first ones. */
import { inEnglish as plural } from './plural.ts';

export const facts = {
  manifest: {
    tree: 'Documents of the archive and what they name',
    parts: (name: string) => `What ${name} names`,
    entry: 'Entry',
    blob: 'Blob',
    document: 'JSON',
    chosen: 'shown here',
    choose: 'Show this one',
    about: 'about',
    annotations: (count: number) => plural(count, '1 annotation', `${count} annotations`),
    more: (left: string) => `Show more (${left} left)`,
  },
  recent: {
    title: 'Recent files',
    opened: (day: string) => `opened ${day}`,
    forget: 'Forget',
    forgetOne: (name: string) => `Forget ${name}`,
    forgetAll: 'Forget all',
    where:
      'This list stays in this browser on this machine: names, sizes and where the files are, not what is in them. The browser may ask before a file is read again.',
  },
  header: {
    wasted: 'wasted',
    wastedWhat: 'Bytes of files that a later layer replaced or deleted. Go to Space',
    left: (time: string) => `about ${time} left`,
    seconds: (count: string) => `${count} s`,
    minutes: (count: string) => `${count} min`,
    readingNow: (layers: number, shown: string) => `Reading ${plural(layers, 'one layer', `${shown} layers`)}`,
    readAll: 'All layers are read',
  },
  list: {
    title: 'As “docker images --digests” lists it',
    name: 'the list',
    repository: 'Repository',
    tag: 'Tag',
    digest: 'Digest',
    imageId: 'Image ID',
    created: 'Created',
    size: 'Size',
    none: '<none>',
  },
  history: {
    title: 'History as a table',
    intro:
      'Every step, the last one first, as “docker history --no-trunc” prints it; steps without a layer have no size.',
    created: 'Created',
    createdBy: 'Created by',
    size: 'Size',
    comment: 'Comment',
    layer: 'Layer',
    copyTsv: 'the table',
    copyMarkdown: 'the table as Markdown',
    tsv: 'Table',
    markdown: 'Markdown',
    json: 'JSON',
  },
  help: {
    paste: 'open a copied file',
    tab: 'to the next part; what scrolls then follows the arrows',
    enter: 'press a button, follow a link, unfold a part',
    escape: 'close this help, leave a list',
  },
  config: {
    inspect: 'As “docker image inspect” prints it',
    inspectNote:
      'Made from this image. GraphDriver and Metadata are left out: they tell about a machine that has the image, not about the image.',
    inspectLater: 'Size is added when every layer has been read.',
    table: (name: string) => `${name} as a table`,
  },
};
