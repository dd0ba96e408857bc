/** Decides whether the first bytes of a file are text, and writes bytes as a hex dump. */

/** The text, or null when the bytes do not look like text. `cut`: the bytes end in the middle of the file. */
export function decodeText(bytes: Uint8Array, cut: boolean): string | null {
  if (bytes.includes(0)) return null;
  let text: string;
  try {
    // `stream` leaves out an incomplete last character instead of failing on it.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    // Not UTF-8: shown as hex.
    return null;
  }
  // Escapes and form feeds occur in text; more than one control character in fifty does not.
  let controls = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) controls++;
  }
  return controls * 50 > text.length ? null : text.replaceAll('\r\n', '\n');
}

/** Sixteen bytes a line: offset, hex, and the printable ASCII characters. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let offset = 0; offset < bytes.length; offset += 16) {
    const line = bytes.subarray(offset, offset + 16);
    const hex = Array.from(line, (byte) => byte.toString(16).padStart(2, '0'));
    const left = hex.slice(0, 8).join(' ').padEnd(23);
    const right = hex.slice(8).join(' ').padEnd(23);
    const characters = Array.from(line, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join(
      '',
    );
    lines.push(`${offset.toString(16).padStart(8, '0')}  ${left}  ${right}  ${characters}`);
  }
  return lines.join('\n');
}
