/** Which npm packages a build really has modules of, those of its workers included, which are bundled by themselves. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

export interface BundledPackage {
  folder: string;
  name: string;
  version: string;
}

export class BundledPackages {
  private readonly folders = new Set<string>();

  /** Belongs among the plugins of the page and among those of its workers, which come first. */
  collect(): Plugin {
    return { name: 'bundled-packages', apply: 'build', generateBundle: (_options, bundle) => this.add(bundle) };
  }

  get all(): BundledPackage[] {
    return [...this.folders].sort().map((folder) => {
      const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as BundledPackage;
      return { folder, name, version };
    });
  }

  private add(bundle: Rolldown.OutputBundle): void {
    const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
    for (const id of modules) {
      const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0];
      if (folder) this.folders.add(folder);
    }
  }
}
