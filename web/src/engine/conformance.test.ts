/**
 * The text cases of tests/cases through the wasm module: tree, ledger, changes, diagnostics and layer states of each, as a
 * docker-archive and as an OCI archive. The same cases run natively in tests/conformance.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from './module.ts';
import type { DeadBody, ImageReport, LayerReport, Ledger } from './report.ts';
import { CASES, loadEngine, OpenedArchive, type TreeEntry } from './testing.ts';

interface ExpectedEntry {
  path: string;
  pathBytes?: string;
  type: string;
  mode?: number;
  uid?: number;
  gid?: number;
  size?: number;
  stored?: number;
  mtime?: number;
  /** `major,minor` */
  dev?: string;
  linkname?: string;
  implicit?: true;
  xattrs?: Record<string, string>;
  sha256?: string;
}

interface ExpectedImage {
  tags: string[];
  layers: number;
  layerDetails: { diffId: string; unpackedSize: number | null; state: string }[];
  history: { text: string; empty: boolean }[];
  tree: ExpectedEntry[];
  waste: { bytes: number; reason: string; path: string; layer?: number; deadLayer?: number }[];
  bodies: number | null;
  dead: number;
  efficiency: number;
  changes: { layer: number; path: string; status: string; reasons: string[] }[];
  diagnostics: string[];
  optionalDiagnostics: string[];
  dive?: Record<string, number | null>;
  duplicates?: { bytes: number; paths: string[] }[];
}

interface ExpectedCase extends ExpectedImage {
  index?: { what: string; platform?: string }[];
  otherImages?: ExpectedImage[];
}

interface Case {
  id: string;
  title: string;
  files: { file: string; container: string }[];
  expected: string;
}

const load = <T>(file: string) => JSON.parse(readFileSync(CASES + file, 'utf8')) as T;
const text = (value: string) => Buffer.from(value, 'base64').toString('latin1');

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

describe.each(load<Case[]>('cases.json'))('$id: $title', ({ files, expected }) => {
  const wanted = load<ExpectedCase>(expected);
  test.each(files)('$file', async ({ file }) => {
    const opened = await OpenedArchive.open(engine, readFileSync(CASES + file), file);
    if (typeof opened === 'string') throw new Error(opened);
    const images = opened.report().images.map((image, index) => ({ image, index }));
    const real = images.filter(
      ({ image }) => image.kind === 'image' && image.layers.some(({ state }) => state !== 'missing'),
    );
    const wantedImages = [wanted, ...(wanted.otherImages ?? [])];
    if (wanted.layers > 0) expect(real.length).toBeGreaterThanOrEqual(wantedImages.length);
    for (const [i, wantedImage] of wantedImages.entries()) {
      await checkImage(opened, (real[i] ?? images[i])?.index ?? 0, wantedImage);
    }
    checkIndex(
      images.map(({ image }) => image),
      wanted.index ?? [],
    );
    opened.close();
  });
});

async function checkImage(opened: OpenedArchive, index: number, wanted: ExpectedImage): Promise<void> {
  await opened.scan(index);
  const image = opened.report().images[index] as ImageReport;
  expect(image.names).toEqual(wanted.tags);
  expect(image.layers.map(({ state }) => state)).toEqual(wanted.layerDetails.map(({ state }) => state));
  expect(image.layers).toHaveLength(wanted.layers);
  for (const [i, { diffId, unpackedSize, state }] of wanted.layerDetails.entries()) {
    expect(image.layers[i]).toMatchObject({
      diffId,
      ...(state === 'complete' && unpackedSize !== null && { unpackedSize }),
    });
  }
  expect(image.history.map(({ createdBy, emptyLayer }) => ({ text: createdBy, empty: emptyLayer }))).toEqual(
    wanted.history,
  );
  await checkTree(opened, wanted);
  checkLedger(image, wanted);
  checkChanges(opened, wanted.changes);
  if (wanted.dive) expect(image.dive).toMatchObject(wanted.dive);
  const codes = [...new Set(image.diagnostics.map(({ code }) => code))];
  expect(codes.filter((code) => !wanted.optionalDiagnostics.includes(code)).toSorted()).toEqual(
    wanted.diagnostics.toSorted(),
  );
}

