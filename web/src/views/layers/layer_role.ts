/**
 * What a layer is for, guessed from the instruction that made it. A guess comes with its reason, so that the reader can
 * judge it; where nothing speaks for any role there is none. Steps of a build do several things: the first rule that
 * applies decides.
 */
import type { ImageReport, LayerReport } from '../../engine/api.ts';
import { parseInstruction } from '../../format/instruction.ts';

export type Role = 'base' | 'runtime' | 'dependencies' | 'application' | 'configuration';

export type RoleReason =
  | 'rootFileSystem'
  | 'lowest'
  | 'endsWithShell'
  | 'packageOfCommand'
  | 'languageRuntime'
  | 'languagePackages'
  | 'systemPackages'
  | 'dependencyFiles'
  | 'build'
  | 'copies'
  | 'settings'
  | 'worksInFolder'
  | 'workingFolder'
  | 'arranges'
  | 'builderNote';

export interface RoleGuess {
  role: Role;
  reason: RoleReason;
  /** What the reason is about: a command, a path, a package; '' where it needs none. */
  detail: string;
}

/** By layer; null where there is nothing to go by. */
export function layerRoles(image: ImageReport): (RoleGuess | null)[] {
  const programs = programsOf(image);
  const shellAfter = layersBeforeShell(image);
  return image.layers.map((layer) => {
    if (layer.index < shellAfter) return guess('base', layer.index === 0 ? 'lowest' : 'endsWithShell');
    return roleOf(layer, image, programs);
  });
}

const guess = (role: Role, reason: RoleReason, detail = ''): RoleGuess => ({ role, reason, detail });

function roleOf(layer: LayerReport, image: ImageReport, programs: string[]): RoleGuess | null {
  const { keyword, text } = parseInstruction(layer.createdBy ?? '');
  const isLowest = layer.index === 0;
  const standsBelow = isLowest && image.layers.length > 1 ? guess('base', 'lowest') : null;
  switch (keyword) {
    case 'ADD':
    case 'COPY':
      return roleOfCopy(text, isLowest);
    case 'RUN':
      return standsBelow ?? roleOfRun(text, programs, image.config?.config?.WorkingDir);
    case 'WORKDIR':
      return guess('configuration', 'workingFolder', text);
    default: {
      const comment = image.history.find((entry) => entry.layer === layer.index)?.comment ?? '';
      return roleOfNote(comment) ?? standsBelow;
    }
  }
}

// ---- copied files ----------------------------------------------------------------------------------------------------

const dependencyList =
  /(^|\/)(package(-lock)?\.json|yarn\.lock|pnpm-lock\.yaml|requirements[\w.-]*\.txt|pyproject\.toml|poetry\.lock|uv\.lock|Pipfile(\.lock)?|Gemfile(\.lock)?|composer\.(json|lock)|go\.(mod|sum)|Cargo\.(toml|lock)|pom\.xml|[\w.-]+\.csproj)$/;
const dependencyFolder =
  /(^|\/)(node_modules|site-packages|dist-packages|vendor|dependencies|BOOT-INF\/lib|libs)(\/|$)/;
const settings =
  /(^|\/)((docker-)?entrypoint[\w.-]*|docker-entrypoint\.d|(config|settings|\.env)(\.\w+)?|[\w.-]+\.(conf|cnf|cfg|ini|env|properties|service))$/;

function roleOfCopy(text: string, isLowest: boolean): RoleGuess {
  const words = text.split(/\s+/).filter((word) => !word.startsWith('--'));
  const to = words.at(-1) ?? '';
  const sources = words.slice(0, -1);
  if (isLowest && /^\/\.?$/.test(to)) return guess('base', 'rootFileSystem', sources.join(' '));
  if (sources.length > 0 && sources.every((source) => dependencyList.test(source))) {
    return guess('dependencies', 'dependencyFiles', sources.join(' '));
  }
  const folder = words.find((word) => dependencyFolder.test(word));
  if (folder) return guess('dependencies', 'dependencyFiles', folder);
  const setting = to.startsWith('/etc/') ? to : words.find((word) => settings.test(word));
  return setting ? guess('configuration', 'settings', setting) : guess('application', 'copies', to);
}

// ---- commands --------------------------------------------------------------------------------------------------------

const systemInstall =
  /\b(?:apt-get|apt|apk|yum|dnf|microdnf|tdnf|zypper|pacman)\b(?:\s+-\S+(?:\s+\w+\/\S+)?)*\s+(?:install|add|in|-S\w*)\b([^&;|]*)/;
const languageInstall =
  /\b(npm (?:ci|i|install)|yarn install|pnpm (?:i|install|add)|bun install|pip3? install|poetry install|pipenv install|uv (?:sync|pip install)|conda (?:install|env create)|bundle install|gem install|composer (?:install|require)|go mod download|go get|cargo fetch|dotnet restore|mix deps\.get|cpanm|mvn\b[^&;|]*\bdependency:[\w-]+|gradlew?\b[^&;|]*\bdependencies)\b/;
