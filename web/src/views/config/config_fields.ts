/** The config as a list of fields to show: what each one holds, as lines or as pairs. Absent, null and empty are the same. */
import type { ImageConfig, ProcessConfig } from '../../engine/api.ts';
import { commandLine } from '../../format/command.ts';
import type { I18n } from '../../i18n/index.ts';

export type FieldId = keyof I18n['t']['config']['fields'];

export type FieldValue =
  | { kind: 'lines'; lines: string[] }
  | { kind: 'pairs'; pairs: [name: string, value: string][] }
  /** An argument vector: each element by itself. */
  | { kind: 'arguments'; arguments: string[] };

export interface ConfigField {
  id: FieldId;
  /** Null when the config does not set it. */
  value: FieldValue | null;
}

export function configFields(config: ImageConfig, i18n: I18n): ConfigField[] {
  const process: ProcessConfig = config.config ?? {};
  const platform = [config.os, config.architecture, config.variant].filter(isText).join('/');
  const created = isText(config.created) ? i18n.format.timestamp(config.created) : '';
  return [
    { id: 'entrypoint', value: vector(process.Entrypoint) },
    { id: 'cmd', value: vector(process.Cmd) },
    { id: 'env', value: pairs(list(process.Env).map(splitVariable)) },
    { id: 'exposedPorts', value: lines(keys(process.ExposedPorts)) },
    { id: 'volumes', value: lines(keys(process.Volumes)) },
    { id: 'user', value: lines([process.User]) },
    { id: 'workingDir', value: lines([process.WorkingDir]) },
    { id: 'labels', value: pairs(entries(process.Labels)) },
    { id: 'healthcheck', value: pairs(healthcheck(process, i18n)) },
    { id: 'stopSignal', value: lines([process.StopSignal]) },
    { id: 'shell', value: vector(process.Shell) },
    { id: 'onBuild', value: lines(list(process.OnBuild)) },
    { id: 'platform', value: lines([platform]) },
    { id: 'created', value: lines([created]) },
    { id: 'author', value: lines([config.author]) },
  ];
}

/** What runs when a container is started without a command: Entrypoint, then Cmd. Empty if nothing would. */
export function defaultCommand(config: ImageConfig): string {
  return commandLine(list(config.config?.Entrypoint), list(config.config?.Cmd));
}

/** The folders of a search path (PATH, LD_LIBRARY_PATH …), each with the colon after it; anything else in one part. */
export function pathParts(name: string, value: string): string[] {
  if (!/PATH$/i.test(name) || !value.includes('/')) return [value];
  return value.split(/(?<=:)/);
}

function healthcheck({ Healthcheck: check }: ProcessConfig, { t, format }: I18n): [string, string][] {
  if (typeof check !== 'object' || check === null) return [];
  const names = t.config.healthcheck;
  const [kind, ...command] = list(check.Test);
  const test = kind === 'CMD' ? commandLine(command) : kind === 'CMD-SHELL' ? command.join(' ') : (kind ?? '');
  // Durations are nanoseconds; 0 means inherited.
  const duration = (value: unknown) =>
    typeof value === 'number' && value > 0 ? t.config.duration(format.number(value / 1e9)) : '';
  const rows: [string, string][] = [
    [names.test, test],
    [names.interval, duration(check.Interval)],
    [names.timeout, duration(check.Timeout)],
    [names.startPeriod, duration(check.StartPeriod)],
    [names.retries, typeof check.Retries === 'number' && check.Retries > 0 ? format.number(check.Retries) : ''],
  ];
  return rows.filter(([, value]) => value !== '');
}

/** `PATH=/bin` → [`PATH`, `/bin`]; the value may hold further `=`. */
function splitVariable(variable: string): [string, string] {
  const at = variable.indexOf('=');
  return at < 0 ? [variable, ''] : [variable.slice(0, at), variable.slice(at + 1)];
}

// The config is a stranger's JSON: a field may be of any type, whatever the specification says.

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function list(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(asText);
  return isText(value) ? [value] : [];
}

function keys(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function entries(value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, text]) => [name, asText(text)]);
}

function lines(values: unknown[]): FieldValue | null {
  const texts = values.filter((value) => value !== null && value !== undefined && value !== '').map(asText);
  return texts.length > 0 ? { kind: 'lines', lines: texts } : null;
}

function pairs(values: [string, string][]): FieldValue | null {
  return values.length > 0 ? { kind: 'pairs', pairs: values } : null;
}

function vector(value: unknown): FieldValue | null {
  const texts = list(value);
  return texts.length > 0 ? { kind: 'arguments', arguments: texts } : null;
}
