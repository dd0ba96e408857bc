/**
 * What the page's address asks for beside the view (route.ts):
 *
 *     ?url=images/nginx.tar                        opens this image, of the same origin, relative to the page
 *     ?url=images/nginx.tar&embed                  the same inside another page: nothing but the image
 *     &lang=pt-BR &theme=dark                      with it, in the other page's language and colours
 */
import { type Language, preferredLanguage } from '../i18n/index.ts';
import { type Theme, themes } from './preferences.ts';

export interface PageAddress {
  url: string | null;
  isEmbedded: boolean;
  language: Language | null;
  theme: Theme | null;
}

export function parsePageAddress(search: string): PageAddress {
  const parameters = new URLSearchParams(search);
  const isEmbedded = parameters.has('embed');
  const language = isEmbedded ? parameters.get('lang') : null;
  return {
    url: parameters.get('url') || null,
    isEmbedded,
    language: language === null ? null : preferredLanguage([language]),
    theme: (isEmbedded && themes.find((theme) => theme === parameters.get('theme'))) || null,
  };
}

/** The same view as a page of its own. */
export function addressInFull({ search, hash }: Pick<Location, 'search' | 'hash'>): string {
  const parameters = new URLSearchParams(search);
  for (const name of ['embed', 'lang', 'theme']) parameters.delete(name);
  return `./?${parameters}${hash}`;
}

/** What is open now is not what the address names any more: a reload must not bring that back. */
export function forgetUrl(): void {
  const { pathname, search, hash } = location;
  if (new URLSearchParams(search).has('url')) history.replaceState(null, '', pathname + hash);
}
