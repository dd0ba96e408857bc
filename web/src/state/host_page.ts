/** Inside another page: follows its language and colours, which it tells as they change (embed/embed.ts). */
import { preferredLanguage } from '../i18n/index.ts';
import type { App } from './app.ts';
import { themes } from './preferences.ts';

/** The message of the surrounding page. */
export interface Appearance {
  type: 'image-anatomy';
  language: string;
  theme: string;
}

export function followHostPage(app: App): void {
  window.addEventListener('message', (event: MessageEvent<Partial<Appearance> | null>) => {
    const { data } = event;
    if (event.source !== window.parent || event.origin !== location.origin || data?.type !== 'image-anatomy') return;
    app.preferences.theme.value = themes.find((theme) => theme === data.theme) ?? 'auto';
    const language = preferredLanguage([String(data.language)]);
    if (language !== app.preferences.language.value) void app.setLanguage(language);
  });
}
