/** JSON text cut into pieces that are coloured alike. Joined again the pieces are the text. */
export interface JsonToken {
  kind: 'key' | 'string' | 'number' | 'word' | 'plain';
  text: string;
}

/** `text` is as JSON.stringify() writes it; it may be cut off anywhere. */
export function jsonTokens(text: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  let end = 0;
  const plainUpTo = (start: number) => {
    if (start > end) tokens.push({ kind: 'plain', text: text.slice(end, start) });
  };
  for (const match of text.matchAll(/("(?:[^"\\]|\\.)*"?)(?=(\s*:)?)|-?\d[\d.eE+-]*|true|false|null/g)) {
    const [piece, quoted, colon] = match;
    plainUpTo(match.index);
    const kind = quoted ? (colon ? 'key' : 'string') : /^[-\d]/.test(piece) ? 'number' : 'word';
    tokens.push({ kind, text: piece });
    end = match.index + piece.length;
  }
  plainUpTo(text.length);
  return tokens;
}
