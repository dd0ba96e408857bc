/** What an image config says, as lines for people. Any field may be absent, null, or of a type it should not have. */
import type { ImageReport } from '../../web/src/engine/api.ts';
import { commandLine } from '../../web/src/format/command.ts';

/** A name and its values, one a line. */
export type Fact = [name: string, values: (string | null | undefined)[]];

export function configFacts(config: ImageReport['config']): Fact[] {
  const found = config?.config ?? {};
  return [
    ['Command', [commandLine(texts(found.Entrypoint), texts(found.Cmd))]],
    ['User', [text(found.User)]],
    ['Directory', [text(found.WorkingDir)]],
    ['Ports', [keys(found.ExposedPorts).join(', ')]],
    ['Volumes', keys(found.Volumes)],
    ['Environment', texts(found.Env)],
    ['Labels', keys(found.Labels).map((key) => `${key}=${text(found.Labels?.[key]) ?? ''}`)],
    ['Stop signal', [text(found.StopSignal)]],
    ['Health check', [commandLine(texts(found.Healthcheck?.Test))]],
    ['Shell', [commandLine(texts(found.Shell))]],
    ['On build', texts(found.OnBuild)],
  ];
}

const text = (value: unknown): string | undefined =>
  value === null || value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((each) => text(each) ?? '') : typeof value === 'string' ? [value] : [];
const keys = (value: unknown): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
