/** `image-anatomy digests`: a table as `docker images --digests`, then every declared digest and size against what was computed. */
import type { Claim, ImageReport, Verdict } from '../../web/src/engine/api.ts';
import { shortDigest } from '../../web/src/format/digest.ts';
import { splitName } from '../../web/src/format/image_name.ts';
import { age } from './age.ts';
import { type Choice, OpenedImage, titleOf } from './opened_image.ts';
import { print, printJson } from './output.ts';
import { type Cell, printTable, safe, styled } from './text.ts';

const MISMATCH = 1;

/** Exits with 1 when a digest or size of one of the images does not match. */
export async function digests(path: string, { json, ...choice }: Choice & { json: boolean }): Promise<void> {
  const opened = await OpenedImage.open(path, { list: false, scan: false, verify: true });
  try {
    const images: ImageReport[] = [];
    for (const index of opened.chosen(choice)) images.push(await opened.scan(index));
    if (json) {
      const told = images.map(({ names, digests, verification }) => ({ names, digests, verification }));
      printJson({ schemaVersion: 1, images: told });
    } else {
      printImages(images);
      images.forEach(printClaims);
    }
    if (images.some(({ verification }) => verification.verdict === 'mismatch')) process.exitCode = MISMATCH;
  } finally {
    opened.close();
  }
}

function printImages(images: ImageReport[]): void {
  const columns = [
    { title: 'REPOSITORY' },
    { title: 'TAG' },
    { title: 'DIGEST' },
    { title: 'IMAGE ID' },
    { title: 'CREATED' },
    { title: 'SIZE' },
  ];
  const none = '<none>';
  const rows = images.flatMap((image) => {
    const { names, digests, config } = image;
    const facts = [
      safe(digests.index ?? digests.manifest ?? none),
      safe(shortDigest(digests.config ?? none)),
      age(config?.created),
      dockerSize(image),
    ];
    return (names.length > 0 ? names : ['']).map((name) => {
      const { repository, tag } = splitName(name);
      return [safe(repository || none), safe(tag || none), ...facts];
    });
  });
  printTable({ columns }, rows);
}

/** Bytes that the layers unpack to, to three digits as docker prints them; N/A where a layer cannot be unpacked. */
function dockerSize({ layers, verification }: ImageReport): string {
  const unpacked = verification.claims
    .filter(({ subject }) => subject === 'diff-id')
    .map((claim) => claim.computedSize);
  if (unpacked.length < layers.length || unpacked.includes(undefined)) return 'N/A';
  let size = unpacked.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  while (size >= 1000 && units.length > 1) {
    size /= 1000;
    units.shift();
  }
  return `${Number(size.toPrecision(3))}${units[0]}`;
}

function printClaims(image: ImageReport): void {
  const { claims } = image.verification;
  print(`\n${styled('bold', safe(titleOf(image)))}\n`);
  const rows = claims.flatMap((claim) => [
    [whatOf(claim), safe(claim.declared), verdictCell(claim.verdict)],
    ...differences(claim),
  ]);
  if (rows.length > 0) printTable({ columns: [{ title: 'WHAT' }, { title: 'DECLARED' }, { title: 'VERDICT' }] }, rows);
  print(`${verdictLine(image)}\n`);
}

function whatOf({ subject, of, layer }: Claim): string {
  const number = layer === undefined ? '' : ` ${layer}`;
  return subject === 'data' ? `data of ${of}${number}` : `${subject}${number}`;
}

/** What was found instead, below what was declared. */
function differences({ declared, computed, declaredSize, computedSize }: Claim): string[][] {
  const lines: string[][] = [];
  if (computed && computed !== declared) lines.push(['  computed', computed, '']);
  if (declaredSize !== undefined && computedSize !== undefined && declaredSize !== computedSize) {
    lines.push(['  size', `${declaredSize} bytes declared, ${computedSize} there`, '']);
  }
  return lines;
}

const verdictWords: Record<Verdict, string> = {
  match: 'ok',
  mismatch: 'MISMATCH',
  missing: 'not in this archive',
  invalid: 'no digest',
  unsupported: 'algorithm not supported',
  unreadable: 'not readable to its end',
  pending: 'not checked',
};

function verdictCell(verdict: Verdict): Cell {
  const text = verdictWords[verdict];
  return verdict === 'match' ? text : { text, style: verdict === 'mismatch' ? ['red', 'bold'] : 'yellow' };
}

function verdictLine({ verification: { verdict, claims } }: ImageReport): string {
  const count = (wanted: Verdict) => claims.filter((claim) => claim.verdict === wanted).length;
  const matched = `${count('match')} of ${claims.length} digests match`;
  switch (verdict) {
    case 'none':
      return 'Nothing in this archive declares a digest.';
    case 'verified':
      return `Verified: ${matched}.`;
    case 'mismatch':
      return styled(['red', 'bold'], `MISMATCH: ${count('mismatch')} of ${claims.length} digests do not match.`);
    case 'incomplete':
    case 'pending':
      return `Incomplete: ${matched}, the others could not be checked.`;
  }
}
