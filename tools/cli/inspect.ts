/** `image-anatomy inspect`: all about the image. */
import type { ImageReport, Report } from '../../web/src/engine/api.ts';
import { type Choice, OpenedImage, titleOf } from './opened_image.ts';
import { bytes, safe, styled, table } from './text.ts';

export async function inspect(path: string, options: Choice & { json: boolean }): Promise<void> {
  const opened = await OpenedImage.open(path);
  try {
    const chosen = opened.chosen(options);
    for (const index of chosen) await opened.scan(index);
    const report = { ...opened.report, images: chosen.map((index) => opened.report.images[index] as ImageReport) };
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : describe(report));
  } finally {
    opened.close();
  }
}

function describe({ source, images, diagnostics }: Report): string {
  const compression = source.compression === 'none' ? '' : `, ${source.compression}`;
  const head = `${styled('bold', safe(source.name))}: ${source.container}${compression}, ${bytes(source.size)}\n`;
  return [head, ...images.map(describeImage), ...remarks(diagnostics)].join('\n');
}

function describeImage(image: ImageReport): string {
  const { digests, config, layers, ledger, dive } = image;
  const facts: [string, string | undefined][] = [
    ['Names', image.names.join(', ')],
    ['Image ID', digests.config],
    ['Manifest', digests.manifest],
    ['Index', digests.index],
    ['Created', config?.created ?? undefined],
    ['Command', command(image)],
    ['User', config?.config?.User ?? undefined],
    ['Directory', config?.config?.WorkingDir ?? undefined],
    ['Ports', Object.keys(config?.config?.ExposedPorts ?? {}).join(', ')],
    ['Live', ledger && `${bytes(ledger.live)} in ${layers.length} layers`],
    [
      'Dead',
      ledger &&
        `${bytes(ledger.dead)}, efficiency ${percent(ledger.efficiency)} (dive-compatible ${percent(dive?.efficiency ?? 1)})`,
    ],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  const lines = facts.flatMap(([name, value]) => (value ? [`  ${name.padEnd(width)}  ${safe(value)}`] : []));
  return [styled('bold', safe(titleOf(image))), ...lines, '', layerTable(image), ...remarks(image.diagnostics)].join(
    '\n',
  );
}

function layerTable({ layers }: ImageReport): string {
  const columns = [
    { title: 'LAYER', right: true },
    { title: 'AT REST', right: true },
    { title: 'ADDS', right: true },
    { title: 'CHANGES', right: true },
    { title: 'STATE' },
    { title: 'CREATED BY' },
  ];
  const rows = layers.map(({ index, size, sizes, changes, state, createdBy }) => [
    String(index),
    bytes(size),
    sizes ? bytes(sizes.contribution) : '',
    changes ? `A${changes.added} M${changes.modified} D${changes.removed}` : '',
    state,
    safe(createdBy ?? ''),
  ]);
  return table(columns, rows);
}

function remarks(diagnostics: Report['diagnostics']): string[] {
  return diagnostics.map(({ severity, code, message, layer, path }) => {
    const where = [layer === undefined ? '' : `layer ${layer}`, path ? safe(path) : ''].filter(Boolean).join(', ');
    return `${severity} ${code}${where ? ` (${where})` : ''}: ${safe(message)}\n`;
  });
}

function command({ config }: ImageReport): string {
  const words = [...(config?.config?.Entrypoint ?? []), ...(config?.config?.Cmd ?? [])];
  return words.map((word) => (/^[\w./:=@%+-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
