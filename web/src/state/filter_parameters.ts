/**
 * The filter of the file tree as the end of an address, so that a link carries it:
 *
 *     filter=*.conf&kind=glob&change=added,modified&min=1000000&max=2000000&all=1
 */
import type { ChangeStatus, PatternKind, RowFilter } from '../engine/api.ts';

export const patternKinds: readonly PatternKind[] = ['name', 'glob', 'regex'];
export const changeStatuses: readonly ChangeStatus[] = ['added', 'modified', 'removed', 'unmodified'];

export const noFilter: RowFilter = { pattern: '', kind: 'name', changes: [], onlyMatches: true };

/** Whether it asks for anything. */
export function asks({ pattern, changes, minSize, maxSize }: RowFilter): boolean {
  return pattern !== '' || changes.length > 0 || minSize !== undefined || maxSize !== undefined;
}

/** Undefined where the address says nothing of a filter. */
export function parseFilter(parameters: URLSearchParams): RowFilter | undefined {
  const asked = (parameters.get('change') ?? '').split(',');
  const minSize = parseSize(parameters.get('min'));
  const maxSize = parseSize(parameters.get('max'));
  const filter: RowFilter = {
    pattern: parameters.get('filter') ?? '',
    kind: patternKinds.find((kind) => kind === parameters.get('kind')) ?? noFilter.kind,
    changes: changeStatuses.filter((status) => asked.includes(status)),
    ...(minSize !== undefined && { minSize }),
    ...(maxSize !== undefined && { maxSize }),
    onlyMatches: parameters.get('all') !== '1',
  };
  return formatFilter(filter).length > 0 ? filter : undefined;
}

/** The parameters that say it; what is as usual is left out. */
export function formatFilter(filter: RowFilter): string[] {
  const { pattern, kind, changes, minSize, maxSize, onlyMatches } = filter;
  const parts = [
    pattern && `filter=${encodeURIComponent(pattern)}`,
    kind !== noFilter.kind && `kind=${kind}`,
    changes.length > 0 && `change=${changes.join(',')}`,
    minSize !== undefined && `min=${minSize}`,
    maxSize !== undefined && `max=${maxSize}`,
    !onlyMatches && 'all=1',
  ];
  return parts.filter((part): part is string => part !== false && part !== '');
}

function parseSize(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
