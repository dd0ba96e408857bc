/**
 * The sections of the page, in the order of the navigation and of the digit keys. To add one: its view, its name in
 * the catalogues (`sections`), a line here.
 */
import type { ComponentType } from 'preact';
import type { Messages } from '../i18n/en.ts';
import { AnatomyView } from './anatomy/anatomy_view.tsx';
import { ConfigView } from './config/config_view.tsx';
import { FilesView } from './files/files_view.tsx';
import type { ImageViewProps } from './image_view.ts';
import { LayersView } from './layers/layers_view.tsx';
import { ManifestView } from './manifest/manifest_view.tsx';

export interface Section {
  id: keyof Messages['sections'];
  View: ComponentType<ImageViewProps>;
}

export const sections: readonly [Section, ...Section[]] = [
  { id: 'anatomy', View: AnatomyView },
  { id: 'config', View: ConfigView },
  { id: 'manifest', View: ManifestView },
  { id: 'layers', View: LayersView },
  { id: 'files', View: FilesView },
];

export function findSection(id: string): Section | undefined {
  return sections.find((section) => section.id === id);
}
