/** `image-anatomy inspect`: all about the image. */
import type { Diagnostic, ImageReport, LayerReport, Report } from '../../web/src/engine/api.ts';
import { parseInstruction } from '../../web/src/format/instruction.ts';
import { configFacts, type Fact } from './config_facts.ts';
import { type Choice, OpenedImage, titleOf } from './opened_image.ts';
import { print, printJson } from './output.ts';
import { platformText } from './platform.ts';
import { bytes, type Cell, counted, percent, printTable, safe, safeLine, styled } from './text.ts';

export async function inspect(path: string, { json, ...choice }: Choice & { json: boolean }): Promise<void> {
  const opened = await OpenedImage.open(path);
  try {
    const chosen = opened.chosen(choice);
    for (const index of chosen) await opened.scan(index);
    const { report } = opened;
    if (json) {
      printJson({ ...report, images: chosen.map((index) => report.images[index]) });
      return;
    }
    printSource(report);
    for (const index of chosen) printImage(report.images[index] as ImageReport, index, report.images.length);
    printDiagnostics('The archive', report.diagnostics);
  } finally {
    opened.close();
  }
}

function printSource({ source, images }: Report): void {
  const { name, container, compression, size } = source;
  const packed = compression === 'none' ? '' : `${compression}, `;
  print(`${styled('bold', safe(name))}: ${container}, ${packed}${bytes(size)}, ${counted(images.length, 'image')}\n`);
}

function printImage(image: ImageReport, index: number, images: number): void {
  const number = images > 1 ? `Image ${index}: ` : '';
  print(`\n${styled('bold', `${number}${safe(titleOf(image))}`)}\n`);
  printFacts([...identityFacts(image), ...configFacts(image.config)]);
  if (image.layers.length > 0) {
    print('\n');
    printLayers(image);
  }
  printNumbers(image);
  printDiagnostics('This image', image.diagnostics);
}

function identityFacts({ names, platform, kind, artifactType, digests, config }: ImageReport): Fact[] {
  const version = platform.osVersion ? ` ${platform.osVersion}` : '';
  return [
    ['Names', names],
    ['Kind', [artifactType ? `${kind} (${artifactType})` : kind]],
    ['Platform', [platformText(platform) + version]],
    ['Image ID', [digests.config]],
    ['Manifest', [digests.manifest]],
    ['Index', [digests.index]],
    ['Created', [config?.created]],
    ['Author', [config?.author]],
  ];
}

/** One value a line; what is not there has no line. */
function printFacts(facts: Fact[]): void {
  const width = Math.max(...facts.map(([name]) => name.length));
  for (const [name, values] of facts) {
    values.filter(Boolean).forEach((value, i) => {
      print(`  ${styled('gray', (i === 0 ? name : '').padEnd(width))}  ${safeLine(value ?? '')}\n`);
    });
  }
}

function printLayers({ kind, layers }: ImageReport): void {
  if (kind === 'image') printFileSystemLayers(layers);
  else printPlainLayers(layers);
}

const stateCell = (state: LayerReport['state']): Cell => (state === 'complete' ? state : { text: state, style: 'red' });

/** Of an artifact or an attestation: documents, no changes of a tree. */
function printPlainLayers(layers: LayerReport[]): void {
  const columns = [
    { title: 'LAYER', right: true },
    { title: 'STATE' },
    { title: 'AT REST', right: true },
    { title: 'MEDIA TYPE' },
    { title: 'DIGEST' },
  ];
  const rows = layers.map(({ index, size, state, mediaType = '', digest = '' }) => [
    String(index),
    stateCell(state),
    bytes(size),
    safe(mediaType),
    safe(digest),
  ]);
  printTable({ columns, indent: 2 }, rows);
}

