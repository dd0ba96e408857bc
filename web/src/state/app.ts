/** Everything the views share, made once in main.tsx and handed down through context. */
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { delivery } from '#delivery';
import type { ImageSource } from '../engine/api.ts';
import { createI18n, type I18n, type Language, loadMessages } from '../i18n/index.ts';
import { createInspection, type Inspection } from './inspection.ts';
import { createPreferences, type Preferences, remember } from './preferences.ts';
import { createRecentFiles, type RecentFile, type RecentFiles } from './recent_files.ts';
import { createRouter, type Router } from './router.ts';
import { sampleImage } from './sample_image.ts';
import { type Updates, watchUpdates } from './updates.ts';

export interface App {
  preferences: Preferences;
  i18n: ReadonlySignal<I18n>;
  router: Router;
  inspection: Inspection;
  updates: Updates;
  recent: RecentFiles;
  /** Changes the words as soon as they are there, all of them at once, and remembers the choice. */
  setLanguage(language: Language): Promise<void>;
}

/** Waits for the catalogue of the reader's language; nothing can be shown before. */
export async function createApp(): Promise<App> {
  const preferences = createPreferences();
  const i18n = signal(await load(preferences.language.value));
  return {
    preferences,
    i18n,
    router: createRouter(),
    inspection: createInspection(),
    updates: watchUpdates(delivery.serviceWorker),
    recent: createRecentFiles(),
    async setLanguage(language) {
      const next = await load(language).catch(() => null);
      // Without a network a catalogue may be out of reach. The page stays as it is, and so does the button, to try again.
      if (!next) return;
      batch(() => {
        preferences.language.value = language;
        i18n.value = next;
      });
      remember('language', language);
    },
  };
}

async function load(language: Language): Promise<I18n> {
  return createI18n(language, await loadMessages(language));
}

/**
 * Opens another archive. A path or layer of the one before means nothing in it; the section stays. A file with a `handle` is remembered.
 */
export function openSource(app: App, source: ImageSource, handle?: FileSystemFileHandle): void {
  leaveImage(app);
  app.inspection.open(source);
  if (handle && source.kind === 'file') void app.recent.add(handle, source.file);
}

/** Opens a file that was open before, if it is still there and may be read. */
export async function openRecent(app: App, recent: RecentFile): Promise<void> {
  try {
    openSource(app, { kind: 'file', file: await app.recent.open(recent) }, recent.handle);
  } catch (error) {
    app.inspection.refuse(error, recent.name);
  }
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
