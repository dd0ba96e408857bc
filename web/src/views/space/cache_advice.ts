/** What keeps the cache of a package manager out of an image, as a line of a Dockerfile. */
import type { CacheKind } from '../../engine/api.ts';

const remedies: Record<CacheKind, string> = {
  'apt-lists': 'RUN apt-get update && apt-get install -y --no-install-recommends … \\\n && rm -rf /var/lib/apt/lists/*',
  'apt-packages': 'RUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get install -y …',
  apk: 'RUN apk add --no-cache …',
  dnf: 'RUN dnf install -y … && dnf clean all',
  yum: 'RUN yum install -y … && yum clean all',
  pacman: 'RUN pacman -Sy --noconfirm … && pacman -Scc --noconfirm',
  zypper: 'RUN zypper --non-interactive install … && zypper clean --all',
  pip: 'RUN pip install --no-cache-dir …',
  uv: 'RUN --mount=type=cache,target=/root/.cache/uv uv sync',
  npm: 'RUN --mount=type=cache,target=/root/.npm npm ci',
  yarn: 'RUN --mount=type=cache,target=/root/.cache/yarn yarn install --frozen-lockfile',
  go: 'RUN --mount=type=cache,target=/root/.cache/go-build \\\n    --mount=type=cache,target=/go/pkg/mod go build …',
  cargo: 'RUN --mount=type=cache,target=/usr/local/cargo/registry cargo build --release',
  maven: 'RUN --mount=type=cache,target=/root/.m2 mvn package',
  gradle: 'RUN --mount=type=cache,target=/root/.gradle gradle build',
  composer: 'RUN composer install --no-dev --no-cache',
  bytecode: 'ENV PYTHONDONTWRITEBYTECODE=1',
};

export function remedyOf(kind: CacheKind): string {
  return remedies[kind];
}

const folders: [RegExp, CacheKind][] = [
  [/^\/var\/lib\/apt\/lists\//, 'apt-lists'],
  [/^\/var\/cache\/apt\//, 'apt-packages'],
  [/^\/(var\/cache|etc)\/apk\//, 'apk'],
  [/^\/var\/cache\/(dnf|libdnf5)\//, 'dnf'],
  [/^\/var\/cache\/yum\//, 'yum'],
  [/^\/var\/cache\/pacman\//, 'pacman'],
  [/^\/var\/cache\/zypp\//, 'zypper'],
  [/\/\.cache\/pip\//, 'pip'],
  [/\/\.cache\/uv\//, 'uv'],
  [/\/\.npm\//, 'npm'],
  [/\/(\.cache\/yarn|\.yarn\/cache)\//, 'yarn'],
  [/\/(\.cache\/go-build|go\/pkg\/mod)\//, 'go'],
  [/\/\.?cargo\/registry\//, 'cargo'],
  [/\/\.m2\//, 'maven'],
  [/\/\.gradle\//, 'gradle'],
  [/\/(\.composer\/cache|\.cache\/composer)\//, 'composer'],
  [/\/__pycache__\//, 'bytecode'],
];

/** The cache that a path lies in, of whatever layer. */
export function cacheOf(path: string): CacheKind | undefined {
  return folders.find(([folder]) => folder.test(path))?.[1];
}
