/** Reads of documents that anybody may have written: whatever has the wrong type is as if it were not there. */
import type { Platform } from '../../engine/api.ts';

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** As Docker reads its own manifest.json. */
export function fieldAnyCase(object: unknown, name: string): unknown {
  if (!isObject(object)) return undefined;
  const key = Object.keys(object).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : object[key];
}

export function platformOf(value: unknown): Platform | undefined {
  if (!isObject(value)) return undefined;
  const { os, architecture, variant } = value;
  return {
    os: textOf(os) ?? '',
    architecture: textOf(architecture) ?? '',
    ...optional('variant', textOf(variant)),
  };
}

export function annotationsOf(document: unknown): [string, string][] {
  if (!isObject(document) || !isObject(document.annotations)) return [];
  return Object.entries(document.annotations).map(([name, value]) => [name, String(value)]);
}

/** A property that is there only when it has a value. */
export function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
}
