/**
 * The address of a view, kept in the URL's fragment so that reload, back, forward and copied links work:
 *
 *     #/config        #/layers/3        #/files/etc/passwd?at=3        #/files/?changes=2        #/files/?from=0&at=5
 *     #/files/?filter=*.conf&kind=glob        #/space/usr/lib
 */
import type { RowFilter } from '../engine/api.ts';
import { formatFilter, parseFilter } from './filter_parameters.ts';

export interface Route {
  /** Empty before anything was chosen: the page then shows its first section. */
  section: string;
  /** Section `layers`: the layer that is opened. */
  layer?: number;
  /** Section `files`: the chosen path; section `space`: the directory whose bytes are shown. With a leading `/`. */
  path?: string;
  /** Section `files`: the merged tree at this layer (absent: at the last one). */
  at?: number;
  /** Section `files`: the changes this layer makes; excludes `at` and `from`. */
  changes?: number;
  /** Section `files`: what lies between the tree at this layer (-1: the empty tree) and the one at `at`. */
  from?: number;
  /** Section `files`: which rows are looked for. */
  filter?: RowFilter;
}

export function parseRoute(fragment: string): Route {
  const [address = '', query = ''] = splitOnce(fragment.replace(/^#\/?/, ''), '?');
  const [section = '', rest = ''] = splitOnce(address, '/');
  const route: Route = { section };
  if (section === 'layers') {
    const layer = parseLayer(rest);
    if (layer !== undefined) route.layer = layer;
  }
  if (section === 'space' && rest) route.path = parsePath(rest);
  if (section === 'files') {
    if (rest) route.path = parsePath(rest);
    const parameters = new URLSearchParams(query);
    const at = parseLayer(parameters.get('at'));
    const from = parameters.get('from') === '-1' ? -1 : parseLayer(parameters.get('from'));
    const changes = parseLayer(parameters.get('changes'));
    const filter = parseFilter(parameters);
    if (filter) route.filter = filter;
    if (changes !== undefined) return { ...route, changes };
    if (from !== undefined) route.from = from;
    if (at !== undefined) route.at = at;
  }
  return route;
}

export function formatRoute(route: Route): string {
  let address = `#/${route.section}`;
  if (route.section === 'layers' && route.layer !== undefined) address += `/${route.layer}`;
  if (route.section === 'space' && route.path !== undefined) address += formatPath(route.path);
  if (route.section === 'files') address += formatPath(route.path ?? '/') + queryOf(route);
  return address;
}

function parsePath(text: string): string {
  return `/${text.split('/').map(decode).join('/')}`;
}

function formatPath(path: string): string {
  return `/${path.slice(1).split('/').map(encodeURIComponent).join('/')}`;
}

function queryOf({ at, changes, from, filter }: Route): string {
  const points =
    changes !== undefined
      ? [`changes=${changes}`]
      : [from !== undefined && `from=${from}`, at !== undefined && `at=${at}`].filter(Boolean);
  const parts = [...points, ...(filter ? formatFilter(filter) : [])];
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function parseLayer(text: string | null): number | undefined {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A hand-made address with a stray %: taken literally.
    return part;
  }
}
