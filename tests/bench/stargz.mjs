// A plain layer as an eStargz layer, for images whose files can be seen before their layers are read.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pack } from '../cases/maker/toc.mjs';

const BLOCK = 512;
/** What real writers take. */
const CHUNK = 4 << 20;
const TYPES = { 0: 'reg', 1: 'hardlink', 2: 'symlink', 5: 'dir' };

/** The entries of a tar as GNU tar writes it without sparse files, long names included, and what is behind them. */
function entriesOf(tar) {
  const text = (at, length) => tar.toString('utf8', at, at + length).replace(/\0.*/s, '');
  const number = (at, length) => Number.parseInt(text(at, length), 8) || 0;
  const pieces = [];
  const long = {};
  let begin = 0;
  let at = 0;
  while (at < tar.length && tar[at] !== 0) {
    const type = text(at + 156, 1) || '0';
    const size = TYPES[type] === 'reg' || type === 'L' || type === 'K' ? number(at + 124, 12) : 0;
    const body = tar.subarray(at + BLOCK, at + BLOCK + size);
    const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (type === 'L' || type === 'K') {
      long[type] = body.toString('utf8', 0, size - 1);
    } else {
      const linkName = long.K ?? text(at + 157, 100);
      const entry = {
        name: long.L ?? text(at, 100),
        type: TYPES[type],
        ...(size > 0 && { size }),
        modtime: new Date(number(at + 136, 12) * 1000).toISOString().replace('.000', ''),
        ...(linkName && { linkName }),
        mode: number(at + 100, 8),
        uid: number(at + 108, 8),
        gid: number(at + 116, 8),
      };
      pieces.push({ entry, head: tar.subarray(begin, at + BLOCK), body, pad: tar.subarray(at + BLOCK + size, end) });
      begin = end;
      delete long.K;
      delete long.L;
    }
    at = end;
  }
  return { pieces, end: tar.subarray(at) };
}

/** @param {string} file a plain tar
 * @returns {{ blob: Buffer, annotations: Record<string, string>, diffId: string }} */
export function stargzLayer(file) {
  const tar = readFileSync(file);
  const { pieces, end } = entriesOf(tar);
  const { blob, annotations, behind } = pack('estargz', pieces, end, CHUNK);
  return { blob, annotations, diffId: `sha256:${createHash('sha256').update(tar).update(behind).digest('hex')}` };
}
