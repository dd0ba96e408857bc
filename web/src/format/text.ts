/** Decides whether the first bytes of a file are text. */

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
