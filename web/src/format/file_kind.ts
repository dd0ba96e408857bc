/** What the first bytes of a file say it is. */

export type FileKind =
  | { kind: 'elf'; bits: 32 | 64; machine: string; form: 'object' | 'program' | 'shared' | 'core' | 'other' }
  | { kind: Exclude<keyof typeof magics, 'elf'> | 'tar' };

/** Offset 0 but for tar, which has its own at 257. */
const magics = {
  elf: [0x7f, 0x45, 0x4c, 0x46],
  gzip: [0x1f, 0x8b],
  zstd: [0x28, 0xb5, 0x2f, 0xfd],
  xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  bzip2: [0x42, 0x5a, 0x68],
  lz4: [0x04, 0x22, 0x4d, 0x18],
  zip: [0x50, 0x4b, 0x03, 0x04],
  sqlite: [...'SQLite format 3\0'].map((letter) => letter.charCodeAt(0)),
  ar: [...'!<arch>\n'].map((letter) => letter.charCodeAt(0)),
  pdf: [0x25, 0x50, 0x44, 0x46, 0x2d],
  wasm: [0x00, 0x61, 0x73, 0x6d],
  javaClass: [0xca, 0xfe, 0xba, 0xbe],
  rpm: [0xed, 0xab, 0xee, 0xdb],
  squashfs: [0x68, 0x73, 0x71, 0x73],
  pe: [0x4d, 0x5a],
  machO: [0xcf, 0xfa, 0xed, 0xfe],
  woff: [0x77, 0x4f, 0x46, 0x46],
  woff2: [0x77, 0x4f, 0x46, 0x32],
  trueType: [0x00, 0x01, 0x00, 0x00, 0x00],
  openType: [0x4f, 0x54, 0x54, 0x4f],
  gettext: [0xde, 0x12, 0x04, 0x95],
  timezone: [0x54, 0x5a, 0x69, 0x66],
} satisfies Record<string, readonly number[]>;

const startsWith = (bytes: Uint8Array, magic: readonly number[], at = 0) =>
  magic.every((byte, index) => bytes[at + index] === byte);

/** Nothing where no magic is known. */
export function fileKind(head: Uint8Array): FileKind | null {
  for (const [kind, magic] of Object.entries(magics)) {
    if (!startsWith(head, magic)) continue;
    return kind === 'elf' ? elf(head) : { kind: kind as Exclude<keyof typeof magics, 'elf'> };
  }
  return startsWith(head, [0x75, 0x73, 0x74, 0x61, 0x72], 257) ? { kind: 'tar' } : null;
}

const machines: Record<number, string> = {
  3: 'x86',
  8: 'MIPS',
  20: 'PowerPC',
  21: 'PowerPC 64',
  22: 's390x',
  40: 'ARM',
  62: 'x86-64',
  183: 'ARM64',
  243: 'RISC-V',
  258: 'LoongArch',
};
const forms = ['other', 'object', 'program', 'shared', 'core'] as const;

/** ELF header: class at 4, byte order at 5, type at 16, machine at 18. */
function elf(head: Uint8Array): FileKind {
  const [low, high] = head[5] === 2 ? [1, 0] : [0, 1];
  const half = (at: number) => (head[at + low] ?? 0) | ((head[at + high] ?? 0) << 8);
  const machine = half(18);
  return {
    kind: 'elf',
    bits: head[4] === 2 ? 64 : 32,
    machine: machines[machine] ?? `machine ${machine}`,
    form: forms[half(16)] ?? 'other',
  };
}

/** The media type of an image that browsers show; nothing for anything else. */
export function imageType(head: Uint8Array): string | null {
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(head, [0x47, 0x49, 0x46, 0x38])) return 'image/gif';
  if (startsWith(head, [0x52, 0x49, 0x46, 0x46]) && startsWith(head, [0x57, 0x45, 0x42, 0x50], 8)) return 'image/webp';
  if (startsWith(head, [0x66, 0x74, 0x79, 0x70, 0x61, 0x76, 0x69], 4)) return 'image/avif';
  if (isBitmap(head)) return 'image/bmp';
  if (isIcon(head)) return 'image/x-icon';
  return isSvg(head) ? 'image/svg+xml' : null;
}

/** The two letters are a short magic: the length of the second header must be one of those there are. */
function isBitmap(head: Uint8Array): boolean {
  return startsWith(head, [0x42, 0x4d]) && [12, 40, 52, 56, 64, 108, 124].includes(head[14] ?? 0) && head[15] === 0;
}

/** 0, 1, and a count of icons, whose first lies behind the table of all. */
function isIcon(head: Uint8Array): boolean {
  const count = head[4] ?? 0;
  if (!startsWith(head, [0, 0, 1, 0]) || count === 0 || head[5] !== 0 || head.length < 22) return false;
  return new DataView(head.buffer, head.byteOffset).getUint32(18, true) === 6 + 16 * count;
}

function isSvg(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head.subarray(0, 2048)).trimStart();
  return text.startsWith('<') && /^(?:<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<svg[\s>]/is.test(text);
}
