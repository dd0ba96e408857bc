import type { Messages } from '../../i18n/en.ts';
import { wordsFor } from '../problems/words.ts';

/** Why a file could not be read, in a sentence or two. */
export function failureText(t: Messages, { code, detail }: { code: string; detail: string }): string {
  return [t.details.previewFailed, wordsFor(t, code)?.what ?? detail].filter(Boolean).join(' ');
}
