/** What should be known before the image is used; only what is certain, each with what it is about. */
import type { ImageReport } from '../../engine/api.ts';

export type Warning =
  | { kind: 'root' }
  | { kind: 'missing'; layers: number[] }
  | { kind: 'partial'; layers: number[] }
  /** Files whose names are those of secrets: hidden by a later layer, but still in the layer that brought them. */
  | { kind: 'hiddenSecrets'; files: { path: string; layer: number }[] }
  /** Variables whose names are those of secrets, and which are set. */
  | { kind: 'secretVariables'; names: string[] }
  | { kind: 'remarks'; errors: number; warnings: number };

const secretVariable =
  /(^|_)(PASSWORD|PASSWD|SECRET|SECRET_KEY|SECRET_ACCESS_KEY|API_KEY|ACCESS_TOKEN|AUTH_TOKEN|API_TOKEN|PRIVATE_KEY)$/i;

/** `archiveRemarks`: the diagnostics of the archive, beside those of the image. */
export function warningsOf(image: ImageReport, archiveRemarks: readonly { severity: string }[]): Warning[] {
  const warnings: Warning[] = [];
  // Windows has no root, and its images each their own default.
  const hasRoot = image.kind === 'image' && image.platform.os !== 'windows';
  if (hasRoot && image.config && isRoot(image.config.config?.User)) warnings.push({ kind: 'root' });
  for (const state of ['missing', 'partial'] as const) {
    const layers = image.layers.filter((layer) => layer.state === state).map(({ index }) => index);
    if (layers.length > 0) warnings.push({ kind: state, layers });
  }
  const files = (image.findings?.secrets ?? []).filter(
    ({ reason }) => reason === 'deleted-file' || reason === 'deleted-dir',
  );
  if (files.length > 0) {
    warnings.push({ kind: 'hiddenSecrets', files: files.map(({ path, layer }) => ({ path, layer })) });
  }
  const names = secretVariables(image.config?.config?.Env);
  if (names.length > 0) warnings.push({ kind: 'secretVariables', names });
  const count = (wanted: string) =>
    [...archiveRemarks, ...image.diagnostics].filter(({ severity }) => severity === wanted).length;
  const remarks = { errors: count('error'), warnings: count('warning') };
  if (remarks.errors + remarks.warnings > 0) warnings.push({ kind: 'remarks', ...remarks });
  return warnings;
}

/** Not set is root, too; a user may come with a group. */
function isRoot(user: unknown): boolean {
  return user === null || user === undefined || /^(root|0|)(:.*)?$/.test(String(user));
}

function secretVariables(env: unknown): string[] {
  if (!Array.isArray(env)) return [];
  return env.flatMap((variable) => {
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(String(variable)) ?? [];
    // A path to a secret is none.
    return secretVariable.test(name) && value !== '' && !value.startsWith('/') ? [name] : [];
  });
}
