/**
 * The sections of the page, in the order of the navigation and of the digit keys. To add one: its view, its name in
 * the catalogues (`sections`), a line here.
 */
import type { Messages } from '../i18n/en.ts';
import type { ImageViewProps } from './image_view.ts';
import { type LazyView, lazyView } from './parts/lazy_view.tsx';

export interface Section {
  id: keyof Messages['sections'];
  View: LazyView<ImageViewProps>;
}

export const sections: readonly [Section, ...Section[]] = [
  { id: 'anatomy', View: lazyView(async () => (await import('./anatomy/anatomy_view.tsx')).AnatomyView) },
  { id: 'config', View: lazyView(async () => (await import('./config/config_view.tsx')).ConfigView) },
  { id: 'manifest', View: lazyView(async () => (await import('./manifest/manifest_view.tsx')).ManifestView) },
  { id: 'layers', View: lazyView(async () => (await import('./layers/layers_view.tsx')).LayersView) },
  { id: 'files', View: lazyView(async () => (await import('./files/files_view.tsx')).FilesView) },
  { id: 'space', View: lazyView(async () => (await import('./space/space_view.tsx')).SpaceView) },
];

export function findSection(id: string): Section | undefined {
  return sections.find((section) => section.id === id);
}
