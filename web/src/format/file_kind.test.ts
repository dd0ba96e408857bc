import { describe, expect, test } from 'vitest';
import { fileKind, imageType } from './file_kind.ts';

const bytes = (...values: (number | string)[]) =>
  Uint8Array.from(values.flatMap((value) => (typeof value === 'string' ? [...Buffer.from(value, 'latin1')] : [value])));

describe('file kinds', () => {
  const elfHead = (bits: number, order: number, tail: number[]) =>
    bytes(0x7f, 'ELF', bits, order, ...Array.from({ length: 10 }, () => 0), ...tail);
  test('ELF with its machine, in either byte order', () => {
    expect(fileKind(elfHead(2, 1, [3, 0, 62, 0]))).toEqual({
      kind: 'elf',
      bits: 64,
      machine: 'x86-64',
      form: 'shared',
    });
    expect(fileKind(elfHead(2, 2, [0, 2, 0, 22]))).toEqual({
      kind: 'elf',
      bits: 64,
      machine: 's390x',
      form: 'program',
    });
    expect(fileKind(elfHead(1, 1, [9, 9, 9, 9]))).toEqual({
      kind: 'elf',
      bits: 32,
      machine: 'machine 2313',
      form: 'other',
    });
  });
  test('others by their magic, and nothing else', () => {
    expect(fileKind(bytes(0x1f, 0x8b, 8))).toEqual({ kind: 'gzip' });
    expect(fileKind(bytes('SQLite format 3', 0))).toEqual({ kind: 'sqlite' });
    const tar = new Uint8Array(512);
    tar.set(Buffer.from('ustar'), 257);
    expect(fileKind(tar)).toEqual({ kind: 'tar' });
    expect(fileKind(bytes('hello'))).toBeNull();
    expect(fileKind(bytes(0x1f))).toBeNull();
  });
});

describe('images', () => {
  const bmp = new Uint8Array(30);
  bmp.set([0x42, 0x4d]);
  bmp[14] = 40;
  const ico = new Uint8Array(22);
  ico.set([0, 0, 1, 0, 1, 0]);
  ico[18] = 22;
  test.for([
    [bytes(0x89, 'PNG\r\n', 0x1a, '\n'), 'image/png'],
    [bytes(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
    [bytes('GIF89a'), 'image/gif'],
    [bytes('RIFF', 1, 2, 3, 4, 'WEBP'), 'image/webp'],
    [bytes(0, 0, 0, 32, 'ftypavif'), 'image/avif'],
    [bmp, 'image/bmp'],
    [ico, 'image/x-icon'],
    [bytes('<?xml version="1.0"?>\n<!-- a > b -->\n<!DOCTYPE svg>\n<svg xmlns="x">'), 'image/svg+xml'],
    [bytes('<svg>'), 'image/svg+xml'],
    [bytes('<html><svg>'), null],
    [bytes('BMessage'), null],
    [bytes(0, 0, 1, 0, 1, 0), null],
  ] as const)('%#: %s', ([head, type]) => {
    expect(imageType(head)).toBe(type);
  });
});
