/** The layers of an archive as files, found with GNU tar and by reading the metadata; as far as an oracle needs it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

interface Descriptor {
  digest: string;
  mediaType?: string;
  platform?: { os?: string; architecture?: string };
}

/** The files of the layers of an archive's only image, the base first; or why that cannot be said. */
export function layersOf(archive: string, folder: string): string[] | string {
  const { stdout } = spawnSync('tar', ['-tf', archive], { encoding: 'latin1', maxBuffer: 1 << 28 });
  if (!/^(\.\/)?(manifest|index)\.json$/m.test(stdout)) return 'there is no metadata';
  mkdirSync(folder, { recursive: true });
  const { status } = spawnSync('tar', ['-xf', archive, '-C', folder], { stdio: 'ignore' });
  if (status !== 0) return 'GNU tar does not read the archive';
  const names = new Set(readdirSync(folder));
  const json = <T>(name: string) => JSON.parse(readFileSync(posix.join(folder, name), 'utf8')) as T;
  if (names.has('manifest.json')) {
    const images = json<{ Layers?: string[] }[]>('manifest.json');
    if (images.length !== 1) return 'there are several images';
    return (images[0]?.Layers ?? []).map((name) => posix.join(folder, name));
  }
  const blob = ({ digest }: Descriptor) => `blobs/${digest.replace(':', '/')}`;
  let index = json<{ manifests: Descriptor[] }>('index.json');
  while (index.manifests.length === 1 && index.manifests[0]?.mediaType?.includes('index'))
    index = json<{ manifests: Descriptor[] }>(blob(index.manifests[0]));
  const [manifest, ...others] = index.manifests.filter(({ mediaType = '' }) => mediaType.includes('manifest'));
  if (!manifest || others.length > 0) return 'there are several images';
  return json<{ layers: Descriptor[] }>(blob(manifest)).layers.map((layer) => posix.join(folder, blob(layer)));
}
