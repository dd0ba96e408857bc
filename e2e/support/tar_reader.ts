/** Reads plain tar archives for the tests: what is expected must not come from the code under test. */

export interface TarEntry {
  /** Without a leading `./` and a trailing `/`. */
  path: string;
  /** The type flag: `0` file, `1` hard link, `2` symbolic link, `5` directory, … */
  type: string;
  link: string;
  data: Buffer;
}

export function readTar(bytes: Buffer): TarEntry[] {
  const entries: TarEntry[] = [];
  let more = new Map<string, string>();
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0; ) {
    const header = bytes.subarray(at, at + 512);
    const text = (from: number, length: number) => header.toString('utf8', from, from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(text(124, 12), 8);
    const data = bytes.subarray(at + 512, at + 512 + size);
    const type = text(156, 1) || '0';
    at += 512 + Math.ceil(size / 512) * 512;
    if (type === 'x') {
      more = paxRecords(data);
      continue;
    }
    const prefix = text(257, 6) === 'ustar' && text(345, 155);
    const path = more.get('path') ?? (prefix ? `${prefix}/` : '') + text(0, 100);
    entries.push({
      path: path.replace(/^\.?\//, '').replace(/\/$/, ''),
      type,
      link: more.get('linkpath') ?? text(157, 100),
      data,
    });
    more = new Map();
  }
  return entries;
}

/** `LENGTH KEY=VALUE\n`, where LENGTH counts the whole record. */
function paxRecords(bytes: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const length = Number.parseInt(bytes.toString('latin1', at, at + 12), 10);
    const record = bytes.toString('utf8', at, at + length - 1);
    const value = record.indexOf('=');
    records.set(record.slice(record.indexOf(' ') + 1, value), record.slice(value + 1));
    at += length;
  }
  return records;
}
