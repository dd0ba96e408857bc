import type { Diagnostic } from '../../engine/api.ts';

export interface DiagnosticGroup {
  code: string;
  severity: Diagnostic['severity'];
  items: Diagnostic[];
}

/** The gravest first. */
export const severities: readonly Diagnostic['severity'][] = ['error', 'warning', 'info'];

/** One group for each code and severity, the gravest first, else in the order they came. */
export function groupDiagnostics(diagnostics: readonly Diagnostic[]): DiagnosticGroup[] {
  const groups = new Map<string, DiagnosticGroup>();
  for (const item of diagnostics) {
    const key = `${item.severity} ${item.code}`;
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { code: item.code, severity: item.severity, items: [item] });
  }
  return [...groups.values()].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
