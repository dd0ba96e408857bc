/** Loads the catalogue and formats numbers, sizes and dates for the reader's language. */
import { formatBytes, formatSignedBytes } from '../format/bytes.ts';
import type { Messages } from './en.ts';

export const languages = ['en', 'pt-BR'] as const;
export type Language = (typeof languages)[number];

/** Each language in its own words: they are offered while its catalogue need not be there. */
export const languageNames: Record<Language, string> = { en: 'English', 'pt-BR': 'Português' };

/** A catalogue on its own, since a reader needs one of them. Once loaded, it is answered at once. Rejects without a network. */
export async function loadMessages(language: Language): Promise<Messages> {
  switch (language) {
    case 'en':
      return (await import('./en.ts')).en;
    case 'pt-BR':
      return (await import('./pt-BR.ts')).ptBR;
  }
}

export interface I18n {
  language: Language;
  t: Messages;
  format: Format;
}

export interface Format {
  number(value: number): string;
  /** A fraction of one. */
  percent(fraction: number): string;
  /** The same, rounded down to whole percent: 100 % only when it is all. */
  share(fraction: number): string;
  bytes(bytes: number): string;
  signedBytes(bytes: number): string;
  /** `2026-10-02`, `02/10/2026`; seconds since 1970. */
  day(seconds: number): string;
  /** To the second, in UTC, which is what archives hold. */
  moment(seconds: number): string;
  /** An RFC 3339 date of a config; anything that is no date comes back as it is. */
  timestamp(text: string): string;
}

export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0];
    if (primary === 'pt') return 'pt-BR';
    if (primary === 'en') return 'en';
  }
  return 'en';
}

export function createI18n(language: Language, messages: Messages): I18n {
  return { language, t: messages, format: createFormat(language) };
}

function createFormat(language: Language): Format {
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  // English has no agreed order of day and month in figures; Canada's is the ISO one.
  const day = new Intl.DateTimeFormat(language === 'en' ? 'en-CA' : language, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: 'UTC',
  });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long', timeZone: 'UTC' });
  // Dates beyond what JavaScript can hold occur in hostile archives.
  const date = (formatter: Intl.DateTimeFormat, milliseconds: number) =>
    Math.abs(milliseconds) <= 8.64e15 ? formatter.format(milliseconds) : number.format(milliseconds / 1000);
  return {
    number: (value) => number.format(value),
    percent: (fraction) => percent.format(fraction),
    share: (fraction) => percent.format(Math.floor(fraction * 100) / 100),
    bytes: (bytes) => formatBytes(bytes, language),
    signedBytes: (bytes) => formatSignedBytes(bytes, language),
    day: (seconds) => date(day, seconds * 1000),
    moment: (seconds) => date(moment, seconds * 1000),
    timestamp: (text) => {
      const milliseconds = Date.parse(text);
      return Number.isNaN(milliseconds) ? text : moment.format(milliseconds);
    },
  };
}
