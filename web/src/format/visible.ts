/**
 * Names, labels and file contents come from strangers. Control, bidirectional and invisible characters in them are shown
 * as their code point and never obeyed.
 */

export interface Segment {
  text: string;
  /** The text stands for a character that would otherwise not be seen. */
  special: boolean;
}

const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const codePoint = (character: string) => (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

/** In a block of text, line ends and tabs are layout and stay as they are. */
export function visibleSegments(text: string, block = false): Segment[] {
  if (!hidden.test(text)) return [{ text, special: false }];
  const segments: Segment[] = [];
  let plain = '';
  for (const character of text) {
    if (!hidden.test(character) || (block && (character === '\n' || character === '\t'))) {
      plain += character;
      continue;
    }
    if (plain) segments.push({ text: plain, special: false });
    plain = '';
    segments.push({ text: `⟨${codePoint(character)}⟩`, special: true });
  }
  if (plain) segments.push({ text: plain, special: false });
  return segments;
}

/** The same as one string, for places that take no markup (titles, options, file names). */
export function visible(text: string): string {
  return visibleSegments(text)
    .map((segment) => segment.text)
    .join('');
}
