/** Everything the views share, made once in main.tsx and handed down through context. */
import { computed, type ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ImageSource } from '../engine/api.ts';
import { createI18n, type I18n } from '../i18n/index.ts';
import { createInspection, type Inspection } from './inspection.ts';
import { createPreferences, type Preferences } from './preferences.ts';
import { createRouter, type Router } from './router.ts';
import { sampleImage } from './sample_image.ts';

export interface App {
  preferences: Preferences;
  i18n: ReadonlySignal<I18n>;
  router: Router;
  inspection: Inspection;
}

export function createApp(): App {
  const preferences = createPreferences();
  return {
    preferences,
    i18n: computed(() => createI18n(preferences.language.value)),
    router: createRouter(),
    inspection: createInspection(),
  };
}

/** Opens another archive. A path or layer of the one before means nothing in it; the section stays. */
export function openSource(app: App, source: ImageSource): void {
  leaveImage(app);
  app.inspection.open(source);
}

/** Opens the image that comes with the page. */
export async function openSample(app: App): Promise<void> {
  const { inspection } = app;
  const before = inspection.sourceName.peek();
  // Another file may have been chosen meanwhile: that one is wanted.
  const isWanted = () => inspection.status.peek() !== 'opening' && inspection.sourceName.peek() === before;
  try {
    const file = await sampleImage();
    if (isWanted()) openSource(app, { kind: 'file', file });
  } catch (error) {
    if (isWanted()) inspection.refuse(error);
  }
}

/** Back to the start page. */
export function closeImage(app: App): void {
  leaveImage(app);
  app.inspection.close();
}

function leaveImage({ inspection, router }: App): void {
  // Before the first image the address is where the reader wants to go.
  if (inspection.report.peek()) router.go({ section: router.route.peek().section }, 'replace');
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('AppContext is missing above this view');
  return app;
}

export function useI18n(): I18n {
  return useApp().i18n.value;
}
