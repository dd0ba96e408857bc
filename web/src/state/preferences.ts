/** Theme and language: the browser's choice until the reader makes another, which is remembered. */
import { effect, type Signal, signal } from '@preact/signals';
import { type Language, languages, preferredLanguage } from '../i18n/index.ts';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface Preferences {
  theme: Signal<Theme>;
  language: Signal<Language>;
}

/** `given` by the page's address: a page around this one has the say. */
export function createPreferences(given: { theme: Theme | null; language: Language | null }): Preferences {
  const theme = signal(given.theme ?? oneOf(themes, recall('theme')) ?? 'auto');
  const language = signal(
    given.language ?? oneOf(languages, recall('language')) ?? preferredLanguage(navigator.languages),
  );

  effect(() => {
    const { dataset } = document.documentElement;
    if (theme.value === 'auto') delete dataset.theme;
    else dataset.theme = theme.value;
  });
  effect(() => {
    document.documentElement.lang = language.value;
  });
  return { theme, language };
}

/** Called where the reader chooses, not from an effect: what was only guessed is not remembered. */
export function remember(key: 'theme' | 'language', value: string): void {
  try {
    localStorage.setItem(`image-anatomy.${key}`, value);
  } catch {
    // Storage can be switched off, and is for file: pages of some browsers. The choice then lasts as long as the page.
  }
}

function recall(key: 'theme' | 'language'): string | null {
  try {
    return localStorage.getItem(`image-anatomy.${key}`);
  } catch {
    // As in remember().
    return null;
  }
}

function oneOf<Value extends string>(values: readonly Value[], text: string | null): Value | undefined {
  return values.find((value) => value === text);
}
