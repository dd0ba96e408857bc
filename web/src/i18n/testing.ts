/** All catalogues at once, for tests. */
import { en, type Messages } from './en.ts';
import { createI18n, type I18n, type Language } from './index.ts';
import { ptBR } from './pt-BR.ts';

export const catalogues: Record<Language, Messages> = { en, 'pt-BR': ptBR };

export const i18nFor = (language: Language): I18n => createI18n(language, catalogues[language]);
