/** The catalogue's words for a code of the engine; none for a code that is newer than this page. */
import type { Messages } from '../../i18n/en.ts';

export interface Words {
  what: string;
  stillWorks?: string;
  tryThis: string;
}

/** For what stops an image from being shown, or a question from being answered. */
export function wordsFor(t: Messages, code: string): Words | undefined {
  return find(t.problems, code) ?? find(t.diagnostics, code);
}

/** For a remark on an image that is shown. */
export function remarkFor(t: Messages, code: string): Words | undefined {
  return find(t.diagnostics, code) ?? find(t.problems, code);
}

function find(table: Record<string, Words>, code: string): Words | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