async function checkTree(opened: OpenedArchive, wanted: ExpectedImage): Promise<void> {
  const last = wanted.layers - 1;
  const entries = wanted.layers === 0 ? [] : opened.tree(last);
  const key = ({ path, pathBytes }: { path: string; pathBytes?: string }) => pathBytes ?? path;
  const listed = wanted.tree.filter(({ path }) => path !== '/');
  expect(entries.map(key).toSorted()).toEqual(listed.map(key).toSorted());
  const byKey = new Map(entries.map((entry) => [key(entry), entry]));
  for (const expected of listed) {
    const entry = byKey.get(key(expected)) as TreeEntry;
    const { path, type, dev, stored, xattrs, sha256, ...plain } = expected;
    expect(type.split('|'), path).toContain(entry.type);
    expect(entry, path).toMatchObject({
      ...plain,
      path,
      ...(dev && { device: deviceOf(dev) }),
      ...(stored !== undefined && stored !== plain.size && { storedSize: stored }),
    });
    expect(entry.implicit === true, path).toBe(expected.implicit === true);
    if (xattrs)
      expect(decoded(entry.xattrs ?? {}), path).toEqual(
        Object.fromEntries(Object.entries(xattrs).map(([k, v]) => [k, text(v)])),
      );
    if (sha256) {
      const bytes = await opened.cat(path, last);
      expect(typeof bytes, path).toBe('object');
      expect(createHash('sha256').update(bytes).digest('hex'), path).toBe(sha256);
    }
  }
}

function deviceOf(numbers: string) {
  const [major, minor] = numbers.split(',').map(Number);
  return { major, minor };
}

function decoded(xattrs: Record<string, string>): Record<string, string> {
  const value = (shown: string) =>
    shown.startsWith('0s') ? text(shown.slice(2)) : Buffer.from(shown).toString('latin1');
  return Object.fromEntries(Object.entries(xattrs).map(([name, shown]) => [name, value(shown)]));
}

function checkLedger({ ledger, duplicates, layers }: ImageReport, wanted: ExpectedImage): void {
  if (!ledger || !duplicates) throw new Error('There is no ledger.');
  checkBalance(ledger, layers);
  if (wanted.duplicates) {
    expect(duplicates.top.map(({ bytes, paths }) => ({ bytes, paths }))).toEqual(wanted.duplicates);
    const further = wanted.duplicates.map(({ bytes, paths }) => bytes * (paths.length - 1));
    expect(duplicates.bytes).toBe(sum(further));
  }
  const line = ({ bytes, path }: { bytes: number; path: string }) => `${bytes} ${path}`;
  expect(ledger.top.map(line).toSorted()).toEqual(wanted.waste.map(line).toSorted());
  for (const { path, bytes, reason, layer, deadLayer } of wanted.waste) {
    const found = ledger.top.filter((dead) => dead.path === path && dead.bytes === bytes);
    const isIt = (dead: DeadBody) =>
      reason.split('|').includes(dead.reason) &&
      (layer === undefined || (dead.layer === layer && dead.deadLayer === deadLayer));
    expect(found.some(isIt), `${path} ${reason}`).toBe(true);
  }
  if (wanted.bodies === null) return;
  expect(ledger.dead).toBe(wanted.dead);
  const damaged = wanted.layerDetails.some(({ state }) => state !== 'complete');
  if (!damaged) {
    expect(ledger.live + ledger.dead).toBe(wanted.bodies);
    expect(ledger.efficiency).toBe(wanted.efficiency);
  }
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** Whatever a case expects: each dead byte has one reason, one layer that wrote it and one that hid it. */
function checkBalance(ledger: Ledger, layers: LayerReport[]): void {
  expect(sum(Object.values(ledger.byReason).map(({ bytes }) => bytes))).toBe(ledger.dead);
  for (const side of ['own', 'caused'] as const) {
    const shares = layers.map(({ dead }) => dead?.[side] ?? { bytes: Number.NaN, top: [] });
    expect(sum(shares.map(({ bytes }) => bytes)), side).toBe(ledger.dead);
    for (const [index, { bytes, top }] of shares.entries()) {
      expect(sum(top.map((body) => body.bytes))).toBeLessThanOrEqual(bytes);
      for (const body of top) expect(side === 'own' ? body.layer : body.deadLayer).toBe(index);
    }
  }
  for (const { layer, deadLayer, createdBy, hiddenBy } of ledger.top) {
    expect([createdBy, hiddenBy]).toEqual([layers[layer]?.createdBy, layers[deadLayer]?.createdBy]);
  }
}

function checkChanges(opened: OpenedArchive, wanted: ExpectedImage['changes']): void {
  for (const { layer, path, status, reasons } of wanted) {
    const entry = opened.tree(layer, layer - 1).find((changed) => changed.path === path);
    expect({ path, status: entry?.status ?? 'unmodified', reasons: entry?.reasons ?? [] }).toEqual({
      path,
      status,
      reasons,
    });
  }
}

function checkIndex(images: ImageReport[], wanted: NonNullable<ExpectedCase['index']>): void {
  for (const { what, platform } of wanted) {
    if (what === 'attestation') expect(images.some(({ kind }) => kind === 'attestation')).toBe(true);
    if (what !== 'absent') continue;
    const absent = images.find(
      (image) =>
        [image.platform.os, image.platform.architecture, image.platform.variant].filter(Boolean).join('/') === platform,
    );
    expect(
      absent?.diagnostics.map(({ code }) => code),
      platform,
    ).toContain('blob-missing');
  }
}
