/** Platforms as `--platform` takes them: `os/arch[/variant]`, with the other names that container tools accept. */
import type { Platform } from '../../web/src/engine/api.ts';

const architectures: Record<string, string> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  i386: '386',
  i686: '386',
  aarch64: 'arm64',
  armhf: 'arm/v7',
  armel: 'arm/v6',
};

/** What an image without a variant is built for. */
const impliedVariants: Record<string, string> = { arm64: 'v8', arm: 'v7' };

/** `linux/arm64/v8`; '' where nothing is known. */
export function platformText({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant].filter(Boolean).join('/');
}

/** Whether `wanted` is the image's platform; without a variant it is every variant. */
export function isPlatform(platform: Platform, wanted: string): boolean {
  const [os, architecture, variant, ...more] = canonical(wanted);
  if (more.length > 0 || os !== platform.os || architecture !== platform.architecture) return false;
  const own = platform.variant || impliedVariants[platform.architecture];
  return variant === undefined || variant === own;
}

function canonical(text: string): string[] {
  const [os = '', architecture = '', ...variant] = text.toLowerCase().split('/');
  return [os, ...(architectures[architecture] ?? architecture).split('/'), ...variant];
}
