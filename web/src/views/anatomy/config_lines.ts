/** What a field of the config holds, as plain lines; of pairs the names. */
import type { ConfigField, FieldId } from '../config/config_fields.ts';

export function linesOf(fields: readonly ConfigField[], id: FieldId): string[] {
  const value = fields.find((field) => field.id === id)?.value;
  switch (value?.kind) {
    case 'lines':
      return value.lines;
    case 'arguments':
      return value.arguments;
    case 'pairs':
      return value.pairs.map(([name]) => name);
    default:
      return [];
  }
}

/** TCP is what a port is when nothing else is said. */
export function withoutTcp(port: string): string {
  return port.replace(/\/tcp$/, '');
}