function printFileSystemLayers(layers: LayerReport[]): void {
  const columns = [
    { title: 'LAYER', right: true },
    { title: 'STATE' },
    { title: 'AT REST', right: true },
    { title: 'ADDS', right: true },
    { title: 'TREE SO FAR', right: true },
    { title: 'ADDED', right: true },
    { title: 'MODIFIED', right: true },
    { title: 'REMOVED', right: true },
    { title: 'CREATED BY' },
  ];
  const rows = layers.map(({ index, size, sizes, changes, state, createdBy }) => [
    String(index),
    stateCell(state),
    bytes(size),
    sizes ? bytes(sizes.contribution) : '',
    sizes ? bytes(sizes.cumulative) : '',
    ...(changes ? [changes.added, changes.modified, changes.removed].map(String) : ['', '', '']),
    safeLine(instruction(createdBy ?? '')),
  ]);
  printTable({ columns, indent: 2, cut: true }, rows);
}

function instruction(createdBy: string): string {
  const { keyword, text } = parseInstruction(createdBy);
  return keyword ? `${keyword} ${text}` : text;
}

const LARGEST_SHOWN = 10;

function printNumbers({ kind, layers, ledger, dive }: ImageReport): void {
  if (!ledger || !dive || kind !== 'image' || layers.length === 0) return;
  const { live, dead, byReason, efficiency, top } = ledger;
  const user =
    dive.userWastedPercent === null ? '' : `, ${percent(dive.userWastedPercent)} of the bytes above the base`;
  print('\n');
  printFacts([
    ['Live', [`${bytes(live)} of file contents are seen in the end`]],
    ['Dead', [`${bytes(dead)} are stored but not seen; efficiency ${percent(efficiency)}`]],
    ['dive', [`efficiency ${percent(dive.efficiency)}, wasted ${bytes(dive.wastedBytes)}${user}`]],
  ]);
  if (top.length === 0) return;
  print('\n');
  printTable(
    { columns: [{ title: 'DEAD', right: true }, { title: 'FILES', right: true }, { title: 'WHY' }], indent: 2 },
    Object.entries(byReason)
      .toSorted(([, a], [, b]) => b.bytes - a.bytes)
      .map(([reason, sum]) => [bytes(sum.bytes), String(sum.files), reason]),
  );
  print('\n');
  printTable(
    {
      columns: [{ title: 'DEAD', right: true }, { title: 'LAYER', right: true }, { title: 'WHY' }, { title: 'PATH' }],
      indent: 2,
    },
    top
      .slice(0, LARGEST_SHOWN)
      .map(({ path, bytes: count, reason, layer }) => [bytes(count), String(layer), reason, safe(path)]),
  );
}

const severities = ['error', 'warning', 'info'] as const;
const severityStyles = { error: 'red', warning: 'yellow', info: 'gray' } as const;
const ALIKE_SHOWN = 3;

/** The worst first; of many of a kind the first ones. */
function printDiagnostics(whose: string, diagnostics: Diagnostic[]): void {
  if (diagnostics.length === 0) return;
  print(`\n  ${whose} has ${counted(diagnostics.length, 'remark')}:\n`);
  const kinds = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const alike = kinds.get(diagnostic.code);
    if (alike) alike.push(diagnostic);
    else kinds.set(diagnostic.code, [diagnostic]);
  }
  const rank = ([first]: Diagnostic[]) => severities.indexOf(first?.severity ?? 'info');
  for (const alike of [...kinds.values()].toSorted((a, b) => rank(a) - rank(b))) {
    for (const { severity, code, message, layer, path } of alike.slice(0, ALIKE_SHOWN)) {
      const where = [layer === undefined ? '' : `layer ${layer}`, path ? safe(path) : ''].filter(Boolean).join(', ');
      print(
        `  ${styled(severityStyles[severity], `${severity} ${code}`)}${where && ` (${where})`}: ${safeLine(message)}\n`,
      );
    }
    if (alike.length > ALIKE_SHOWN)
      print(`    … and ${alike.length - ALIKE_SHOWN} more of this kind; --json has them all\n`);
  }
}
