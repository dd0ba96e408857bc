/** Which operating system an image is built on, with where that is told. */
import type { ImageReport } from '../../engine/api.ts';

export interface BaseSystem {
  name: string;
  /** `os-release`: the file of that name in the image; `label`: an OCI label; `config`: the config's fields. */
  source: 'os-release' | 'label' | 'config';
}

/** Where distributions say who they are (os-release(5)); the first is usually a link to the second. */
export const osReleasePath = '/etc/os-release';

/** `osRelease` is the text of that file, null where there is none. Null: the image does not tell. */
export function baseSystem(image: ImageReport, osRelease: string | null): BaseSystem | null {
  const name = osRelease === null ? '' : nameInOsRelease(osRelease);
  if (name) return { name, source: 'os-release' };
  const label = image.config?.config?.Labels?.['org.opencontainers.image.base.name'];
  if (typeof label === 'string' && label) return { name: label, source: 'label' };
  if (image.platform.os === 'windows') {
    const version = image.config?.['os.version'];
    return { name: ['Windows', version].filter((part) => typeof part === 'string').join(' '), source: 'config' };
  }
  return null;
}

/** `PRETTY_NAME`, or `NAME` and `VERSION_ID`; '' where neither is set. */
export function nameInOsRelease(text: string): string {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name, value] = /^\s*([A-Z_]+)=(.*?)\s*$/.exec(line) ?? [];
    if (name && value !== undefined) fields.set(name, unquote(value));
  }
  return fields.get('PRETTY_NAME') || [fields.get('NAME'), fields.get('VERSION_ID')].filter(Boolean).join(' ');
}

/** Values are quoted as a shell reads them. */
function unquote(value: string): string {
  const inner = /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
  return inner.replace(/\\(.)/g, '$1');
}
