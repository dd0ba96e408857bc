/** What the page says about digests, in English. */
import { inEnglish as plural } from './plural.ts';

export const verification = {
  title: 'Digests',
  leadsTo: 'Go to the parts and their digests',
  waiting: 'Digests not checked yet',
  checking: (share: string) => `Checking digests, ${share}`,
  verified: (count: number, shown: string) => plural(count, 'The only digest matches', `All ${shown} digests match`),
  mismatch: (count: number, shown: string) =>
    plural(count, '1 part is not what was declared', `${shown} parts are not what was declared`),
  incomplete: (count: number, shown: string, all: string) =>
    plural(count, `1 of ${all} digests could not be checked`, `${shown} of ${all} digests could not be checked`),
  none: 'No digests to check',
  what: {
    waiting: 'Each part will be hashed and compared with what is declared about it.',
    checking: 'Each part is being hashed, to its last byte, and compared with what is declared about it.',
    verified: 'Every part was hashed, to its last byte, and is exactly what is declared about it, size included.',
    mismatch:
      'Do not trust this image before you know why: it was damaged on the way, changed afterwards, or written by a faulty tool. The parts are marked below.',
    incomplete:
      'What could be hashed is what was declared. The rest is marked below: it is not in this archive, cannot be read, or has a kind of digest that this page cannot compute.',
    none: 'Nothing in this archive declares a digest or a size, so nothing can be compared.',
  },
  provesTitle: 'What a digest proves',
  proves:
    'A digest proves that a part is, bit for bit, the one that was named. It does not say who named it: whoever changes a part can also change the names that lead to it. To know that the image is the one its publisher meant, compare the topmost digest here with the one the publisher tells you, or check a signature.',
  verdicts: {
    match: 'matches',
    mismatch: 'does not match',
    missing: 'not in this archive',
    invalid: 'not a valid digest',
    unsupported: 'kind of digest not supported',
    unreadable: 'cannot be read to its end',
    pending: 'not checked yet',
  },
  subjects: {
    index: 'index',
    manifest: 'manifest',
    config: 'config',
    layer: 'stored layer',
    'diff-id': 'unpacked layer',
    data: 'embedded data',
  },
  declared: (what: string) => `Declared (${what})`,
  computed: 'Computed',
  size: (what: string) => `Size (${what})`,
  sizes: (declared: string, found: string) => `declared ${declared} bytes, found ${found} bytes`,
  computedHere: 'computed',
  computedHereWhat: 'The archive declares no digest for this part; this one was taken from its content.',
};
