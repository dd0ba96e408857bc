import type { Problem } from '../../web/src/engine/api.ts';
import { problems } from '../../web/src/i18n/en_problems.ts';
import { safe } from './text.ts';

/** What is wrong, in one English line: the page's words, then what was found and where. */
export function problemSentence({ code, detail, offset }: Problem): string {
  const known = (problems as Record<string, { what: string } | undefined>)[code];
  const place = offset === undefined ? '' : `(byte ${offset})`;
  return [known?.what, safe(detail), place].filter(Boolean).join(' ').replaceAll('\n', ' ') || code;
}