const build =
  /\b(npm run build|yarn (?:run )?build|pnpm (?:run )?build|vite build|ng build|go (?:build|install)|cargo (?:build|install)|mvn\b[^&;|]*\b(?:package|install)|gradlew?\b[^&;|]*\b(?:build|assemble|bootJar)|dotnet (?:build|publish)|make install|cmake --build)\b/;
const runtimeVersion =
  /\b((?:NODE|PYTHON|GOLANG|JAVA|JDK|PHP|RUBY|PERL|RUST|JULIA|DOTNET|OTP|ELIXIR|SWIFT|NGINX|HTTPD|REDIS|PG|MYSQL|MARIADB|MONGO)_VERSION)\b/;
const runtimePackage =
  /^(nodejs|python3?(\.\d+)?|openjdk[\w.-]*|default-j(re|dk)[\w-]*|temurin[\w.-]*|php\d*(\.\d+)?(-(cli|fpm))?|ruby|golang[\w.-]*|perl|erlang|(dotnet|aspnetcore)-[\w.-]+)$/;
/** Programs that put things in order without bringing any. */
const arranging = new Set(
  'adduser addgroup chgrp chmod chown groupadd install ln mkdir mv rm rmdir setcap touch update-ca-certificates useradd usermod'.split(
    ' ',
  ),
);
const withoutEffect = /^(set|cd|export|true|:|unset|exec)$/;
const isAssignment = (word: string) => /^\w+=/.test(word);

function roleOfRun(text: string, programs: string[], workingDir: unknown): RoleGuess | null {
  const installed = systemInstall.exec(text);
  const packages = installed?.[1]?.split(/[\s=]+/) ?? [];
  const program = programs.find((name) => packages.some((word) => word.startsWith(name)));
  if (program) return guess('runtime', 'packageOfCommand', program);
  const runtime = runtimeVersion.exec(text)?.[1] ?? packages.find((word) => runtimePackage.test(word));
  if (runtime) return guess('runtime', 'languageRuntime', runtime);
  const languagePackages = languageInstall.exec(text)?.[1];
  if (languagePackages) return guess('dependencies', 'languagePackages', languagePackages);
  const built = build.exec(text)?.[1];
  if (built) return guess('application', 'build', built);
  if (installed) return guess('dependencies', 'systemPackages', installed[0].trim().split(/\s+/)[0]);

  const started = text
    .split(/&&|\|\||[;|\n]/)
    .map(
      (piece) =>
        piece
          .trim()
          .split(/\s+/)
          .find((word) => word !== '' && !isAssignment(word)) ?? '',
    )
    .filter((name) => name !== '' && !withoutEffect.test(name));
  if (started.length > 0 && started.every((name) => arranging.has(name))) {
    return guess('configuration', 'arranges', [...new Set(started)].join(', '));
  }
  if (typeof workingDir === 'string' && workingDir.length > 1 && text.includes(`${workingDir}/`)) {
    return guess('application', 'worksInFolder', workingDir);
  }
  return null;
}

// ---- what else the image says ------------------------------------------------------------------------------------------

/** Jib names in the comment of a layer what is in it. */
function roleOfNote(comment: string): RoleGuess | null {
  if (/^(project |snapshot )?dependencies$/.test(comment)) return guess('dependencies', 'builderNote', comment);
  if (/^(classes|resources|jvm arg files|extra files)$/.test(comment)) {
    return guess('application', 'builderNote', comment);
  }
  return null;
}

/** A base image ends with a CMD that starts a shell: the number of layers below such a step, where more follow above. */
function layersBeforeShell(image: ImageReport): number {
  let layers = 0;
  for (const entry of image.history) {
    if (entry.layer !== null) {
      layers = entry.layer + 1;
      continue;
    }
    const { keyword, text } = parseInstruction(entry.createdBy ?? '');
    if (keyword !== 'CMD' && keyword !== 'ENTRYPOINT') continue;
    const startsShell = /^\[?"?(\/\S*\/)?(ba|da|a)?sh"?\]?$/.test(text);
    return startsShell && layers < image.layers.length ? layers : 0;
  }
  return 0;
}

/** Names of the programs that the command starts, without shells and starters that every image has. */
function programsOf(image: ImageReport): string[] {
  const { Entrypoint, Cmd } = image.config?.config ?? {};
  const words = [Entrypoint, Cmd].flatMap((vector) => (Array.isArray(vector) ? vector : []));
  const names = words.map((word) => (typeof word === 'string' ? (/([^/\s]+)(?:\s|$)/.exec(word)?.[1] ?? '') : ''));
  return names.filter((name) => /^[a-z][\w.+-]{2,}$/i.test(name) && !/^(ba|da|a|z)?sh$|^(env|exec|tini)$/.test(name));
}
